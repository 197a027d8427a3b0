"""The ladder of evidence: which rungs are asked for each field, in which order. Pure.

Every answer is checked for plausibility; the first that passes wins, and `evidence` names its rung.
Title, text and dates weigh the rungs' answers against each other (`titles`, `body`, `dating`).
"""

from collections.abc import Callable
from typing import NamedTuple

from crawler.extraction import (
    agencies,
    byline,
    labelled,
    makers,
    markup,
    meta,
    selected,
    structured,
    titles,
    trail,
)
from crawler.extraction.case import ExtractionContext
from crawler.text.normalise import clean_line, fold_text

_MAX_TAGS = 40
_MAX_SECTION_CHARS = 40


class Rung(NamedTuple):
    """One step: its name and how it answers, as a list of strings (empty: nothing to say)."""

    name: str
    read_values: Callable[[ExtractionContext], list[str]]


def extract_field(context: ExtractionContext, field_name: str) -> list[str]:
    """Ask the rungs of a field in order; return the first believable answer.

    The others are asked to note what they say where somebody wants to be told, or may know better.
    """
    won: list[str] = []
    for rung in RUNGS_BY_FIELD[field_name]:
        if won and not context.explain_all and not _may_yield_to_full_names(context, field_name):
            break
        said = rung.read_values(context)
        believed = _ACCEPT_BY_FIELD[field_name](context, rung.name, said)
        better = bool(believed) and (
            not won
            or (_may_yield_to_full_names(context, field_name) and _has_fuller_names(won, believed))
        )
        if said:
            context.record_answer(field_name, rung.name, "; ".join(said[:12]), won=better)
        won = believed if better else won
    return won


def _may_yield_to_full_names(context: ExtractionContext, field_name: str) -> bool:
    """One word in the meta data may be a login; a rung that knows whole names is better."""
    return field_name == "authors" and context.evidence.get("authors") == "meta"


def _has_fuller_names(current_names: list[str], other_names: list[str]) -> bool:
    whole = [name for name in other_names if len(name.split()) > 1]
    return bool(whole) and not any(len(name.split()) > 1 for name in current_names)


def extract_title(context: ExtractionContext) -> str | None:
    """Return the headline: the selector's, else what a heading shows below one that is none, else
    the one most rungs agree on, else the hint's.
    """
    own = selected.select_texts(context.page.tree, context.publisher.selectors.title)
    if own:
        context.record_answer("title", "selector", own[0], won=True)
        return clean_line(own[0])
    candidates = [
        titles.TitleCandidate(rung.name, text)
        for rung in RUNGS_BY_FIELD["title"]
        for text in rung.read_values(context)
    ]
    told = [one.text for one in candidates if one.rung == "meta"]
    below = titles.find_second_level_title(context.page.tree, told, context.site_names)
    best = titles.TitleCandidate("markup", below) if below else None
    best = best or titles.choose_title(candidates, context.site_names)
    for one in candidates:
        context.record_answer("title", one.rung, one.text, won=False)
    if best is None:
        best = (
            titles.TitleCandidate("hint", context.hint.title)
            if context.hint and context.hint.title
            else None
        )
    if best is None:
        return None
    context.record_answer(
        "title", "meta" if best.rung == "title" else best.rung, best.text, won=True
    )
    return best.text


def _make_json_ld_reader(*keys: str) -> Callable[[ExtractionContext], list[str]]:
    def ask(case: ExtractionContext) -> list[str]:
        return [
            text
            for node in case.page.json_ld_articles
            for key in keys
            for text in structured.read_json_ld_strings(node.get(key))
        ]

    return ask


def _read_headings(context: ExtractionContext) -> list[str]:
    """First-level headings; on pages without one, what is named a title and stands in `<title>`."""
    found = titles.read_first_level_headings(context.page.tree)
    return found or markup.find_named_titles(context.semantic_elements, context.page.title_tag)


def _make_meta_reader(names: tuple[str, ...]) -> Callable[[ExtractionContext], list[str]]:
    return lambda case: meta.read_meta_values(case.page.meta, names)


def _make_selector_reader(field_name: str) -> Callable[[ExtractionContext], list[str]]:
    return lambda case: selected.select_texts(
        case.page.tree, getattr(case.publisher.selectors, field_name)
    )


def _split_tags(values: list[str]) -> list[str]:
    separators = ("،", ",", "؛", ";", "|")
    for separator in separators:
        values = [part for value in values for part in value.split(separator)]
    return [clean_line(value).lstrip("#").strip() for value in values]


