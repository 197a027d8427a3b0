"""JSON-LD: found, repaired where outlets break it, flattened, and the article picked out. Pure."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from lxml import html

from crawler.extraction.sameness import extract_letters
from crawler.text.normalise import unescape_references

JsonLdNode = dict[str, Any]

ARTICLE_TYPES = frozenset({
    "newsarticle", "article", "reportagenewsarticle", "analysisnewsarticle", "opinionnewsarticle",
    "backgroundnewsarticle", "reviewnewsarticle", "askpublicnewsarticle", "blogposting",
    "liveblogposting", "report", "scholarlyarticle", "techarticle", "socialmediaposting",
    "advertisercontentarticle", "satiricalarticle", "review", "claimreview", "webnewsarticle",
})  # fmt: skip

_MAX_SCRIPT_CHARS = 2_000_000
_MAX_NODES = 4000
_MAX_DEPTH = 200
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_COMMENT_START = re.compile(r"\A(?:<!--|(?://\s*)?<!\[CDATA\[)")
_COMMENT_ENDS = ("-->", "]]>")
_BAD_ESCAPE = re.compile(r'\\(?!["\\/bfnrtu])')
_BRACKETS = re.compile(r"[\[{]|[\]}]")
_MARKUP_TAG = re.compile(r"<[^<>]{1,400}>|\[/?[a-z_]+[^\[\]]{0,300}\]")
# When nothing parses, these single-line values can still be read.
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
    """Leave out the comment or section, itself commented out, that hides a script."""
    text = _COMMENT_START.sub("", text.strip(), count=1)
    bare = text.removesuffix(";").rstrip()
    if not bare.endswith(_COMMENT_ENDS):
        return text.strip()
    return bare[:-3].rstrip().removesuffix("//").strip()


def _is_too_deep(text: str) -> bool:
    depth = 0
    for bracket in _BRACKETS.finditer(text):
        # Those in strings count too: not below nothing, so that none hides what comes behind it.
        depth = depth + 1 if bracket.group() in "[{" else max(0, depth - 1)
        if depth > _MAX_DEPTH:
            return True
    return False


def _decode_values(text: str) -> list[Any]:
    """Read one JSON value, or several behind each other; what follows a broken one is left."""
    decoder = json.JSONDecoder(strict=False)
    values: list[Any] = []
    at = 0
    while at < len(text):
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            break
        values.append(value)
        while at < len(text) and text[at] in " \t\r\n;,":
            at += 1
    return values


def _recover_pairs(text: str) -> list[JsonLdNode]:
    node: JsonLdNode = {}
    for key, value in _KEY_VALUE_PAIR.findall(text):
        node.setdefault(key, value.replace('\\"', '"').replace("\\/", "/"))
    return [node] if "@type" in node else []


def _find_typed_nodes(roots: list[Any]) -> Iterator[JsonLdNode]:
    """Walk breadth first, bounded; a value seen twice is walked once."""
    queue: list[Any] = list(roots)
    seen: set[int] = set()
    for at in range(_MAX_NODES):
        if at >= len(queue):
            return
        value = queue[at]
        if id(value) in seen:
            continue
        if isinstance(value, dict):
            seen.add(id(value))
            if value.get("@type"):
                yield value
            queue.extend(inner for inner in value.values() if isinstance(inner, dict | list))
        elif isinstance(value, list):
            queue.extend(inner for inner in value if isinstance(inner, dict | list))


def read_node_types(node: JsonLdNode) -> frozenset[str]:
    """Return the node's types in lower case, without a schema.org address before them."""
    declared = node.get("@type")
    names = declared if isinstance(declared, list) else [declared]
    return frozenset(str(name).rsplit("/", 1)[-1].rsplit(":", 1)[-1].lower() for name in names)


def find_nodes_of_types(
    nodes: Iterable[JsonLdNode], wanted_types: Iterable[str]
) -> list[JsonLdNode]:
    """Return the nodes of any of the wanted types (lower case)."""
    names = frozenset(wanted_types)
    return [node for node in nodes if read_node_types(node) & names]


