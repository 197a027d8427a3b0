"""Evidence for each field: which rungs are read, in which order. Pure.

The first plausible answer wins, and `evidence` names its rung. Of titles all candidates are weighed
together (`fields.title`). Text, dates and authors are not found here: see `body_evidence`,
`date_evidence` and `author_choice`.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from crawler.extraction import agency_evidence
from crawler.extraction.context import ExtractionContext
from crawler.extraction.fields import (
    agencies,
    breadcrumb_text,
    section_and_tags,
)
from crawler.extraction.page import json_ld, meta_tags, publisher_selectors, semantic_markup
from crawler.text.normalise import clean_line, fold_text

_MAX_TAGS = 40
_MAX_SECTION_CHARS = 40


class Rung(NamedTuple):
    """A source of a field: its name, and how its values are read (an empty list: none)."""

    name: str
    read_values: Callable[[ExtractionContext], list[str]]


def extract_field(context: ExtractionContext, field_name: str) -> list[str]:
    """Return the first plausible answer among the rungs of a field.

    The rungs behind it are read only with `explain_all`.
    """
    best: list[str] = []
    for rung in _order_rungs(context, field_name):
        if best and not context.explain_all:
            break
        values = rung.read_values(context)
        accepted = _ACCEPT_BY_FIELD[field_name](context, rung.name, values)
        is_first = bool(accepted) and not best
        if values:
            context.record_answer(field_name, rung.name, "; ".join(values[:12]), won=is_first)
        best = accepted if is_first else best
    return best


def _order_rungs(context: ExtractionContext, field_name: str) -> Sequence[Rung]:
    """Return the rungs of a field; selectors nobody verified come last."""
    rungs = RUNGS_BY_FIELD[field_name]
    if context.publisher.verified:
        return rungs
    return sorted(rungs, key=lambda rung: rung.name == "selector")


def make_json_ld_reader(*keys: str) -> Callable[[ExtractionContext], list[str]]:
    """Return a reader of the strings that the page's own JSON-LD articles have under some keys."""

    def read_values(context: ExtractionContext) -> list[str]:
        return [
            text
            for node in context.page.json_ld_articles
            for key in keys
            for text in json_ld.read_json_ld_strings(node.get(key))
        ]

    return read_values


def make_meta_reader(names: tuple[str, ...]) -> Callable[[ExtractionContext], list[str]]:
    """Return a reader of all `<meta>` values of some names."""
    return lambda context: meta_tags.read_meta_values(context.page.meta, names)


def _make_selector_reader(field_name: str) -> Callable[[ExtractionContext], list[str]]:
    return lambda context: publisher_selectors.select_texts(
        context.page.tree, getattr(context.publisher.selectors, field_name)
    )


def _split_tags(values: list[str]) -> list[str]:
    separators = ("،", ",", "؛", ";", "|")
    for separator in separators:
        values = [part for value in values for part in value.split(separator)]
    return [clean_line(value).lstrip("#").strip() for value in values]


def _accept_section(context: ExtractionContext, _rung: str, values: list[str]) -> list[str]:
    folded_site_names = {fold_text(name) for name in context.site_names}
    for value in values:
        name = clean_line(value)
        name = name.split(">")[-1].split("/")[-1].split("»")[-1].strip() if len(name) > 3 else name
        folded = fold_text(name)
        is_wrong = (
            not folded
            or folded in folded_site_names
            or (context.title and folded == fold_text(context.title))
        )
        is_wrong = is_wrong or name.startswith("http") or name.isdigit()
        if not is_wrong and len(name) <= _MAX_SECTION_CHARS:
            return [name]
    return []


def _accept_tags(context: ExtractionContext, _rung: str, values: list[str]) -> list[str]:
    """Accept keywords as tags, unless they are the words of the headline."""
    folded_site_names = {fold_text(name) for name in context.site_names if len(name) > 2}
    tags = [tag for tag in dict.fromkeys(_split_tags(values)) if 2 <= len(tag) <= 60]
    tags = [tag for tag in tags if fold_text(tag) not in folded_site_names]
    title_words = set(fold_text(context.title or "").split())
    is_headline_chopped = len(tags) > 3 and all(
        fold_text(tag) in title_words or fold_text(tag).strip('«».،"') in title_words
        for tag in tags
    )
    return [] if is_headline_chopped else tags[:_MAX_TAGS]


def _read_marked_breadcrumb(context: ExtractionContext) -> list[str]:
    section = semantic_markup.read_marked_breadcrumb(context.semantic_elements, context.title)
    return [section] if section else []


def _read_json_ld_breadcrumb(context: ExtractionContext) -> list[str]:
    return json_ld.read_json_ld_breadcrumb(context.page.json_ld, context.title)


def _read_section_label(context: ExtractionContext) -> list[str]:
    section = semantic_markup.read_section_label(context.semantic_elements)
    return [section] if section else []


def _find_visible_breadcrumb(context: ExtractionContext) -> list[str]:
    anchor = context.body.headline_element
    anchor = context.body.container if anchor is None else anchor
    section = (
        None
        if anchor is None
        else breadcrumb_text.find_visible_breadcrumb(context.page.tree, anchor, context.title)
    )
    return [section] if section else []


def _find_labelled_section(context: ExtractionContext) -> list[str]:
    section = section_and_tags.find_labelled_section(context.body)
    return [section] if section else []


def _read_hint_section(context: ExtractionContext) -> list[str]:
    return [context.hint.section] if context.hint and context.hint.section else []


RUNGS_BY_FIELD: dict[str, tuple[Rung, ...]] = {
    "agencies": (
        Rung("selector", _make_selector_reader("authors")),
        Rung("json-ld", agency_evidence.read_json_ld_credits),
        Rung("meta", make_meta_reader(meta_tags.AUTHOR)),
        Rung("markup", agency_evidence.read_credit_lines),
        Rung("text", lambda context: agencies.find_printed_credits(context.body)),
    ),
    "section": (
        Rung("selector", _make_selector_reader("section")),
        Rung("json-ld", make_json_ld_reader("articleSection")),
        Rung("meta", make_meta_reader(meta_tags.SECTION)),
        Rung("json-ld", _read_json_ld_breadcrumb),
        Rung("markup", _read_marked_breadcrumb),
        Rung("markup", _find_visible_breadcrumb),
        Rung("markup", _read_section_label),
        Rung("markup", _find_labelled_section),
        Rung("hint", _read_hint_section),
    ),
    "tags": (
        Rung("selector", _make_selector_reader("tags")),
        Rung("markup", lambda context: semantic_markup.read_marked_tags(context.semantic_elements)),
        Rung("markup", lambda context: section_and_tags.find_labelled_tags(context.body)),
        Rung("meta", make_meta_reader(meta_tags.TAGS[:4])),
        Rung("json-ld", make_json_ld_reader("keywords")),
        Rung("meta", make_meta_reader(meta_tags.TAGS)),
    ),
}

_ACCEPT_BY_FIELD: dict[str, Callable[[ExtractionContext, str, list[str]], list[str]]] = {
    "agencies": agency_evidence.accept_agencies,
    "section": _accept_section,
    "tags": _accept_tags,
}
