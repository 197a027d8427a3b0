"""What visible mark-up calls things: bylines, dates, breadcrumbs, sections, tag lists. Pure."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import count, islice
from typing import cast
from urllib.parse import unquote

from lxml import etree, html

from crawler.extraction.chrome import NEVER, names_of, reason_in_names
from crawler.extraction.lexicon import labels
from crawler.extraction.lexicon.people import WRITER_PATH
from crawler.extraction.names import KIND_WORDS, KINDS
from crawler.extraction.names import LONGEST as _LONGEST_NAMES
from crawler.extraction.spoken import speaks_of, words_of
from crawler.text.normalise import clean_line, fold

_ITEMPROPS = {
    "author": "author", "creator": "author", "headline": "title", "articlesection": "section",
    "keywords": "tags", "datepublished": "date", "datecreated": "date", "datemodified": "modified",
    "dateupdated": "modified",
}  # fmt: skip
# RDFa, as Drupal prints it.
_PROPERTIES = {
    "dc:date": "date", "dc:created": "date", "dcterms:created": "date", "datepublished": "date",
    "schema:datepublished": "date", "schema:datecreated": "date", "dc:modified": "modified",
    "datemodified": "modified", "schema:datemodified": "modified", "author": "author",
    "schema:author": "author", "dc:creator": "author",
}  # fmt: skip
_RELS = {"author": "author", "tag": "tag", "category": "category"}
_VOCABULARIES = {"itemprop": _ITEMPROPS, "property": _PROPERTIES, "rel": _RELS}
_TELLING = KIND_WORDS | {"by"}
_NO_KIND: frozenset[str] = frozenset()
_WRITER = frozenset({"author"})
# Twice as quick as asking every element for each.
_IN_VOCABULARY = etree.XPath(" | ".join(f"//@{name}/.." for name in _VOCABULARIES))
# What a byline, a date or a tag list of this article never stands in.
_FOREIGN = frozenset(
    {"related", "comments", "sidebar", "ranking", "navigation", "newsletter", "cookie"}
)
# The page's own head and foot, by names that say nothing else.
_FRAME = re.compile(
    r"(?:(?:site|main|page|top|global|sticky|mobile|desktop) ?)?"
    r"(?:header|head|top ?bar|masthead|footer|ticker|clock|today)"
    r"(?: (?:wrapper|container|inner|top|area|wrap|bar))?"
)
_FRAME_SIGN = re.compile("head|bar|foot|ticker|clock|today", re.IGNORECASE)
_FOREIGN_TAGS = frozenset({"nav", "footer", "aside"})
_MAX_ANCESTORS = 40
_MUTE = ("script", "style", "noscript", "template", "svg", "select", "button")


@dataclass
class Marks:
    """Elements by what their names, itemprop or rel say they hold; `elements` are all, in order."""

    elements: list[html.HtmlElement] = field(default_factory=list)
    by_kind: dict[str, list[html.HtmlElement]] = field(default_factory=dict)

    @cached_property
    def place(self) -> dict[html.HtmlElement, int]:
        """Every element's number in page order."""
        return dict(zip(self.elements, count(), strict=False))

    @cached_property
    def links(self) -> list[int]:
        """The places of links."""
        return [place for place, element in enumerate(self.elements) if element.tag == "a"]

    def of(self, kind: str) -> list[html.HtmlElement]:
        """Return the elements of a kind, as `names.KINDS`, itemprop, rel or the tag say."""
        return self.by_kind.get(kind, [])

    def links_between(self, first: int, last: int) -> int:
        """Count the links between two places."""
        return bisect_left(self.links, last) - bisect_left(self.links, first)


def read_marks(tree: html.HtmlElement) -> Marks:
    """Collect the marked elements of a page in one pass, other articles' and chrome's left out."""
    marks = Marks(list(tree.iter("*")))
    known = dict.fromkeys(_trunk(tree), False)
    told = {one: _kinds_of_values(one) for one in _in_vocabulary(tree) if one.tag not in NEVER}
    for element in marks.elements:
        tag = element.tag
        if tag in NEVER:
            continue
        classes, identity = element.get("class"), element.get("id")
        kinds = _kinds_of_names(classes, identity) if classes or identity else _NO_KIND
        if tag == "a":
            kinds |= _kinds_of_address(element.get("href"))
        elif tag == "time":
            kinds |= {"time"}
        if element in told:
            kinds |= told[element]
        if kinds and not _is_foreign(element, known):
            for kind in kinds:
                marks.by_kind.setdefault(kind, []).append(element)
    return marks


def _in_vocabulary(tree: html.HtmlElement) -> list[html.HtmlElement]:
    return cast("list[html.HtmlElement]", _IN_VOCABULARY(tree))


def _trunk(tree: html.HtmlElement) -> set[html.HtmlElement]:
    """The elements around the page's first-level headings: never another article's."""
    return {ancestor for heading in tree.iter("h1") for ancestor in heading.iterancestors()}


def _kinds_of_values(element: html.HtmlElement) -> frozenset[str]:
    """What itemprop, property and rel say."""
    kinds = _NO_KIND
    for name in _VOCABULARIES:
        value = element.get(name)
        if value:
            kinds |= _kinds_of_value(name, value[:_LONGEST_NAMES])
    return kinds


