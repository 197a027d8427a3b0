"""JSON-LD of a page: repaired, flattened into typed objects, and read. Pure."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from lxml import html

from crawler.extraction.page.lenient_json import MAX_DEPTH, read_lenient_json
from crawler.extraction.page.text_match import extract_letters
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
_BRACKETS = re.compile(r"[\[{]|[\]}]")
# Where JSON begins: behind `<!--`, `<![CDATA[`, `jsonld =` and byte-order marks.
_JSON_START = re.compile(r"\{|\[(?!CDATA\[)")
# The first name of an object whose quotes are written as character references.
_ESCAPED_QUOTE_START = re.compile(r"[{\[\s]{1,100}&(?:quot|#0*34|#[xX]0*22);")
# The whole script as one string of JSON.
_ESCAPED_SCRIPT = re.compile(r'\s*"\s*[{\[]\s*\\"')
_BETWEEN_VALUES = " \t\r\n;,\ufeff"
_MARKUP_TAG = re.compile(r"<[^<>]{1,400}>|\[/?[a-z_]+[^\[\]]{0,300}\]")


def read_json_ld(tree: html.HtmlElement) -> list[JsonLdNode]:
    """Return every typed object of the page's JSON-LD, outer before inner.

    Character references in strings are resolved, and objects with a `@value` replaced by it.
    """
    roots: list[Any] = []
    for script in tree.iter("script"):
        kind = (script.get("type") or "").lower()
        if "ld+json" in kind and script.text and len(script.text) <= _MAX_SCRIPT_CHARS:
            roots.extend(load_json_values(script.text))
    return list(_find_typed_nodes(roots))


def load_json_values(text: str) -> list[Any]:
    """Return the JSON values of a script, one behind the other, broken ones as far as they go."""
    if _ESCAPED_SCRIPT.match(text):
        text = text.replace('\\"', '"')
    start = _JSON_START.search(text)
    if start is None or _is_too_deep(text):
        return []
    text = text[start.start() :]
    if _ESCAPED_QUOTE_START.match(text):
        text = unescape_references(text)
    values, end = _decode_values(text)
    if _JSON_START.search(text, end):
        values += read_lenient_json(text[end:])
    return (
        [_resolve_value(value) for value in values] if "&" in text or '"@value"' in text else values
    )


def _is_too_deep(text: str) -> bool:
    depth = 0
    for bracket in _BRACKETS.finditer(text):
        # Brackets in strings count too; never below zero, or they would offset real nesting later.
        depth = depth + 1 if bracket.group() in "[{" else max(0, depth - 1)
        if depth > MAX_DEPTH:
            return True
    return False


def _decode_values(text: str) -> tuple[list[Any], int]:
    """Decode JSON values up to the first broken one; return them and its position."""
    decoder = json.JSONDecoder(strict=False)
    values: list[Any] = []
    position = 0
    while position < len(text):
        try:
            value, position = decoder.raw_decode(text, position)
        except (ValueError, RecursionError):
            break
        values.append(value)
        while position < len(text) and text[position] in _BETWEEN_VALUES:
            position += 1
    return values, position


def _resolve_value(value: Any) -> Any:
    """Resolve the character references and `@value` objects in a value."""
    if isinstance(value, str):
        return unescape_references(value) if "&" in value else value
    if isinstance(value, list):
        return [_resolve_value(item) for item in value]
    if isinstance(value, dict):
        if "@value" in value:
            return _resolve_value(value["@value"])
        return {key: _resolve_value(item) for key, item in value.items()}
    return value


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


def find_list_items(node: JsonLdNode) -> list[JsonLdNode]:
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
        items = [item for item in find_list_items(breadcrumb) if isinstance(item, dict)]
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
