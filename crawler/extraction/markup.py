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

from crawler.extraction.chrome import NEVER_TEXT_TAGS, find_boilerplate_reason, read_class_and_id
from crawler.extraction.lexicon import labels
from crawler.extraction.lexicon.people import WRITER_PATH
from crawler.extraction.names import FIELD_NAMES, FIELD_WORDS
from crawler.extraction.names import MAX_ATTRIBUTE_CHARS as _LONGEST_NAMES
from crawler.extraction.spoken import has_any_word, split_class_name
from crawler.text.normalise import clean_line, fold_text

_KIND_BY_ITEMPROP = {
    "author": "author", "creator": "author", "headline": "title", "articlesection": "section",
    "keywords": "tags", "datepublished": "date", "datecreated": "date", "datemodified": "modified",
    "dateupdated": "modified",
}  # fmt: skip
# RDFa, as Drupal prints it.
_KIND_BY_PROPERTY = {
    "dc:date": "date", "dc:created": "date", "dcterms:created": "date", "datepublished": "date",
    "schema:datepublished": "date", "schema:datecreated": "date", "dc:modified": "modified",
    "datemodified": "modified", "schema:datemodified": "modified", "author": "author",
    "schema:author": "author", "dc:creator": "author",
}  # fmt: skip
_KIND_BY_REL = {"author": "author", "tag": "tag", "category": "category"}
_KINDS_BY_ATTRIBUTE = {
    "itemprop": _KIND_BY_ITEMPROP,
    "property": _KIND_BY_PROPERTY,
    "rel": _KIND_BY_REL,
}
_FIELD_WORDS_AND_BY = FIELD_WORDS | {"by"}
_NO_KINDS: frozenset[str] = frozenset()
_AUTHOR_KIND = frozenset({"author"})
# Twice as quick as asking every element for each.
_VOCABULARY_ELEMENTS = etree.XPath(" | ".join(f"//@{name}/.." for name in _KINDS_BY_ATTRIBUTE))
# What a byline, a date or a tag list of this article never stands in.
_BOILERPLATE_REASONS = frozenset(
    {"related", "comments", "sidebar", "ranking", "navigation", "newsletter", "cookie"}
)
# The page's own head and foot, by names that say nothing else.
_HEADER_OR_FOOTER_NAME = re.compile(
    r"(?:(?:site|main|page|top|global|sticky|mobile|desktop) ?)?"
    r"(?:header|head|top ?bar|masthead|footer|ticker|clock|today)"
    r"(?: (?:wrapper|container|inner|top|area|wrap|bar))?"
)
_HEADER_OR_FOOTER_HINT = re.compile("head|bar|foot|ticker|clock|today", re.IGNORECASE)
_BOILERPLATE_TAGS = frozenset({"nav", "footer", "aside"})
_MAX_ANCESTORS = 40
_INVISIBLE_TAGS = ("script", "style", "noscript", "template", "svg", "select", "button")


@dataclass
class SemanticElements:
    """Elements by what their names, itemprop or rel say they hold; `elements` are all, in order."""

    elements: list[html.HtmlElement] = field(default_factory=list)
    by_kind: dict[str, list[html.HtmlElement]] = field(default_factory=dict)

    @cached_property
    def positions(self) -> dict[html.HtmlElement, int]:
        """Every element's number in page order."""
        return dict(zip(self.elements, count(), strict=False))

    @cached_property
    def link_positions(self) -> list[int]:
        """The places of links."""
        return [place for place, element in enumerate(self.elements) if element.tag == "a"]

    def get(self, kind: str) -> list[html.HtmlElement]:
        """Return the elements of a kind, as `names.KINDS`, itemprop, rel or the tag say."""
        return self.by_kind.get(kind, [])

    def count_links_between(self, first: int, last: int) -> int:
        """Count the links between two places."""
        return bisect_left(self.link_positions, last) - bisect_left(self.link_positions, first)