@lru_cache(maxsize=4096)
def _kinds_of_value(name: str, value: str) -> frozenset[str]:
    known = _VOCABULARIES[name]
    return frozenset(known[word] for word in value.lower().split() if word in known)


@lru_cache(maxsize=16384)
def _kinds_of_names(classes: str | None, identity: str | None) -> frozenset[str]:
    spoken = f"{(classes or '')[:_LONGEST_NAMES]} {(identity or '')[:_LONGEST_NAMES]}"
    if not speaks_of(spoken, _TELLING):
        return _NO_KIND
    return frozenset(kind for name in spoken.split() for kind in _kinds_of_name(name))


@lru_cache(maxsize=4096)
def _kinds_of_address(href: str | None) -> frozenset[str]:
    told = (href or "")[:_LONGEST_NAMES]
    told = unquote(told) if "%" in told else told
    return _WRITER if WRITER_PATH.search(told) else _NO_KIND


@lru_cache(maxsize=16384)
def _kinds_of_name(name: str) -> tuple[str, ...]:
    words = words_of(name)
    if words == "by":
        return ("author",)
    if KIND_WORDS.isdisjoint(words.split()):
        return ()
    return tuple(kind for kind, pattern in KINDS.items() if pattern.search(words))


def _is_foreign(element: html.HtmlElement, known: dict[html.HtmlElement, bool]) -> bool:
    """Say whether an element stands in a related list, sidebar, comment or menu.

    `known` tells it of elements around it, and takes what is learned of others.
    """
    foreign, asked = False, []
    for ancestor in islice(element.iterancestors(), _MAX_ANCESTORS):
        if ancestor in known:
            foreign = known[ancestor]
            break
        asked.append(ancestor)
        names = names_of(ancestor.attrib)
        if ancestor.tag in _FOREIGN_TAGS or (
            names and (reason_in_names(names) in _FOREIGN or _is_frame(names))
        ):
            foreign = True
            break
    known.update(dict.fromkeys(asked, foreign))
    return foreign


def _is_frame(names: str) -> bool:
    return bool(_FRAME_SIGN.search(names)) and any(map(_frame_name, names.split()))


@lru_cache(maxsize=16384)
def _frame_name(name: str) -> bool:
    return bool(_FRAME.fullmatch(words_of(name)))


def text_of(element: html.HtmlElement, limit: int = 400) -> str:
    """Return an element's visible text as one clean line, at most `limit` characters."""
    if not len(element):
        return "" if element.tag in _MUTE else clean_line(element.text or "")[:limit]
    pieces: list[str] = []
    size = 0
    for piece in _pieces(element):
        pieces.append(piece)
        size += len(piece)
        if size > limit:
            break
    return clean_line(" ".join(pieces))[:limit]


def _pieces(element: html.HtmlElement) -> Iterable[str]:
    for _ in element.iter(*_MUTE):
        return _spoken(element)
    return cast("Iterable[str]", element.itertext())


def _spoken(element: html.HtmlElement) -> Iterator[str]:
    """The text outside of what is mute, one piece after the other: most callers need few."""
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, inner in walk:
        if event == "end":
            if inner is not element and inner.tail:
                yield inner.tail
        elif inner.tag in _MUTE:
            walk.skip_subtree()
        elif inner.text:
            yield inner.text


def named_titles(marks: Marks, whole: str | None) -> list[str]:
    """Return the longest text of elements named as titles that the page's `<title>` holds."""
    spoken = f" {fold(whole or '')} "
    texts = {text_of(element, 300) for element in marks.of("title")[:40]}
    held = [text for text in texts if len(text.split()) > 2 and f" {fold(text)} " in spoken]
    return sorted(held, key=len, reverse=True)[:1]


def breadcrumb(marks: Marks, title: str | None) -> str | None:
    """Return the last section of the first breadcrumb: neither the home page nor the headline."""
    for trail in marks.of("breadcrumb"):
        links = [text_of(link, 80) for link in trail.iter("a")]
        named = [name for name in links if name and not labels.HOME.match(fold(name))]
        named = [name for name in named if not title or fold(name) != fold(title)]
        if named and len(named[-1]) <= 40:
            return named[-1]
    return None


def section_label(marks: Marks) -> str | None:
    """Return the section a label, list or itemprop names."""
    for element in [*marks.of("category"), *marks.of("section")]:
        link = next((link for link in element.iter("a") if link is not element), None)
        name = text_of(element, 80) if link is None else text_of(link, 60)
        label = labels.SECTION_LABEL.match(fold(name))
        bare = " ".join(name.split()[len(fold(label.group()).split()) :]) if label else name
        if 2 <= len(bare) <= 40 and len(bare.split()) <= 5:
            return bare
    return None


def tags(marks: Marks) -> list[str]:
    """Return the tags of tag links (rel=tag), else of the first list that is called one."""
    linked = [text_of(link, 80) for link in marks.of("tag")]
    if linked:
        return [tag for tag in linked if tag]
    for element in marks.of("tags"):
        items = [text_of(link, 80) for link in element.iter("a")]
        if items:
            return [item for item in items if item]
    return []
