"""JSON-LD: found, repaired where outlets break it, flattened, and the article picked out. Pure."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from lxml import html

from crawler.extraction.sameness import letters
from crawler.text.normalise import unescape

Node = dict[str, Any]

ARTICLE_TYPES = frozenset({
    "newsarticle", "article", "reportagenewsarticle", "analysisnewsarticle", "opinionnewsarticle",
    "backgroundnewsarticle", "reviewnewsarticle", "askpublicnewsarticle", "blogposting",
    "liveblogposting", "report", "scholarlyarticle", "techarticle", "socialmediaposting",
    "advertisercontentarticle", "satiricalarticle", "review", "claimreview", "webnewsarticle",
})  # fmt: skip

_MAX_SCRIPT = 2_000_000
_MAX_NODES = 4000
_MAX_DEPTH = 200
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_OPENING = re.compile(r"\A(?:<!--|(?://\s*)?<!\[CDATA\[)")
_CLOSINGS = ("-->", "]]>")
_BAD_ESCAPE = re.compile(r'\\(?!["\\/bfnrtu])')
_BRACKETS = re.compile(r"[\[{]|[\]}]")
_MARKUP = re.compile(r"<[^<>]{1,400}>|\[/?[a-z_]+[^\[\]]{0,300}\]")
# When nothing parses, these single-line values can still be read.
_PAIR = re.compile(
    r'"(@type|headline|datePublished|dateModified|articleSection|name|description)"\s*:\s*"((?:[^"\\\n]|\\.)*)"'
)


def read_json_ld(tree: html.HtmlElement) -> list[Node]:
    """Return every typed object of the page's JSON-LD, outer before inner."""
    roots: list[Any] = []
    for script in tree.iter("script"):
        kind = (script.get("type") or "").lower()
        if "ld+json" in kind and script.text and len(script.text) <= _MAX_SCRIPT:
            roots.extend(_load(script.text))
    return list(_typed(roots))


def _load(text: str) -> list[Any]:
    text = _unwrapped(_unwrapped(text))
    if _too_deep(text):
        return []
    for repaired in (text, _TRAILING_COMMA.sub(r"\1", _BAD_ESCAPE.sub(r"\\\\", text))):
        values = _decode(repaired)
        if values:
            return values
    return _picked(text)


def _unwrapped(text: str) -> str:
    """Leave out the comment or section, itself commented out, that hides a script."""
    text = _OPENING.sub("", text.strip(), count=1)
    bare = text.removesuffix(";").rstrip()
    if not bare.endswith(_CLOSINGS):
        return text.strip()
    return bare[:-3].rstrip().removesuffix("//").strip()


def _too_deep(text: str) -> bool:
    depth = 0
    for bracket in _BRACKETS.finditer(text):
        # Those in strings count too: not below nothing, so that none hides what comes behind it.
        depth = depth + 1 if bracket.group() in "[{" else max(0, depth - 1)
        if depth > _MAX_DEPTH:
            return True
    return False


def _decode(text: str) -> list[Any]:
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


def _picked(text: str) -> list[Node]:
    node: Node = {}
    for key, value in _PAIR.findall(text):
        node.setdefault(key, value.replace('\\"', '"').replace("\\/", "/"))
    return [node] if "@type" in node else []


def _typed(roots: list[Any]) -> Iterator[Node]:
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


def types(node: Node) -> frozenset[str]:
    """Return the node's types in lower case, without a schema.org address before them."""
    declared = node.get("@type")
    names = declared if isinstance(declared, list) else [declared]
    return frozenset(str(name).rsplit("/", 1)[-1].rsplit(":", 1)[-1].lower() for name in names)


def of_types(nodes: Iterable[Node], wanted: Iterable[str]) -> list[Node]:
    """Return the nodes of any of the wanted types (lower case)."""
    names = frozenset(wanted)
    return [node for node in nodes if types(node) & names]


def own_articles(nodes: list[Node], title: str | None) -> list[Node]:
    """Return the article objects of this page, not those of lists of other articles.

    An object whose headline the page's title holds comes first; without such a one those that
    stand in no list count, if they are few.
    """
    found = [node for node in of_types(nodes, ARTICLE_TYPES) if len(node) > 2]
    if len(found) < 2:
        return found
    whole = letters(title or "")
    own = [node for node in found if _headline_in(node, whole)]
    if own:
        return own
    listed = {id(inner) for node in of_types(nodes, _LISTS) for inner in _inner(node)}
    free = [node for node in found if id(node) not in listed]
    return free if len(free) <= 2 else []


_LISTS = frozenset(
    {"itemlist", "collectionpage", "searchresultspage", "listitem", "blog", "datafeed"}
)


def _headline_in(node: Node, title: str) -> bool:
    headline = letters(string(node.get("headline") or node.get("name")) or "")
    return len(headline) > 5 and (headline[:60] in title or title[:60] in headline) and bool(title)


def _inner(node: Node) -> list[Node]:
    """The objects directly in a list, and in its items."""
    found: list[Node] = []
    for key in ("itemListElement", "item", "blogPost", "mainEntity", "hasPart", "dataFeedElement"):
        value = node.get(key)
        found.extend(
            item
            for item in (value if isinstance(value, list) else [value])
            if isinstance(item, dict)
        )
    return found


def strings(value: Any) -> list[str]:
    """Return the plain strings of a value: itself, a list's, or an object's name or @value."""
    found: list[str] = []
    queue = [value]
    for item in queue:
        if len(queue) > _MAX_NODES:
            break
        if isinstance(item, str):
            found.append(plain(item))
        elif isinstance(item, list):
            queue.extend(item)
        elif isinstance(item, dict):
            queue.append(item.get("name") or item.get("@value") or item.get("headline"))
    return [text for text in found if text]


def string(value: Any) -> str | None:
    """Return the first plain string of a value."""
    return next(iter(strings(value)), None)


def plain(text: str) -> str:
    """Undo entities that were escaped once more inside the script."""
    return unescape(text).strip() if "&" in text else text.strip()


def resolve(value: Any, nodes: Iterable[Node]) -> list[Node]:
    """Return the objects of a value; one that is only an `@id` is looked up among the nodes."""
    items = value if isinstance(value, list) else [value]
    named: dict[str, Node] = {}
    for node in nodes:
        if isinstance(node.get("@id"), str) and len(node) > 1:
            named.setdefault(node["@id"], node)
    found: list[Node] = []
    for item in items:
        if isinstance(item, dict):
            reference = item.get("@id")
            known = named.get(reference) if isinstance(reference, str) else None
            found.append(known if known is not None and "name" not in item else item)
    return found


def breadcrumb(nodes: list[Node], title: str | None) -> list[str]:
    """Return the last name of the first BreadcrumbList that is not the headline itself."""
    for trail in of_types(nodes, {"breadcrumblist"}):
        items = [item for item in _inner(trail) if isinstance(item, dict)]
        names = [string(item.get("name")) or string(item.get("item")) for item in items]
        known = [name for name in names[1:] if name and letters(name) != letters(title or "")]
        if known:
            return [known[-1]]
    return []


def article_body(articles: list[Node]) -> str:
    """Return the longest articleBody of the objects, mark-up in it left out; empty where none."""
    bodies = [text for node in articles for text in strings(node.get("articleBody"))]
    return _MARKUP.sub(" ", max(bodies, key=len, default=""))
