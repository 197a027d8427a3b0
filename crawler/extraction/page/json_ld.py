"""JSON-LD of a page: repaired, flattened, and searched for the page's article. Pure."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from lxml import html

from crawler.extraction.page.text_match import extract_letters
from crawler.text.normalise import unescape_references

JsonLdNode = dict[str, Any]

ARTICLE_TYPES = frozenset({
    "newsarticle", "article", "reportagenewsarticle", "analysisnewsarticle", "opinionnewsarticle",
    "backgroundnewsarticle", "reviewnewsarticle", "askpublicnewsarticle", "blogposting",
    "liveblogposting", "report", "scholarlyarticle", "techarticle", "socialmediaposting",
    "advertisercontentarticle", "satiricalarticle", "review", "claimreview", "webnewsarticle",
})  # fmt: skip

_LIST_TYPES = frozenset(
    {"itemlist", "collectionpage", "searchresultspage", "listitem", "blog", "datafeed"}
)

_MAX_SCRIPT_CHARS = 2_000_000
_MAX_NODES = 4000
_MAX_DEPTH = 200
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_COMMENT_START = re.compile(r"\A(?:<!--|(?://\s*)?<!\[CDATA\[)")
_COMMENT_ENDS = ("-->", "]]>")
_BAD_ESCAPE = re.compile(r'\\(?!["\\/bfnrtu])')
_BRACKETS = re.compile(r"[\[{]|[\]}]")
_MARKUP_TAG = re.compile(r"<[^<>]{1,400}>|\[/?[a-z_]+[^\[\]]{0,300}\]")
# Where a script is not JSON, these single-line values can still be read.
_KEY_VALUE_PAIR = re.compile(
    r'"(@type|headline|datePublished|dateModified|articleSection|name|description)"\s*:\s*"((?:[^"\\\n]|\\.)*)"'
)


def read_json_ld(tree: html.HtmlElement) -> list[JsonLdNode]:
    """Return every typed object of the page's JSON-LD, outer before inner."""
    roots: list[Any] = []
    for script in tree.iter("script"):
        kind = (script.get("type") or "").lower()
        if "ld+json" in kind and script.text and len(script.text) <= _MAX_SCRIPT_CHARS:
            roots.extend(_load_script(script.text))
    return list(_find_typed_nodes(roots))


def _load_script(text: str) -> list[Any]:
    text = _strip_comment_signs(_strip_comment_signs(text))
    if _is_too_deep(text):
        return []
    for repaired in (text, _TRAILING_COMMA.sub(r"\1", _BAD_ESCAPE.sub(r"\\\\", text))):
        values = _decode_values(repaired)
        if values:
            return values
    return _recover_pairs(text)


def _strip_comment_signs(text: str) -> str:
    """Remove the HTML comment or CDATA signs around a script, behind `//` or not."""
    text = _COMMENT_START.sub("", text.strip(), count=1)
    content = text.removesuffix(";").rstrip()
    if not content.endswith(_COMMENT_ENDS):
        return text.strip()
    return content[:-3].rstrip().removesuffix("//").strip()


def _is_too_deep(text: str) -> bool:
    depth = 0
    for bracket in _BRACKETS.finditer(text):
        # Brackets in strings count too; never below zero, or they would offset real nesting later.
        depth = depth + 1 if bracket.group() in "[{" else max(0, depth - 1)
        if depth > _MAX_DEPTH:
            return True
    return False


def _decode_values(text: str) -> list[Any]:
    """Decode JSON values one behind the other, up to the first broken one."""
    decoder = json.JSONDecoder(strict=False)
    values: list[Any] = []
    position = 0
    while position < len(text):
        try:
            value, position = decoder.raw_decode(text, position)
        except (ValueError, RecursionError):
            break
        values.append(value)
        while position < len(text) and text[position] in " \t\r\n;,":
            position += 1
    return values


def _recover_pairs(text: str) -> list[JsonLdNode]:
    node: JsonLdNode = {}
    for key, value in _KEY_VALUE_PAIR.findall(text):
        node.setdefault(key, value.replace('\\"', '"').replace("\\/", "/"))
    return [node] if "@type" in node else []


def _find_typed_nodes(roots: list[Any]) -> Iterator[JsonLdNode]:
    """Yield the objects with a type, breadth first, at most `_MAX_NODES` values, each once."""
    queue: list[Any] = list(roots)
    visited_ids: set[int] = set()
    for index in range(_MAX_NODES):
        if index >= len(queue):
            return
        value = queue[index]
        if id(value) in visited_ids:
            continue
        if isinstance(value, dict):
            visited_ids.add(id(value))
            if value.get("@type"):
                yield value
            queue.extend(inner for inner in value.values() if isinstance(inner, dict | list))
        elif isinstance(value, list):
            queue.extend(inner for inner in value if isinstance(inner, dict | list))


