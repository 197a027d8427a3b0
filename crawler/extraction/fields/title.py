"""Headlines chosen by a vote of all rungs, without site name, section or kicker. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlsplit

from lxml import html

from crawler.text.normalise import clean_line, split_words

# Signs between a headline and the name of the site or section.
_SEPARATOR = re.compile(r"\s+[|\-–—•·»«:/›>]+\s+|\s*\|\s*")
_ELLIPSIS_END = re.compile(r"(?:\.{3}|…)\s*$")
_RUNG_WEIGHTS = {"json-ld": 1.5, "markup": 1.2, "microdata": 1.0, "meta": 1.0, "title": 0.8}
_MAX_KICKER_WORDS = 5
_MAX_TITLE_CHARS = 500
_MAX_FIRST_LEVEL_HEADINGS = 50  # a page has one or two, an attack any number
_MAX_SECOND_LEVEL_HEADINGS = 3  # further ones are subheadings of the text


@dataclass(frozen=True, slots=True)
class TitleCandidate:
    """A headline as one rung gives it: `rung` its name, `text` the headline."""

    rung: str
    text: str


def choose_title(
    candidates: Iterable[TitleCandidate], site_names: Iterable[str]
) -> TitleCandidate | None:
    """Return the headline most rungs agree on, in the spelling the page shows where it does.

    Rungs: json-ld, meta, markup (a first-level heading), microdata (one declared the `headline`),
    title (the `<title>` element). An abbreviated candidate (it ends in an ellipsis, or is the long
    beginning of another) votes for the full one. A kicker before the headline is dropped where
    another rung leaves it out.
    """
    site_name_words = {tuple(split_words(name)) for name in site_names if name}
    usable = [
        TitleCandidate(candidate.rung, clean_line(candidate.text))
        for candidate in candidates
        if 0 < len(candidate.text) <= _MAX_TITLE_CHARS
    ]
    all_titles = [tuple(split_words(candidate.text)) for candidate in usable]
    titles = [
        TitleCandidate(candidate.rung, strip_site_name(candidate.text, site_name_words, all_titles))
        for candidate in usable
    ]
    titles = [candidate for candidate in titles if split_words(candidate.text)]
    if not titles:
        return None
    groups: dict[tuple[str, ...], list[TitleCandidate]] = {}
    for candidate in titles:
        groups.setdefault(tuple(split_words(candidate.text)), []).append(candidate)
    _merge_abbreviated(groups)
    best = max(
        groups,
        key=lambda key: sum(
            _RUNG_WEIGHTS[rung] for rung in {candidate.rung for candidate in groups[key]}
        ),
    )
    best = _strip_kicker(best, groups)
    return _choose_spelling(groups[best])


def strip_site_name(
    text: str, site_names: set[tuple[str, ...]], other_titles: list[tuple[str, ...]]
) -> str:
    """Drop the site's name from both ends of a title, and what another rung does not have there.

    `site_names` and `other_titles` are split into words.
    """
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
    """Give the votes of abbreviated candidates to the full one."""
    for key in sorted(groups, key=len):
        full_key = next(
            (other for other in groups if other != key and _is_abbreviation_of(key, other, groups)),
            None,
        )
        if full_key is not None:
            groups[full_key].extend(
                TitleCandidate(candidate.rung, groups[full_key][0].text)
                for candidate in groups.pop(key)
            )


def _is_abbreviation_of(
    key: tuple[str, ...],
    other: tuple[str, ...],
    groups: dict[tuple[str, ...], list[TitleCandidate]],
) -> bool:
    text = groups[key][0].text
    has_ellipsis = bool(_ELLIPSIS_END.search(text))
    if not has_ellipsis and len(text) < 95:
        return False
    head = key[:-1] if has_ellipsis else key
    return len(head) > 2 and other[: len(head)] == head


def _strip_kicker(
    best: tuple[str, ...], groups: dict[tuple[str, ...], list[TitleCandidate]]
) -> tuple[str, ...]:
    for key, members in groups.items():
        extra_words = len(best) - len(key)
        is_declared = any(candidate.rung in ("json-ld", "meta") for candidate in members)
        if (
            is_declared
            and len(key) > 2
            and 0 < extra_words <= _MAX_KICKER_WORDS
            and best[extra_words:] == key
        ):
            return key
    return best


def _choose_spelling(members: list[TitleCandidate]) -> TitleCandidate:
    order = ("markup", "microdata", "json-ld", "meta", "title")
    candidate_by_rung = {candidate.rung: candidate for candidate in reversed(members)}
    return next(candidate_by_rung[rung] for rung in order if rung in candidate_by_rung)


def read_first_level_headings(tree: html.HtmlElement) -> list[str]:
    """Return the texts of the page's first-level headings, in order."""
    texts = map(_read_heading_text, islice(tree.iter("h1"), _MAX_FIRST_LEVEL_HEADINGS))
    return [text for text in texts if 3 <= len(text) <= 400]


def read_microdata_headlines(tree: html.HtmlElement) -> list[str]:
    """Return the first-level headings whose itemprop is `headline`."""
    headings = islice(tree.iter("h1"), _MAX_FIRST_LEVEL_HEADINGS)
    marked = (
        heading for heading in headings if "headline" in (heading.get("itemprop") or "").split()
    )
    return [text for text in map(_read_heading_text, marked) if text]


def find_second_level_title(
    tree: html.HtmlElement, meta_titles: Iterable[str], site_names: Iterable[str]
) -> str | None:
    """Return the meta data's title where a second-level heading shows it and no first-level one.

    A kicker may stand before it. Such pages keep their `h1` for search engines (seen 2024-2026 at
    publishers whose `h1` has a class like `seotitle`); readers see the other heading as the
    headline.
    """
    site_name_words = {tuple(split_words(name)) for name in site_names if name}
    first_level = {tuple(split_words(text)) for text in read_first_level_headings(tree)}
    second_level = [
        tuple(split_words(_read_heading_text(heading)))
        for heading in islice(tree.iter("h2"), _MAX_SECOND_LEVEL_HEADINGS)
    ]
    for text in (text for text in meta_titles if len(text) <= _MAX_TITLE_CHARS):
        title = strip_site_name(clean_line(text), site_name_words, [])
        key = tuple(split_words(title))
        if (
            len(key) > 2
            and key not in first_level
            and any(_ends_with_title(heading, key) for heading in second_level)
        ):
            return title
    return None


def _ends_with_title(heading: tuple[str, ...], title: tuple[str, ...]) -> bool:
    return heading[-len(title) :] == title and len(heading) <= len(title) + _MAX_KICKER_WORDS


def _read_heading_text(element: html.HtmlElement) -> str:
    return " ".join("".join(element.itertext()).split())


def list_site_names(declared_names: Iterable[str], url: str) -> list[str]:
    """Return the names a site may go by: the declared ones, its host, its first host label."""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    return [*declared_names, host, host.split(".")[0]]
