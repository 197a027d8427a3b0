"""The headline: a vote of all rungs, without site name, section or kicker. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlsplit

from lxml import html

from crawler.text.normalise import clean_line, split_words

# Between a headline and the site's name or the section's.
_SEPARATOR = re.compile(r"\s+[|\-–—•·»«:/›>]+\s+|\s*\|\s*")
_ELLIPSIS_END = re.compile(r"(?:\.{3}|…)\s*$")
_RUNG_WEIGHTS = {"json-ld": 1.5, "markup": 1.2, "microdata": 1.0, "meta": 1.0, "title": 0.8}
_MAX_KICKER_WORDS = 5
_MAX_TITLE_CHARS = 500
_MAX_FIRST_LEVEL_HEADINGS = (
    50  # first-level headings looked at; a page has one or two, an attack any number
)
_MAX_SECOND_LEVEL_HEADINGS = 3  # second-level headings looked at; further ones part the text


@dataclass(frozen=True, slots=True)
class TitleCandidate:
    """What one rung says the headline is; `shown` where a reader sees it on the page."""

    rung: str
    text: str


def choose_title(
    candidates: Iterable[TitleCandidate], site_names: Iterable[str]
) -> TitleCandidate | None:
    """Return the headline most rungs agree on, as the page shows it where it does.

    Rungs: json-ld, meta, markup (a first-level heading), microdata (one that is declared the
    `headline`), title (the `<title>` element). An
    abbreviated candidate (ends in an ellipsis, or is a long beginning of another) does not stand
    against the whole one; a kicker before the headline goes where another rung leaves it out.
    """
    names = {tuple(split_words(name)) for name in site_names if name}
    known = [
        TitleCandidate(one.rung, clean_line(one.text))
        for one in candidates
        if 0 < len(one.text) <= _MAX_TITLE_CHARS
    ]
    seen = [tuple(split_words(one.text)) for one in known]
    cleaned = [TitleCandidate(one.rung, strip_site_name(one.text, names, seen)) for one in known]
    cleaned = [one for one in cleaned if split_words(one.text)]
    if not cleaned:
        return None
    groups: dict[tuple[str, ...], list[TitleCandidate]] = {}
    for one in cleaned:
        groups.setdefault(tuple(split_words(one.text)), []).append(one)
    _merge_abbreviated(groups)
    best = max(
        groups,
        key=lambda key: sum(_RUNG_WEIGHTS[rung] for rung in {one.rung for one in groups[key]}),
    )
    best = _strip_kicker(best, groups)
    return _choose_spelling(groups[best])


def strip_site_name(
    text: str, site_names: set[tuple[str, ...]], other_titles: list[tuple[str, ...]]
) -> str:
    """Drop the site's name, and what else another rung does not have, from the ends of a title."""
    for match in reversed(list(_SEPARATOR.finditer(text))):
        head, tail = text[: match.start()], text[match.end() :]
        if tuple(split_words(tail)) in site_names or (
            len(split_words(head)) > 1 and tuple(split_words(head)) in other_titles
        ):
            text = head
        elif tuple(split_words(head)) in site_names or (
            len(split_words(tail)) > 2 and tuple(split_words(tail)) in other_titles
        ):
            return strip_site_name(tail, site_names, other_titles)
    return text.strip()


def _merge_abbreviated(groups: dict[tuple[str, ...], list[TitleCandidate]]) -> None:
    """Give the votes of abbreviated candidates to the whole one."""
    for key in sorted(groups, key=len):
        whole = next(
            (other for other in groups if other != key and _is_abbreviation_of(key, other, groups)),
            None,
        )
        if whole is not None:
            groups[whole].extend(
                TitleCandidate(one.rung, groups[whole][0].text) for one in groups.pop(key)
            )


def _is_abbreviation_of(
    key: tuple[str, ...],
    other: tuple[str, ...],
    groups: dict[tuple[str, ...], list[TitleCandidate]],
) -> bool:
    text = groups[key][0].text
    marked = bool(_ELLIPSIS_END.search(text))
    if not marked and len(text) < 95:
        return False
    head = key[:-1] if marked else key
    return len(head) > 2 and other[: len(head)] == head


def _strip_kicker(
    best: tuple[str, ...], groups: dict[tuple[str, ...], list[TitleCandidate]]
) -> tuple[str, ...]:
    for key, members in groups.items():
        longer = len(best) - len(key)
        named = any(one.rung in ("json-ld", "meta") for one in members)
        if named and len(key) > 2 and 0 < longer <= _MAX_KICKER_WORDS and best[longer:] == key:
            return key
    return best


def _choose_spelling(members: list[TitleCandidate]) -> TitleCandidate:
    order = ("markup", "microdata", "json-ld", "meta", "title")
    rungs = {one.rung: one for one in reversed(members)}
    return next(rungs[rung] for rung in order if rung in rungs)


def read_first_level_headings(tree: html.HtmlElement) -> list[str]:
    """Return the texts of the page's first-level headings, in order."""
    texts = map(_read_heading_text, islice(tree.iter("h1"), _MAX_FIRST_LEVEL_HEADINGS))
    return [text for text in texts if 3 <= len(text) <= 400]


def read_microdata_headlines(tree: html.HtmlElement) -> list[str]:
    """Return the first-level headings that are schema.org's `headline` in microdata."""
    first = islice(tree.iter("h1"), _MAX_FIRST_LEVEL_HEADINGS)
    marked = (one for one in first if "headline" in (one.get("itemprop") or "").split())
    return [text for text in map(_read_heading_text, marked) if text]


def find_second_level_title(
    tree: html.HtmlElement, meta_titles: Iterable[str], site_names: Iterable[str]
) -> str | None:
    """Return what meta data call the title where a second-level heading, and no first-level one,
    shows it, at most a kicker before it.

    Such a page keeps its first-level heading for search engines (seen 2024-2026 at houses whose
    `h1` has a class like `seotitle`); what readers see as the headline is the other one.
    """
    known = {tuple(split_words(name)) for name in site_names if name}
    first = {tuple(split_words(text)) for text in read_first_level_headings(tree)}
    second = [
        tuple(split_words(_read_heading_text(heading)))
        for heading in islice(tree.iter("h2"), _MAX_SECOND_LEVEL_HEADINGS)
    ]
    for text in (one for one in meta_titles if len(one) <= _MAX_TITLE_CHARS):
        title = strip_site_name(clean_line(text), known, [])
        key = tuple(split_words(title))
        if len(key) > 2 and key not in first and any(_ends_with_title(one, key) for one in second):
            return title
    return None


def _ends_with_title(heading: tuple[str, ...], title: tuple[str, ...]) -> bool:
    return heading[-len(title) :] == title and len(heading) <= len(title) + _MAX_KICKER_WORDS


def _read_heading_text(element: html.HtmlElement) -> str:
    return " ".join("".join(element.itertext()).split())


def list_site_names(declared_names: Iterable[str], url: str) -> list[str]:
    """Return what the site may be called: what it declares, and its host's names."""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    return [*declared_names, host, host.split(".")[0]]