def read_node_types(node: JsonLdNode) -> frozenset[str]:
    """Return the types of a node in lower case, without a schema.org address before them."""
    declared = node.get("@type")
    names = declared if isinstance(declared, list) else [declared]
    return frozenset(str(name).rsplit("/", 1)[-1].rsplit(":", 1)[-1].lower() for name in names)


def find_nodes_of_types(
    nodes: Iterable[JsonLdNode], wanted_types: Iterable[str]
) -> list[JsonLdNode]:
    """Return the nodes of any of the wanted types (lower case)."""
    type_names = frozenset(wanted_types)
    return [node for node in nodes if read_node_types(node) & type_names]


def find_page_articles(nodes: list[JsonLdNode], title: str | None) -> list[JsonLdNode]:
    """Return the article objects of this page, not those of lists of other articles.

    Of several, only those whose headline matches the page's title are returned; if none does, those
    in no list, unless there are more than two.
    """
    articles = [node for node in find_nodes_of_types(nodes, ARTICLE_TYPES) if len(node) > 2]
    if len(articles) < 2:
        return articles
    title_letters = extract_letters(title or "")
    matching = [node for node in articles if _matches_title(node, title_letters)]
    if matching:
        return matching
    listed_ids = {
        id(inner)
        for node in find_nodes_of_types(nodes, _LIST_TYPES)
        for inner in _find_list_items(node)
    }
    unlisted = [node for node in articles if id(node) not in listed_ids]
    return unlisted if len(unlisted) <= 2 else []


def _matches_title(node: JsonLdNode, title_letters: str) -> bool:
    headline = extract_letters(read_json_ld_string(node.get("headline") or node.get("name")) or "")
    return (
        len(headline) > 5
        and (headline[:60] in title_letters or title_letters[:60] in headline)
        and bool(title_letters)
    )


def _find_list_items(node: JsonLdNode) -> list[JsonLdNode]:
    """Return the objects directly in a list, such as its items."""
    items: list[JsonLdNode] = []
    for key in ("itemListElement", "item", "blogPost", "mainEntity", "hasPart", "dataFeedElement"):
        value = node.get(key)
        items.extend(
            item
            for item in (value if isinstance(value, list) else [value])
            if isinstance(item, dict)
        )
    return items


def read_json_ld_strings(value: Any) -> list[str]:
    """Return the strings of a value: itself, those of a list, or an object's name or @value."""
    strings: list[str] = []
    queue = [value]
    for item in queue:
        if len(queue) > _MAX_NODES:
            break
        if isinstance(item, str):
            strings.append(unescape_json_ld_text(item))
        elif isinstance(item, list):
            queue.extend(item)
        elif isinstance(item, dict):
            queue.append(item.get("name") or item.get("@value") or item.get("headline"))
    return [text for text in strings if text]


def read_json_ld_string(value: Any) -> str | None:
    """Return the first string of a value, None where there is none."""
    return next(iter(read_json_ld_strings(value)), None)


def unescape_json_ld_text(text: str) -> str:
    """Resolve character references that the script left escaped."""
    return unescape_references(text).strip() if "&" in text else text.strip()


def resolve_node_references(value: Any, nodes: Iterable[JsonLdNode]) -> list[JsonLdNode]:
    """Return the objects of a value; a mere `@id` is looked up in `nodes`."""
    items = value if isinstance(value, list) else [value]
    node_by_id: dict[str, JsonLdNode] = {}
    for node in nodes:
        if isinstance(node.get("@id"), str) and len(node) > 1:
            node_by_id.setdefault(node["@id"], node)
    resolved: list[JsonLdNode] = []
    for item in items:
        if isinstance(item, dict):
            reference = item.get("@id")
            referenced = node_by_id.get(reference) if isinstance(reference, str) else None
            resolved.append(referenced if referenced is not None and "name" not in item else item)
    return resolved


def read_json_ld_breadcrumb(nodes: list[JsonLdNode], title: str | None) -> list[str]:
    """Return the last step of the first BreadcrumbList that has a usable one.

    The first step (the home page) and the headline are not usable.
    """
    for breadcrumb in find_nodes_of_types(nodes, {"breadcrumblist"}):
        items = [item for item in _find_list_items(breadcrumb) if isinstance(item, dict)]
        names = [
            read_json_ld_string(item.get("name")) or read_json_ld_string(item.get("item"))
            for item in items
        ]
        steps = [
            name
            for name in names[1:]
            if name and extract_letters(name) != extract_letters(title or "")
        ]
        if steps:
            return [steps[-1]]
    return []


def read_article_body_text(articles: list[JsonLdNode]) -> str:
    """Return the longest `articleBody` of the objects, without mark-up; empty where none."""
    bodies = [text for node in articles for text in read_json_ld_strings(node.get("articleBody"))]
    return _MARKUP_TAG.sub(" ", max(bodies, key=len, default=""))