def read_semantic_elements(tree: html.HtmlElement) -> SemanticElements:
    """Collect the marked elements of a page in one pass, other articles' and chrome's left out."""
    marks = SemanticElements(list(tree.iter("*")))
    known = dict.fromkeys(_find_heading_ancestors(tree), False)
    told = {
        one: _read_attribute_kinds(one)
        for one in _find_vocabulary_elements(tree)
        if one.tag not in NEVER_TEXT_TAGS
    }
    for element in marks.elements:
        tag = element.tag
        if tag in NEVER_TEXT_TAGS:
            continue
        classes, identity = element.get("class"), element.get("id")
        kinds = _find_class_kinds(classes, identity) if classes or identity else _NO_KINDS
        if tag == "a":
            kinds |= _find_address_kinds(element.get("href"))
        elif tag == "time":
            kinds |= {"time"}
        if element in told:
            kinds |= told[element]
        if kinds and not _is_in_boilerplate(element, known):
            for kind in kinds:
                marks.by_kind.setdefault(kind, []).append(element)
    return marks


def _find_vocabulary_elements(tree: html.HtmlElement) -> list[html.HtmlElement]:
    return cast("list[html.HtmlElement]", _VOCABULARY_ELEMENTS(tree))


def _find_heading_ancestors(tree: html.HtmlElement) -> set[html.HtmlElement]:
    """The elements around the page's first-level headings: never another article's."""
    return {ancestor for heading in tree.iter("h1") for ancestor in heading.iterancestors()}


def _read_attribute_kinds(element: html.HtmlElement) -> frozenset[str]:
    """What itemprop, property and rel say."""
    kinds = _NO_KINDS
    for name in _KINDS_BY_ATTRIBUTE:
        value = element.get(name)
        if value:
            kinds |= _find_value_kinds(name, value[:_LONGEST_NAMES])
    return kinds


@lru_cache(maxsize=4096)
def _find_value_kinds(attribute: str, value: str) -> frozenset[str]:
    known = _KINDS_BY_ATTRIBUTE[attribute]
    return frozenset(known[word] for word in value.lower().split() if word in known)


@lru_cache(maxsize=16384)
def _find_class_kinds(classes: str | None, identity: str | None) -> frozenset[str]:
    spoken = f"{(classes or '')[:_LONGEST_NAMES]} {(identity or '')[:_LONGEST_NAMES]}"
    if not has_any_word(spoken, _FIELD_WORDS_AND_BY):
        return _NO_KINDS
    return frozenset(kind for name in spoken.split() for kind in _find_name_kinds(name))


@lru_cache(maxsize=4096)
def _find_address_kinds(href: str | None) -> frozenset[str]:
    told = (href or "")[:_LONGEST_NAMES]
    told = unquote(told) if "%" in told else told
    return _AUTHOR_KIND if WRITER_PATH.search(told) else _NO_KINDS


@lru_cache(maxsize=16384)
def _find_name_kinds(name: str) -> tuple[str, ...]:
    words = split_class_name(name)
    if words == "by":
        return ("author",)
    if FIELD_WORDS.isdisjoint(words.split()):
        return ()
    return tuple(kind for kind, pattern in FIELD_NAMES.items() if pattern.search(words))


def _is_in_boilerplate(
    element: html.HtmlElement, boilerplate_by_element: dict[html.HtmlElement, bool]
) -> bool:
    """Say whether an element stands in a related list, sidebar, comment or menu.

    `boilerplate_by_element` tells it of elements around it, and takes what is learned of others.
    """
    foreign, asked = False, []
    for ancestor in islice(element.iterancestors(), _MAX_ANCESTORS):
        if ancestor in boilerplate_by_element:
            foreign = boilerplate_by_element[ancestor]
            break
        asked.append(ancestor)
        names = read_class_and_id(ancestor.attrib)
        if ancestor.tag in _BOILERPLATE_TAGS or (
            names
            and (
                find_boilerplate_reason(names) in _BOILERPLATE_REASONS
                or _has_header_or_footer_name(names)
            )
        ):
            foreign = True
            break
    boilerplate_by_element.update(dict.fromkeys(asked, foreign))
    return foreign


