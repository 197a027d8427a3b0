"""Candidates for an article's authors: all who are marked up or printed as such. Pure.

`author_choice` weighs them.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import islice

from lxml import html

from crawler.extraction.context import ExtractionContext
from crawler.extraction.fields import authors, bylines, printed_bylines
from crawler.extraction.lexicon.people import WRITER_PATH
from crawler.extraction.page import json_ld, meta_tags, publisher_selectors, semantic_markup
from crawler.text.normalise import fold_text

_AUTHOR_ATTRIBUTES = ("data-author", "data-author-name", "data-writer")
_SENTENCE_END = re.compile(r"[.!?؟…]$")
_MAX_ELEMENTS = 24
_MAX_LABEL_WORDS = 2
_MAX_BOX_LEVELS = 3
_MAX_BYLINE_CHARS = 160
# A longer element is a box about the author, which begins with the name.
_MAX_BOX_NAME_WORDS = 4
_MAX_SENTENCE_NAME_WORDS = 5
# So many elements below the text its own byline may stand, as an author's box does.
_ELEMENTS_BELOW_TEXT = 60


@dataclass(frozen=True, kw_only=True, slots=True)
class AuthorCandidate:
    """Persons that one source names together: its rung, what it says, and the signs that weigh."""

    rung: str
    source: str
    printed: str
    persons: tuple[str, ...]
    signs: frozenset[str]


def list_author_candidates(context: ExtractionContext) -> list[AuthorCandidate]:
    """List the candidates of all sources that say something, if only what is no person."""
    candidates = [
        *_list_selected(context),
        *_list_declared(context),
        *_list_marked(context),
        *_list_printed(context),
    ]
    return [candidate for candidate in candidates if candidate.printed]


def _list_selected(context: ExtractionContext) -> Iterator[AuthorCandidate]:
    texts = publisher_selectors.select_texts(context.page.tree, context.publisher.selectors.authors)
    source = "selector" if context.publisher.verified else "unverified selector"
    yield _make_candidate(context, "selector", source, texts, declared=True)


def _list_declared(context: ExtractionContext) -> Iterator[AuthorCandidate]:
    people = read_json_ld_people(context)
    yield _make_candidate(context, "json-ld", "json-ld", people, declared=True)
    texts = meta_tags.read_meta_values(context.page.meta, meta_tags.AUTHOR)
    if not (texts or people):
        texts = list(_read_data_attributes(context))
    yield _make_candidate(context, "meta", "meta", texts)
    embedded = context.page.embedded_article if context.body.rung == "embedded" else None
    if embedded:
        names = list(embedded.authors)
        yield _make_candidate(context, "embedded", "embedded", names, declared=True)


def _read_data_attributes(context: ExtractionContext) -> Iterator[str]:
    """Yield the authors that elements around the text have in attributes of scripts."""
    for paragraph in context.body.paragraph_elements[:1]:
        for element in paragraph.iterancestors():
            yield from filter(None, map(element.get, _AUTHOR_ATTRIBUTES))


def _make_candidate(
    context: ExtractionContext,
    rung: str,
    source: str,
    texts: list[str],
    signs: Collection[str] = (),
    *,
    declared: bool = False,
) -> AuthorCandidate:
    persons = authors.find_person_names(texts, context.site_names, declared_person=declared)
    return AuthorCandidate(
        rung=rung,
        source=source,
        printed="; ".join(texts[:12]),
        persons=persons,
        signs=frozenset((source, *signs, *_read_name_signs(persons, rung))),
    )


def _read_name_signs(persons: tuple[str, ...], rung: str) -> Iterator[str]:
    if persons and all(len(name.split()) < 2 for name in persons):
        yield "single words shown" if rung == "markup" else "single words"
        if all(name.isascii() and name.islower() for name in persons):
            yield "login"
    if len(persons) > 3:
        yield "many names"


def read_json_ld_people(context: ExtractionContext) -> list[str]:
    """Return the authors and creators of the article object that are no organisations."""
    names: list[str] = []
    for node in context.page.json_ld_articles:
        for value in (node.get("author"), node.get("creator")):
            for author in json_ld.resolve_node_references(value, context.page.json_ld):
                if "organization" not in "".join(json_ld.read_node_types(author)):
                    names.extend(json_ld.read_json_ld_strings(author.get("name")))
            items = value if isinstance(value, list) else [value]
            names.extend(
                json_ld.read_json_ld_strings([item for item in items if isinstance(item, str)])
            )
    return names


def _list_marked(context: ExtractionContext) -> Iterator[AuthorCandidate]:
    """List the elements that attributes, names or addresses mark, those marked alike together."""
    groups: dict[tuple[str, ...], list[html.HtmlElement]] = {}
    for element in context.semantic_elements.get("author")[:_MAX_ELEMENTS]:
        place = _find_place(context, element)
        mark = element.get("rel") or element.get("itemprop") or ""
        key = (str(element.tag), element.get("class") or "", mark, place)
        groups.setdefault(key, []).append(element)
    for (*_, place), elements in groups.items():
        texts = [text for element in elements for text in read_marked_names(element)]
        yield _make_candidate(
            context,
            "markup",
            _find_mark(elements[0]),
            texts,
            (place, *_read_group_signs(context, elements)),
        )


def _find_mark(element: html.HtmlElement) -> str:
    if element.get("itemprop") or element.get("property"):
        return "itemprop"
    if "author" in (element.get("rel") or "").split():
        return "rel author"
    return "writer's page" if _is_writer_link(element) else "class name"


def _is_writer_link(element: html.HtmlElement) -> bool:
    return bool(WRITER_PATH.search(element.get("href") or ""))


def _read_group_signs(
    context: ExtractionContext, elements: list[html.HtmlElement]
) -> Iterator[str]:
    if any(_is_writer_link(link) for element in elements for link in element.iter("a")):
        yield "linked to a writer's page"
    if _is_beside_headline(context, elements[0]):
        yield "beside another headline"


def _is_beside_headline(context: ExtractionContext, element: html.HtmlElement) -> bool:
    """Say whether a box without the text holds an element and a link in words, as columns do."""
    paragraphs = context.body.paragraph_elements[:1]
    around_text = {ancestor for first in paragraphs for ancestor in first.iterancestors()}
    box = element
    for ancestor in islice(element.iterancestors(), _MAX_BOX_LEVELS):
        if ancestor in around_text:
            break
        box = ancestor
    return box is not element and any(
        len((link.text or "").split()) > _MAX_LABEL_WORDS and not _is_writer_link(link)
        for link in box.iter("a")
    )


def _find_place(context: ExtractionContext, element: html.HtmlElement) -> str:
    """Say where an element stands: above the text, in it, below it, or elsewhere."""
    positions, body = context.semantic_elements.positions, context.body
    if not body.paragraph_elements:
        return "elsewhere"
    position = positions.get(element, 0)
    first = positions.get(body.paragraph_elements[0], 0)
    last = positions.get(body.paragraph_elements[-1], 0)
    headline = body.headline_element
    start = positions.get(headline, 0) if headline is not None else 0
    if position < start:
        return "above the headline"
    if position < first:
        return "above the text" if headline is not None else "before the text"
    if position <= last:
        return "in the text"
    return "below the text" if position < last + _ELEMENTS_BELOW_TEXT else "elsewhere"


def read_marked_names(element: html.HtmlElement) -> list[str]:
    """Read the names in a marked element: its name property, its links, else its pieces of text.

    A word or two before a link or another element are a label, in whatever language.
    """
    content = element.get("content")
    if content:
        return [content]
    named = [
        item.get("content") or semantic_markup.read_element_text(item, 80)
        for item in element.iter("*")
        if "name" in (item.get("itemprop") or "").split()
    ]
    links = [link for link in element.iter("a") if link is not element]
    texts = [semantic_markup.read_element_text(link, 80) for link in links]
    written = [
        text
        for link, text in zip(links, texts, strict=True)
        if text and (_is_writer_link(link) or "author" in (link.get("rel") or "").split())
    ]
    found = [name for name in named if name] or written
    found = found or [text for text in texts if len(text.split()) > 1]
    if found:
        return list(dict.fromkeys(found))
    pieces = [piece.strip() for piece in element.itertext() if piece.strip()]
    if _begins_with_label(element, pieces):
        pieces = pieces[1:]
    pieces = [piece for piece in pieces if not _is_sentence(piece)] or pieces
    text = "\n".join(pieces)
    if len(text) < _MAX_BYLINE_CHARS:
        return [text] if text else []
    return pieces[:1] if 1 < len(pieces[0].split()) <= _MAX_BOX_NAME_WORDS else []


def _is_sentence(piece: str) -> bool:
    """Say whether a piece of a box says something of the author."""
    return len(piece.split()) > _MAX_SENTENCE_NAME_WORDS and bool(_SENTENCE_END.search(piece))


def _begins_with_label(element: html.HtmlElement, pieces: list[str]) -> bool:
    """Say whether a word or two of an element's own stand before a name in another."""
    return (
        bool((element.text or "").strip())
        and len(pieces) > 1
        and len(pieces[0].split()) <= _MAX_LABEL_WORDS
        and len(pieces[1].split()) > 1
        and not any(char.isdigit() for char in pieces[1])
    )


def _list_printed(context: ExtractionContext) -> Iterator[AuthorCandidate]:
    site_names = {fold_text(name) for name in context.site_names if name}
    headline_name = bylines.read_headline_byline(context.title or "")
    printed = list(printed_bylines.find_printed_bylines(context.body, site_names))
    if headline_name:
        printed.append(printed_bylines.PrintedByline((headline_name,), "in the headline"))
    for byline in printed:
        persons = [
            name
            for name in byline.persons
            if authors.is_person_name(name, site_names, declared_person=True)
        ]
        yield AuthorCandidate(
            rung="markup",
            source="printed",
            printed="; ".join(byline.persons),
            persons=tuple(persons),
            signs=frozenset(("printed", byline.form, *_read_name_signs(byline.persons, "markup"))),
        )
