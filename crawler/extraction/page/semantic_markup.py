"""Semantic elements of a page: bylines, dates, breadcrumbs, sections and tag lists. Pure."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import count, islice
from typing import cast
from urllib.parse import unquote

from lxml import etree, html

from crawler.extraction.lexicon import labels
from crawler.extraction.lexicon.people import WRITER_PATH
from crawler.extraction.page.boilerplate_elements import (
    NEVER_TEXT_TAGS,
    find_boilerplate_reason,
    read_class_and_id,
)
from crawler.extraction.page.class_names import FIELD_NAMES, FIELD_WORDS, MAX_ATTRIBUTE_CHARS
from crawler.extraction.page.class_words import has_any_word, split_class_name
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
# Twice as fast as reading each attribute of every element.
_VOCABULARY_ELEMENTS = etree.XPath(" | ".join(f"//@{name}/.." for name in _KINDS_BY_ATTRIBUTE))
# Boilerplate that never holds a byline, a date or a tag list of this article.
_BOILERPLATE_REASONS = frozenset(
    {"related", "comments", "sidebar", "ranking", "navigation", "newsletter", "cookie"}
)
# The page's own header and footer: class names that say nothing else.
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
    """Elements of a page by the kind of content their names, attributes or tag declare.

    `elements` are all elements of the page, in order. Names are those of class and id; attributes
    are itemprop, property and rel.
    """

    elements: list[html.HtmlElement] = field(default_factory=list)
    by_kind: dict[str, list[html.HtmlElement]] = field(default_factory=dict)

    @cached_property
    def positions(self) -> dict[html.HtmlElement, int]:
        """The number of every element, in page order."""
        return dict(zip(self.elements, count(), strict=False))

    @cached_property
    def link_positions(self) -> list[int]:
        """The positions of links, ascending."""
        return [position for position, element in enumerate(self.elements) if element.tag == "a"]

    def get(self, kind: str) -> list[html.HtmlElement]:
        """Return the elements of a kind, in page order.

        A kind is a key of `FIELD_NAMES`, a value of the `_KIND_BY_…` tables, or "time".
        """
        return self.by_kind.get(kind, [])

    def count_links_between(self, first: int, last: int) -> int:
        """Count the links between two positions."""
        return bisect_left(self.link_positions, last) - bisect_left(self.link_positions, first)


def read_semantic_elements(
    tree: html.HtmlElement, foreign_elements: frozenset[html.HtmlElement]
) -> SemanticElements:
    """Collect the semantic elements of a page in one pass.

    Those in boilerplate and `foreign_elements`, other articles' data, are left out.
    """
    semantic_elements = SemanticElements(list(tree.iter("*")))
    boilerplate_by_element = dict.fromkeys(_find_heading_ancestors(tree), False)
    attribute_kinds = {
        element: _read_attribute_kinds(element)
        for element in _find_vocabulary_elements(tree)
        if element.tag not in NEVER_TEXT_TAGS
    }
    for element in semantic_elements.elements:
        tag, classes, element_id = element.tag, element.get("class"), element.get("id")
        kinds = _find_class_kinds(classes, element_id) if classes or element_id else _NO_KINDS
        if tag == "a":
            kinds |= _find_address_kinds(element.get("href"))
        elif tag == "time":
            kinds |= {"time"}
        if element in attribute_kinds:
            kinds |= attribute_kinds[element]
        if (
            kinds
            and tag not in NEVER_TEXT_TAGS
            and element not in foreign_elements
            and not _is_in_boilerplate(element, boilerplate_by_element)
        ):
            for kind in kinds:
                semantic_elements.by_kind.setdefault(kind, []).append(element)
    return semantic_elements


def _find_vocabulary_elements(tree: html.HtmlElement) -> list[html.HtmlElement]:
    return cast("list[html.HtmlElement]", _VOCABULARY_ELEMENTS(tree))


def _find_heading_ancestors(tree: html.HtmlElement) -> set[html.HtmlElement]:
    """Return the elements around first-level headings, which never are another article's."""
    return {ancestor for heading in tree.iter("h1") for ancestor in heading.iterancestors()}


def _read_attribute_kinds(element: html.HtmlElement) -> frozenset[str]:
    """Return the kinds that itemprop, property and rel give."""
    kinds = _NO_KINDS
    for attribute in _KINDS_BY_ATTRIBUTE:
        value = element.get(attribute)
        if value:
            kinds |= _find_value_kinds(attribute, value[:MAX_ATTRIBUTE_CHARS])
    return kinds