def _has_header_or_footer_name(names: str) -> bool:
    return bool(_HEADER_OR_FOOTER_HINT.search(names)) and any(
        map(_is_header_or_footer_name, names.split())
    )


@lru_cache(maxsize=16384)
def _is_header_or_footer_name(name: str) -> bool:
    return bool(_HEADER_OR_FOOTER_NAME.fullmatch(split_class_name(name)))


def read_element_text(element: html.HtmlElement, max_chars: int = 400) -> str:
    """Return an element's visible text as one clean line, at most `max_chars` characters."""
    if not len(element):
        return "" if element.tag in _INVISIBLE_TAGS else clean_line(element.text or "")[:max_chars]
    pieces: list[str] = []
    size = 0
    for piece in _iter_text_pieces(element):
        pieces.append(piece)
        size += len(piece)
        if size > max_chars:
            break
    return clean_line(" ".join(pieces))[:max_chars]


def _iter_text_pieces(element: html.HtmlElement) -> Iterable[str]:
    for _ in element.iter(*_INVISIBLE_TAGS):
        return _iter_visible_text(element)
    return cast("Iterable[str]", element.itertext())


def _iter_visible_text(element: html.HtmlElement) -> Iterator[str]:
    """The text outside of what is mute, one piece after the other: most callers need few."""
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, inner in walk:
        if event == "end":
            if inner is not element and inner.tail:
                yield inner.tail
        elif inner.tag in _INVISIBLE_TAGS:
            walk.skip_subtree()
        elif inner.text:
            yield inner.text


def find_named_titles(semantic_elements: SemanticElements, title_tag: str | None) -> list[str]:
    """Return the longest text of elements named as titles that the page's `<title>` holds."""
    spoken = f" {fold_text(title_tag or '')} "
    texts = {read_element_text(element, 300) for element in semantic_elements.get("title")[:40]}
    held = [text for text in texts if len(text.split()) > 2 and f" {fold_text(text)} " in spoken]
    return sorted(held, key=len, reverse=True)[:1]


def read_marked_breadcrumb(semantic_elements: SemanticElements, title: str | None) -> str | None:
    """Return the last section of the first breadcrumb: neither the home page nor the headline."""
    for trail in semantic_elements.get("breadcrumb"):
        links = [read_element_text(link, 80) for link in trail.iter("a")]
        named = [
            name for name in links if name and not labels.FRONT_PAGE_LABEL.match(fold_text(name))
        ]
        named = [name for name in named if not title or fold_text(name) != fold_text(title)]
        if named and len(named[-1]) <= 40:
            return named[-1]
    return None


def read_section_label(semantic_elements: SemanticElements) -> str | None:
    """Return the section a label, list or itemprop names."""
    for element in [*semantic_elements.get("category"), *semantic_elements.get("section")]:
        link = next((link for link in element.iter("a") if link is not element), None)
        name = read_element_text(element, 80) if link is None else read_element_text(link, 60)
        label = labels.SECTION_LABEL.match(fold_text(name))
        bare = " ".join(name.split()[len(fold_text(label.group()).split()) :]) if label else name
        if 2 <= len(bare) <= 40 and len(bare.split()) <= 5:
            return bare
    return None


def read_marked_tags(semantic_elements: SemanticElements) -> list[str]:
    """Return the tags of tag links (rel=tag), else of the first list that is called one."""
    linked = [read_element_text(link, 80) for link in semantic_elements.get("tag")]
    if linked:
        return [tag for tag in linked if tag]
    for element in semantic_elements.get("tags"):
        items = [read_element_text(link, 80) for link in element.iter("a")]
        if items:
            return [item for item in items if item]
    return []
