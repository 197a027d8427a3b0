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
from crawler.extraction.case import Case
from crawler.text.normalise import clean_line, fold

_MAX_TAGS = 40
_MAX_SECTION = 40


class Rung(NamedTuple):
    """One step: its name and how it answers, as a list of strings (empty: nothing to say)."""

    name: str
    ask: Callable[[Case], list[str]]


def climb(case: Case, name: str) -> list[str]:
    """Ask the rungs of a field in order; return the first believable answer.

    The others are asked to note what they say where somebody wants to be told, or may know better.
    """
    won: list[str] = []
    for rung in LADDER[name]:
        if won and not case.told and not _may_be_fuller(case, name):
            break
        said = rung.ask(case)
        believed = _PLAUSIBLE[name](case, rung.name, said)
        better = bool(believed) and (
            not won or (_may_be_fuller(case, name) and _fuller(won, believed))
        )
        if said:
            case.note(name, rung.name, "; ".join(said[:12]), won=better)
        won = believed if better else won
    return won


def _may_be_fuller(case: Case, name: str) -> bool:
    """One word in the meta data may be a login; a rung that knows whole names is better."""
    return name == "authors" and case.evidence.get("authors") == "meta"


def _fuller(won: list[str], believed: list[str]) -> bool:
    whole = [name for name in believed if len(name.split()) > 1]
    return bool(whole) and not any(len(name.split()) > 1 for name in won)


def title_of(case: Case) -> str | None:
    """Return the headline: the selector's, else what a heading shows below one that is none, else
    the one most rungs agree on, else the hint's.
    """
    own = selected.values(case.page.tree, case.publisher.selectors.title)
    if own:
        case.note("title", "selector", own[0], won=True)
        return clean_line(own[0])
    candidates = [
        titles.Candidate(rung.name, text) for rung in LADDER["title"] for text in rung.ask(case)
    ]
    told = [one.text for one in candidates if one.rung == "meta"]
    below = titles.shown_below(case.page.tree, told, case.site_names)
    best = titles.Candidate("markup", below) if below else None
    best = best or titles.choose(candidates, case.site_names)
    for one in candidates:
        case.note("title", one.rung, one.text, won=False)
    if best is None:
        best = titles.Candidate("hint", case.hint.title) if case.hint and case.hint.title else None
    if best is None:
        return None
    case.note("title", "meta" if best.rung == "title" else best.rung, best.text, won=True)
    return best.text


def _ld(*keys: str) -> Callable[[Case], list[str]]:
    def ask(case: Case) -> list[str]:
        return [
            text
            for node in case.page.articles
            for key in keys
            for text in structured.strings(node.get(key))
        ]

    return ask


def _headings(case: Case) -> list[str]:
    """First-level headings; on pages without one, what is named a title and stands in `<title>`."""
    found = titles.headings(case.page.tree)
    return found or markup.named_titles(case.marks, case.page.title_tag)


def _meta(names: tuple[str, ...]) -> Callable[[Case], list[str]]:
    return lambda case: meta.every(case.page.meta, names)


def _selector(name: str) -> Callable[[Case], list[str]]:
    return lambda case: selected.values(case.page.tree, getattr(case.publisher.selectors, name))


def _tags_split(values: list[str]) -> list[str]:
    separators = ("،", ",", "؛", ";", "|")
    for separator in separators:
        values = [part for value in values for part in value.split(separator)]
    return [clean_line(value).lstrip("#").strip() for value in values]


def _section(case: Case, _rung: str, said: list[str]) -> list[str]:
    names = {fold(name) for name in case.site_names}
    for value in said:
        name = clean_line(value)
        name = name.split(">")[-1].split("/")[-1].split("»")[-1].strip() if len(name) > 3 else name
        folded = fold(name)
        wrong = not folded or folded in names or (case.title and folded == fold(case.title))
        wrong = wrong or name.startswith("http") or name.isdigit()
        if not wrong and len(name) <= _MAX_SECTION:
            return [name]
    return []


def _tags(case: Case, _rung: str, said: list[str]) -> list[str]:
    """Keywords are tags unless they are the headline chopped up."""
    own = {fold(name) for name in case.site_names if len(name) > 2}
    found = [tag for tag in dict.fromkeys(_tags_split(said)) if 2 <= len(tag) <= 60]
    found = [tag for tag in found if fold(tag) not in own]
    title = set(fold(case.title or "").split())
    chopped = len(found) > 3 and all(
        fold(tag) in title or fold(tag).strip('«».،"') in title for tag in found
    )
    return [] if chopped else found[:_MAX_TAGS]


def _trail(case: Case) -> list[str]:
    found = markup.breadcrumb(case.marks, case.title)
    return [found] if found else []


def _ld_trail(case: Case) -> list[str]:
    return structured.breadcrumb(case.page.json_ld, case.title)


def _label(case: Case) -> list[str]:
    found = markup.section_label(case.marks)
    return [found] if found else []


def _printed_trail(case: Case) -> list[str]:
    before = case.body.headline_element
    before = case.body.element if before is None else before
    found = None if before is None else trail.section_of_trail(case.page.tree, before, case.title)
    return [found] if found else []


def _labelled_section(case: Case) -> list[str]:
    found = labelled.section(case.body)
    return [found] if found else []


def _hinted_section(case: Case) -> list[str]:
    return [case.hint.section] if case.hint and case.hint.section else []


LADDER: dict[str, tuple[Rung, ...]] = {
    "title": (
        Rung("json-ld", _ld("headline")),
        Rung("meta", _meta(meta.TITLE)),
        Rung("markup", _headings),
        Rung("microdata", lambda case: titles.declared(case.page.tree)),
        Rung("title", lambda case: [case.page.title_tag] if case.page.title_tag else []),
    ),
    "authors": (
        Rung("selector", _selector("authors")),
        Rung("json-ld", makers.declared_people),
        Rung("meta", _meta(meta.AUTHOR)),
        Rung("markup", makers.bylines),
        Rung("markup", lambda case: byline.byline(case.body, case.site_names)),
    ),
    "agencies": (
        Rung("selector", _selector("authors")),
        Rung("json-ld", makers.declared_credits),
        Rung("meta", _meta(meta.AUTHOR)),
        Rung("markup", makers.credit_lines),
        Rung("text", lambda case: agencies.printed(case.body)),
    ),
    "section": (
        Rung("selector", _selector("section")),
        Rung("json-ld", _ld("articleSection")),
        Rung("meta", _meta(meta.SECTION)),
        Rung("json-ld", _ld_trail),
        Rung("markup", _trail),
        Rung("markup", _printed_trail),
        Rung("markup", _label),
        Rung("markup", _labelled_section),
        Rung("hint", _hinted_section),
    ),
    "tags": (
        Rung("selector", _selector("tags")),
        Rung("markup", lambda case: markup.tags(case.marks)),
        Rung("markup", lambda case: labelled.tags(case.body)),
        Rung("meta", _meta(meta.TAGS[:4])),
        Rung("json-ld", _ld("keywords")),
        Rung("meta", _meta(meta.TAGS)),
    ),
}

_PLAUSIBLE: dict[str, Callable[[Case, str, list[str]], list[str]]] = {
    "authors": makers.people,
    "agencies": makers.credited,
    "section": _section,
    "tags": _tags,
}
