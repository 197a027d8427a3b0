"""The headline: a vote of all rungs, without site name, section or kicker. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlsplit

from lxml import html

from crawler.text.normalise import clean_line, words

# Between a headline and the site's name or the section's.
_SEPARATOR = re.compile(r"\s+[|\-–—•·»«:/›>]+\s+|\s*\|\s*")
_CUT = re.compile(r"(?:\.{3}|…)\s*$")
_WEIGHTS = {"json-ld": 1.5, "markup": 1.2, "microdata": 1.0, "meta": 1.0, "title": 0.8}
_MAX_KICKER = 5
_LONGEST = 500
_MOST_FIRST = 50  # first-level headings looked at; a page has one or two, an attack any number
_MOST_SECOND = 3  # second-level headings looked at; further ones part the text


@dataclass(frozen=True, slots=True)
class Candidate:
    """What one rung says the headline is; `shown` where a reader sees it on the page."""

    rung: str
    text: str


def choose(candidates: Iterable[Candidate], site_names: Iterable[str]) -> Candidate | None:
    """Return the headline most rungs agree on, as the page shows it where it does.

    Rungs: json-ld, meta, markup (a first-level heading), microdata (one that is declared the
    `headline`), title (the `<title>` element). An
    abbreviated candidate (ends in an ellipsis, or is a long beginning of another) does not stand
    against the whole one; a kicker before the headline goes where another rung leaves it out.
    """
    names = {tuple(words(name)) for name in site_names if name}
    known = [
        Candidate(one.rung, clean_line(one.text))
        for one in candidates
        if 0 < len(one.text) <= _LONGEST
    ]
    seen = [tuple(words(one.text)) for one in known]
    cleaned = [Candidate(one.rung, without_suffix(one.text, names, seen)) for one in known]
    cleaned = [one for one in cleaned if words(one.text)]
    if not cleaned:
        return None
    groups: dict[tuple[str, ...], list[Candidate]] = {}
    for one in cleaned:
        groups.setdefault(tuple(words(one.text)), []).append(one)
    _join_cut(groups)
    best = max(
        groups, key=lambda key: sum(_WEIGHTS[rung] for rung in {one.rung for one in groups[key]})
    )
    best = _without_kicker(best, groups)
    return _as_shown(groups[best])


def without_suffix(text: str, names: set[tuple[str, ...]], others: list[tuple[str, ...]]) -> str:
    """Drop the site's name, and what else another rung does not have, from the ends of a title."""
    for match in reversed(list(_SEPARATOR.finditer(text))):
        head, tail = text[: match.start()], text[match.end() :]
        if tuple(words(tail)) in names or (len(words(head)) > 1 and tuple(words(head)) in others):
            text = head
        elif tuple(words(head)) in names or (len(words(tail)) > 2 and tuple(words(tail)) in others):
            return without_suffix(tail, names, others)
    return text.strip()


def _join_cut(groups: dict[tuple[str, ...], list[Candidate]]) -> None:
    """Give the votes of abbreviated candidates to the whole one."""
    for key in sorted(groups, key=len):
        whole = next(
            (other for other in groups if other != key and _cut_of(key, other, groups)), None
        )
        if whole is not None:
            groups[whole].extend(
                Candidate(one.rung, groups[whole][0].text) for one in groups.pop(key)
            )


def _cut_of(
    key: tuple[str, ...], other: tuple[str, ...], groups: dict[tuple[str, ...], list[Candidate]]
) -> bool:
    text = groups[key][0].text
    marked = bool(_CUT.search(text))
    if not marked and len(text) < 95:
        return False
    head = key[:-1] if marked else key
    return len(head) > 2 and other[: len(head)] == head


def _without_kicker(
    best: tuple[str, ...], groups: dict[tuple[str, ...], list[Candidate]]
) -> tuple[str, ...]:
    for key, members in groups.items():
        longer = len(best) - len(key)
        named = any(one.rung in ("json-ld", "meta") for one in members)
        if named and len(key) > 2 and 0 < longer <= _MAX_KICKER and best[longer:] == key:
            return key
    return best


def _as_shown(members: list[Candidate]) -> Candidate:
    order = ("markup", "microdata", "json-ld", "meta", "title")
    rungs = {one.rung: one for one in reversed(members)}
    return next(rungs[rung] for rung in order if rung in rungs)


def headings(tree: html.HtmlElement) -> list[str]:
    """Return the texts of the page's first-level headings, in order."""
    texts = map(_line, islice(tree.iter("h1"), _MOST_FIRST))
    return [text for text in texts if 3 <= len(text) <= 400]


def declared(tree: html.HtmlElement) -> list[str]:
    """Return the first-level headings that are schema.org's `headline` in microdata."""
    first = islice(tree.iter("h1"), _MOST_FIRST)
    marked = (one for one in first if "headline" in (one.get("itemprop") or "").split())
    return [text for text in map(_line, marked) if text]


def shown_below(tree: html.HtmlElement, told: Iterable[str], names: Iterable[str]) -> str | None:
    """Return what meta data call the title where a second-level heading, and no first-level one,
    shows it, at most a kicker before it.

    Such a page keeps its first-level heading for search engines (seen 2024-2026 at houses whose
    `h1` has a class like `seotitle`); what readers see as the headline is the other one.
    """
    known = {tuple(words(name)) for name in names if name}
    first = {tuple(words(text)) for text in headings(tree)}
    second = [tuple(words(_line(heading))) for heading in islice(tree.iter("h2"), _MOST_SECOND)]
    for text in (one for one in told if len(one) <= _LONGEST):
        title = without_suffix(clean_line(text), known, [])
        key = tuple(words(title))
        if len(key) > 2 and key not in first and any(_ends_with(one, key) for one in second):
            return title
    return None


def _ends_with(heading: tuple[str, ...], title: tuple[str, ...]) -> bool:
    return heading[-len(title) :] == title and len(heading) <= len(title) + _MAX_KICKER


def _line(element: html.HtmlElement) -> str:
    return " ".join("".join(element.itertext()).split())


def site_names(values: Iterable[str], url: str) -> list[str]:
    """Return what the site may be called: what it declares, and its host's names."""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    return [*values, host, host.split(".")[0]]