def find_page_articles(nodes: list[JsonLdNode], title: str | None) -> list[JsonLdNode]:
    """Return the article objects of this page, not those of lists of other articles.

    An object whose headline the page's title holds comes first; without such a one those that
    stand in no list count, if they are few.
    """
    found = [node for node in find_nodes_of_types(nodes, ARTICLE_TYPES) if len(node) > 2]
    if len(found) < 2:
        return found
    whole = extract_letters(title or "")
    own = [node for node in found if _matches_title(node, whole)]
    if own:
        return own
    listed = {
        id(inner)
        for node in find_nodes_of_types(nodes, _LIST_TYPES)
        for inner in _find_list_items(node)
    }
    free = [node for node in found if id(node) not in listed]
    return free if len(free) <= 2 else []


_LIST_TYPES = frozenset(
    {"itemlist", "collectionpage", "searchresultspage", "listitem", "blog", "datafeed"}
)


def _matches_title(node: JsonLdNode, title_letters: str) -> bool:
    headline = extract_letters(read_json_ld_string(node.get("headline") or node.get("name")) or "")
    return (
        len(headline) > 5
        and (headline[:60] in title_letters or title_letters[:60] in headline)
        and bool(title_letters)
    )


def _find_list_items(node: JsonLdNode) -> list[JsonLdNode]:
    """The objects directly in a list, and in its items."""
    found: list[JsonLdNode] = []
    for key in ("itemListElement", "item", "blogPost", "mainEntity", "hasPart", "dataFeedElement"):
        value = node.get(key)
        found.extend(
            item
            for item in (value if isinstance(value, list) else [value])
            if isinstance(item, dict)
        )
    return found


def read_json_ld_strings(value: Any) -> list[str]:
    """Return the plain strings of a value: itself, a list's, or an object's name or @value."""
    found: list[str] = []
    queue = [value]
    for item in queue:
        if len(queue) > _MAX_NODES:
            break
        if isinstance(item, str):
            found.append(unescape_json_ld_text(item))
        elif isinstance(item, list):
            queue.extend(item)
        elif isinstance(item, dict):
            queue.append(item.get("name") or item.get("@value") or item.get("headline"))
    return [text for text in found if text]


def read_json_ld_string(value: Any) -> str | None:
    """Return the first plain string of a value."""
    return next(iter(read_json_ld_strings(value)), None)


def unescape_json_ld_text(text: str) -> str:
    """Undo entities that were escaped once more inside the script."""
    return unescape_references(text).strip() if "&" in text else text.strip()


def resolve_node_references(value: Any, nodes: Iterable[JsonLdNode]) -> list[JsonLdNode]:
    """Return the objects of a value; one that is only an `@id` is looked up among the nodes."""
    items = value if isinstance(value, list) else [value]
    named: dict[str, JsonLdNode] = {}
    for node in nodes:
        if isinstance(node.get("@id"), str) and len(node) > 1:
            named.setdefault(node["@id"], node)
    found: list[JsonLdNode] = []
    for item in items:
        if isinstance(item, dict):
            reference = item.get("@id")
            known = named.get(reference) if isinstance(reference, str) else None
            found.append(known if known is not None and "name" not in item else item)
    return found


def read_json_ld_breadcrumb(nodes: list[JsonLdNode], title: str | None) -> list[str]:
    """Return the last name of the first BreadcrumbList that is not the headline itself."""
    for trail in find_nodes_of_types(nodes, {"breadcrumblist"}):
        items = [item for item in _find_list_items(trail) if isinstance(item, dict)]
        names = [
            read_json_ld_string(item.get("name")) or read_json_ld_string(item.get("item"))
            for item in items
        ]
        known = [
            name
            for name in names[1:]
            if name and extract_letters(name) != extract_letters(title or "")
        ]
        if known:
            return [known[-1]]
    return []


def read_article_body_text(articles: list[JsonLdNode]) -> str:
    """Return the longest articleBody of the objects, mark-up in it left out; empty where none."""
    bodies = [text for node in articles for text in read_json_ld_strings(node.get("articleBody"))]
    return _MARKUP_TAG.sub(" ", max(bodies, key=len, default=""))