def _accept_section(context: ExtractionContext, _rung: str, values: list[str]) -> list[str]:
    names = {fold_text(name) for name in context.site_names}
    for value in values:
        name = clean_line(value)
        name = name.split(">")[-1].split("/")[-1].split("»")[-1].strip() if len(name) > 3 else name
        folded = fold_text(name)
        wrong = (
            not folded or folded in names or (context.title and folded == fold_text(context.title))
        )
        wrong = wrong or name.startswith("http") or name.isdigit()
        if not wrong and len(name) <= _MAX_SECTION_CHARS:
            return [name]
    return []


def _accept_tags(context: ExtractionContext, _rung: str, values: list[str]) -> list[str]:
    """Keywords are tags unless they are the headline chopped up."""
    own = {fold_text(name) for name in context.site_names if len(name) > 2}
    found = [tag for tag in dict.fromkeys(_split_tags(values)) if 2 <= len(tag) <= 60]
    found = [tag for tag in found if fold_text(tag) not in own]
    title = set(fold_text(context.title or "").split())
    chopped = len(found) > 3 and all(
        fold_text(tag) in title or fold_text(tag).strip('«».،"') in title for tag in found
    )
    return [] if chopped else found[:_MAX_TAGS]


def _read_marked_breadcrumb(context: ExtractionContext) -> list[str]:
    found = markup.read_marked_breadcrumb(context.semantic_elements, context.title)
    return [found] if found else []


def _read_json_ld_breadcrumb(context: ExtractionContext) -> list[str]:
    return structured.read_json_ld_breadcrumb(context.page.json_ld, context.title)


def _read_section_label(context: ExtractionContext) -> list[str]:
    found = markup.read_section_label(context.semantic_elements)
    return [found] if found else []


def _find_visible_breadcrumb(context: ExtractionContext) -> list[str]:
    before = context.body.headline_element
    before = context.body.container if before is None else before
    found = (
        None
        if before is None
        else trail.find_visible_breadcrumb(context.page.tree, before, context.title)
    )
    return [found] if found else []


def _find_labelled_section(context: ExtractionContext) -> list[str]:
    found = labelled.find_labelled_section(context.body)
    return [found] if found else []


def _read_hint_section(context: ExtractionContext) -> list[str]:
    return [context.hint.section] if context.hint and context.hint.section else []


RUNGS_BY_FIELD: dict[str, tuple[Rung, ...]] = {
    "title": (
        Rung("json-ld", _make_json_ld_reader("headline")),
        Rung("meta", _make_meta_reader(meta.TITLE)),
        Rung("markup", _read_headings),
        Rung("microdata", lambda case: titles.read_microdata_headlines(case.page.tree)),
        Rung("title", lambda case: [case.page.title_tag] if case.page.title_tag else []),
    ),
    "authors": (
        Rung("selector", _make_selector_reader("authors")),
        Rung("json-ld", makers.read_json_ld_people),
        Rung("meta", _make_meta_reader(meta.AUTHOR)),
        Rung("markup", makers.read_marked_bylines),
        Rung("markup", lambda case: byline.find_visible_bylines(case.body, case.site_names)),
    ),
    "agencies": (
        Rung("selector", _make_selector_reader("authors")),
        Rung("json-ld", makers.read_json_ld_credits),
        Rung("meta", _make_meta_reader(meta.AUTHOR)),
        Rung("markup", makers.read_credit_lines),
        Rung("text", lambda case: agencies.find_printed_credits(case.body)),
    ),
    "section": (
        Rung("selector", _make_selector_reader("section")),
        Rung("json-ld", _make_json_ld_reader("articleSection")),
        Rung("meta", _make_meta_reader(meta.SECTION)),
        Rung("json-ld", _read_json_ld_breadcrumb),
        Rung("markup", _read_marked_breadcrumb),
        Rung("markup", _find_visible_breadcrumb),
        Rung("markup", _read_section_label),
        Rung("markup", _find_labelled_section),
        Rung("hint", _read_hint_section),
    ),
    "tags": (
        Rung("selector", _make_selector_reader("tags")),
        Rung("markup", lambda case: markup.read_marked_tags(case.semantic_elements)),
        Rung("markup", lambda case: labelled.find_labelled_tags(case.body)),
        Rung("meta", _make_meta_reader(meta.TAGS[:4])),
        Rung("json-ld", _make_json_ld_reader("keywords")),
        Rung("meta", _make_meta_reader(meta.TAGS)),
    ),
}

_ACCEPT_BY_FIELD: dict[str, Callable[[ExtractionContext, str, list[str]], list[str]]] = {
    "authors": makers.accept_authors,
    "agencies": makers.accept_agencies,
    "section": _accept_section,
    "tags": _accept_tags,
}