@lru_cache(maxsize=4096)
def _find_value_kinds(attribute: str, value: str) -> frozenset[str]:
    kind_by_word = _KINDS_BY_ATTRIBUTE[attribute]
    return frozenset(kind_by_word[word] for word in value.lower().split() if word in kind_by_word)


@lru_cache(maxsize=16384)
def _find_class_kinds(classes: str | None, element_id: str | None) -> frozenset[str]:
    class_and_id = (
        f"{(classes or '')[:MAX_ATTRIBUTE_CHARS]} {(element_id or '')[:MAX_ATTRIBUTE_CHARS]}"
    )
    if not has_any_word(class_and_id, _FIELD_WORDS_AND_BY):
        return _NO_KINDS
    return frozenset(kind for name in class_and_id.split() for kind in _find_name_kinds(name))


@lru_cache(maxsize=4096)
def _find_address_kinds(href: str | None) -> frozenset[str]:
    address = (href or "")[:MAX_ATTRIBUTE_CHARS]
    address = unquote(address) if "%" in address else address
    return _AUTHOR_KIND if WRITER_PATH.search(address) else _NO_KINDS


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
    """Say whether an element is in a related list, sidebar, comment, menu, header or footer.

    `boilerplate_by_element` holds the answers for ancestors already visited, and takes new ones.
    """
    is_boilerplate, visited = False, []
    for ancestor in islice(element.iterancestors(), _MAX_ANCESTORS):
        if ancestor in boilerplate_by_element:
            is_boilerplate = boilerplate_by_element[ancestor]
            break
        visited.append(ancestor)
        class_and_id = read_class_and_id(ancestor.attrib)
        if ancestor.tag in _BOILERPLATE_TAGS or (
            class_and_id
            and (
                find_boilerplate_reason(class_and_id) in _BOILERPLATE_REASONS
                or _has_header_or_footer_name(class_and_id)
            )
        ):
            is_boilerplate = True
            break
    boilerplate_by_element.update(dict.fromkeys(visited, is_boilerplate))
    return is_boilerplate


def _has_header_or_footer_name(class_and_id: str) -> bool:
    return bool(_HEADER_OR_FOOTER_HINT.search(class_and_id)) and any(
        map(_is_header_or_footer_name, class_and_id.split())
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
    """Yield the visible text piece by piece: most callers need only the first few."""
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, node in walk:
        if event == "end":
            if node is not element and node.tail:
                yield node.tail
        elif node.tag in _INVISIBLE_TAGS:
            walk.skip_subtree()
        elif node.text:
            yield node.text


def read_marked_breadcrumb(semantic_elements: SemanticElements, title: str | None) -> str | None:
    """Return the last step of the first breadcrumb that is neither home page nor headline."""
    for breadcrumb in semantic_elements.get("breadcrumb"):
        links = [read_element_text(link, 80) for link in breadcrumb.iter("a")]
        steps = [
            name for name in links if name and not labels.FRONT_PAGE_LABEL.match(fold_text(name))
        ]
        steps = [name for name in steps if not title or fold_text(name) != fold_text(title)]
        if steps and len(steps[-1]) <= 40:
            return steps[-1]
    return None


def read_section_label(semantic_elements: SemanticElements) -> str | None:
    """Return the section that a category link, label or itemprop names."""
    for element in [*semantic_elements.get("category"), *semantic_elements.get("section")]:
        link = next((link for link in element.iter("a") if link is not element), None)
        name = read_element_text(element, 80) if link is None else read_element_text(link, 60)
        label = labels.SECTION_LABEL.match(fold_text(name))
        section = " ".join(name.split()[len(fold_text(label.group()).split()) :]) if label else name
        if 2 <= len(section) <= 40 and len(section.split()) <= 5:
            return section
    return None


def read_marked_tags(semantic_elements: SemanticElements) -> list[str]:
    """Return the texts of tag links (rel=tag), else the links of the first named tag list."""
    linked = [read_element_text(link, 80) for link in semantic_elements.get("tag")]
    if linked:
        return [tag for tag in linked if tag]
    for element in semantic_elements.get("tags"):
        items = [read_element_text(link, 80) for link in element.iter("a")]
        if items:
            return [item for item in items if item]
    return []
