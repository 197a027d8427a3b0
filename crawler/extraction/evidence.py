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
    title,
    title_candidates,
)
from crawler.extraction.fields.title_candidates import TitleCandidate
from crawler.extraction.page import json_ld, meta_tags, publisher_selectors, semantic_markup
from crawler.extraction.page.page import Page
from crawler.extraction.page.site_names import find_front_page_labels
from crawler.extraction.page.text_match import extract_letters
from crawler.text.normalise import clean_line, fold_text, split_words

_MAX_NAME_WORDS = 3  # of a site that says it where its headline should stand

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


def extract_title(context: ExtractionContext) -> str | None:
    """Return the headline, by the first of these that gives one.

    The publisher's selector; a second-level heading that shows the title of the meta data; what the
    candidates agree on; the hint; an element named a headline.
    """
    selected_title = _read_selected_title(context)
    if selected_title:
        context.record_answer("title", "selector", selected_title, won=True)
        return clean_line(selected_title)
    labels = find_front_page_labels(context.page.tree, context.page.url)
    site_names = [*context.site_names, *labels]
    candidates = _list_title_candidates(context, site_names)
    best = _find_second_level_title(context.page, candidates, site_names)
    best = best or title.choose_title(candidates, site_names)
    weights_by_words: dict[tuple[str, ...], float] = {}
    if context.explain_all:
        for candidate, votes in title.weigh_titles(candidates, site_names):
            weights_by_words[tuple(split_words(candidate.text))] = votes
            context.record_answer("title", candidate.rung, candidate.text, won=False, weight=votes)
    if best is None and context.hint and context.hint.title:
        best = TitleCandidate("hint", context.hint.title)
    if best is None:
        named = title_candidates.read_named_titles(context.semantic_elements.get("title"))
        best = title.choose_title((TitleCandidate("markup", text) for text in named), site_names)
    if best is None:
        return None
    rung = "meta" if best.rung == "title" else best.rung
    weight = weights_by_words.get(tuple(split_words(best.text)))
    context.record_answer("title", rung, best.text, won=True, weight=weight)
    return best.text


def _read_selected_title(context: ExtractionContext) -> str | None:
    """Return what the publisher's selector finds, unverified only where another rung says it too.

    It stands alone where no other rung says anything.
    """
    publisher = context.publisher
    texts = publisher_selectors.select_texts(context.page.tree, publisher.selectors.title)
    if not texts or publisher.verified:
        return texts[0] if texts else None
    letters = extract_letters(texts[0])
    others = [text for rung in RUNGS_BY_FIELD["title"] for text in rung.read_values(context)]
    is_supported = not others or any(letters in extract_letters(text) for text in others)
    return texts[0] if letters and is_supported else None


def _make_json_ld_reader(*keys: str) -> Callable[[ExtractionContext], list[str]]:
    def read_values(context: ExtractionContext) -> list[str]:
        return [
            text
            for node in context.page.json_ld_articles
            for key in keys
            for text in json_ld.read_json_ld_strings(node.get(key))
        ]

    return read_values


def lacks_headline(context: ExtractionContext) -> bool:
    """Say whether a page has no title, or a short one of which its text says no word."""
    words = split_words(context.title or "")
    if len(words) > _MAX_NAME_WORDS:
        return False
    text_words = {word for text in context.body.paragraphs for word in split_words(text)}
    return not text_words.intersection(words)


def find_title_above_text(context: ExtractionContext) -> str | None:
    """Return the line above the text that looks like a headline, for pages that declare none.

    The first line of the text is taken out of it.
    """
    body = context.body
    named = title_candidates.read_named_titles(context.semantic_elements.get("title"))
    line = title_candidates.find_line_above_text(body)
    line = line or (named[0] if len(set(named)) == 1 else None)
    if line is None:
        return None
    if line in body.paragraphs[:1]:
        del body.paragraphs[0], body.paragraph_elements[0]
    context.record_answer("title", "markup", line, won=True)
    return clean_line(line)


def _find_second_level_title(
    page: Page, candidates: list[TitleCandidate], site_names: list[str]
) -> TitleCandidate | None:
    names = {tuple(split_words(name)) for name in site_names}
    meta_titles = [
        title.strip_site_name(clean_line(candidate.text), names, [])
        for candidate in candidates
        if candidate.rung == "meta"
    ]
    shown = [candidate.text for candidate in candidates if candidate.rung == "markup"]
    found = title_candidates.find_second_level_title(page.tree, meta_titles, shown)
    return TitleCandidate("markup", found) if found else None


def _list_title_candidates(
    context: ExtractionContext, site_names: list[str]
) -> list[TitleCandidate]:
    """List what the page offers as its headline, declared and shown."""
    tree = context.page.tree
    declared = [
        TitleCandidate(rung.name, text)
        for rung in RUNGS_BY_FIELD["title"]
        for text in rung.read_values(context)
    ]
    headings = title_candidates.read_first_level_headings(tree, site_names)
    shown = [title_candidates.read_heading_text(heading) for heading in headings]
    titles = [candidate.text for candidate in declared]
    if not title.say_most_of_any(shown, titles):
        shown += title_candidates.find_shown_titles(tree, titles)
    return [*declared, *(TitleCandidate("markup", text) for text in shown)]


def _make_meta_reader(names: tuple[str, ...]) -> Callable[[ExtractionContext], list[str]]:
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
    "title": (
        Rung("json-ld", _make_json_ld_reader("headline")),
        Rung("meta", _make_meta_reader(meta_tags.TITLE)),
        Rung("title", lambda context: [context.page.title_tag] if context.page.title_tag else []),
    ),
    "agencies": (
        Rung("selector", _make_selector_reader("authors")),
        Rung("json-ld", agency_evidence.read_json_ld_credits),
        Rung("meta", _make_meta_reader(meta_tags.AUTHOR)),
        Rung("markup", agency_evidence.read_credit_lines),
        Rung("text", lambda context: agencies.find_printed_credits(context.body)),
    ),
    "section": (
        Rung("selector", _make_selector_reader("section")),
        Rung("json-ld", _make_json_ld_reader("articleSection")),
        Rung("meta", _make_meta_reader(meta_tags.SECTION)),
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
        Rung("meta", _make_meta_reader(meta_tags.TAGS[:4])),
        Rung("json-ld", _make_json_ld_reader("keywords")),
        Rung("meta", _make_meta_reader(meta_tags.TAGS)),
    ),
}

_ACCEPT_BY_FIELD: dict[str, Callable[[ExtractionContext, str, list[str]], list[str]]] = {
    "agencies": agency_evidence.accept_agencies,
    "section": _accept_section,
    "tags": _accept_tags,
}
