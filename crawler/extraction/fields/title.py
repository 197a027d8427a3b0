"""Headlines weighed: what candidates agree on, without site name, section or kicker. Pure."""

import re
from collections.abc import Iterable

from crawler.extraction.fields.title_candidates import (
    MAX_KICKER_WORDS,
    MAX_TITLE_CHARS,
    TITLE_SEPARATOR,
    TitleCandidate,
    Words,
)
from crawler.extraction.page.site_names import is_outlet_name
from crawler.text.normalise import clean_line, split_words

# Behind these nothing of a headline stands.
_BAR = re.compile(r"\s*(?:\||::|»|«|•|›|·)+\s*")
_ELLIPSIS_END = re.compile(r"(?:\.{3}|…)\s*$")
# "shown" is a first-level heading that shares words with the page's titles.
_RUNG_WEIGHTS = {
    "shown": 2.6, "json-ld": 1.5, "markup": 1.2, "meta": 1.0, "title": 0.8,
}  # fmt: skip
_MAX_PIECES = 12
_MAX_END_WORDS = 2
_MAX_NAME_WORDS = 3
_MIN_TITLE_WORDS = 4
_SIGNS_BESIDE_NAME = " .…_:|/~>»«•·-–—،"
_MIN_COMMON_SHARE = 0.35


def choose_title(
    candidates: Iterable[TitleCandidate], site_names: Iterable[str]
) -> TitleCandidate | None:
    """Return the headline most rungs agree on, in the spelling the page shows where it does.

    Rungs: json-ld, meta, markup (what the page shows), title (the `<title>` element). What the page
    shows weighs more where it shares words with the others. An abbreviated candidate (it ends in an
    ellipsis, or is the long beginning of another) votes for the full one. A kicker before the
    headline is dropped where another rung leaves it out.
    """
    groups = _group_titles(candidates, site_names)
    if not groups:
        return None
    best = max(groups, key=lambda key: _weigh(key, groups))
    best = _strip_kicker(best, groups)
    chosen = _choose_spelling(groups[best])
    return TitleCandidate("title", _strip_ends(chosen.text)) if chosen.rung == "title" else chosen


def weigh_titles(
    candidates: Iterable[TitleCandidate], site_names: Iterable[str]
) -> list[tuple[TitleCandidate, float]]:
    """Return every candidate as it was read, with the weight of all that say the same."""
    groups = _group_titles(candidates, site_names)
    return [(each, _weigh(key, groups)) for key, members in groups.items() for each in members]


def _group_titles(
    candidates: Iterable[TitleCandidate], site_names: Iterable[str]
) -> dict[Words, list[TitleCandidate]]:
    """Group candidates by their words, without the site's name and without those that are it."""
    site_name_words = {tuple(split_words(name)) for name in site_names if name}
    usable = [
        TitleCandidate(candidate.rung, clean_line(candidate.text))
        for candidate in candidates
        if 0 < len(candidate.text) <= MAX_TITLE_CHARS
    ]
    all_titles = [tuple(split_words(candidate.text)) for candidate in usable]
    titles = [
        TitleCandidate(candidate.rung, strip_site_name(candidate.text, site_name_words, all_titles))
        for candidate in usable
    ]
    groups: dict[Words, list[TitleCandidate]] = {}
    for candidate in titles:
        key = tuple(split_words(candidate.text))
        is_name = candidate.rung == "title" and is_outlet_name(candidate.text)
        if key and key not in site_name_words and not is_name:
            groups.setdefault(key, []).append(candidate)
    _drop_site_names(groups)
    _merge_abbreviated(groups)
    return groups


def say_most_of_any(texts: Iterable[str], titles: Iterable[str]) -> bool:
    """Say whether one of the texts has half the words of one of the titles, as no site name has."""
    keys = [set(split_words(title)) for title in titles]
    return any(
        2 * len(key.intersection(split_words(text))) > len(key) for text in texts for key in keys
    )


def _drop_site_names(groups: dict[Words, list[TitleCandidate]]) -> None:
    """Drop short declared titles that share nothing with what the page shows as its headline."""
    shown = [
        key
        for key, members in groups.items()
        if len(key) > _MAX_NAME_WORDS and any(member.rung == "markup" for member in members)
    ]
    names = [
        key
        for key, members in groups.items()
        if all(member.rung in ("meta", "title") for member in members)
    ]
    is_name = all(
        len(key) <= _MAX_NAME_WORDS and not any(set(key) & set(heading) for heading in shown)
        for key in names
    )
    if (
        shown
        and is_name
        and not any(member.rung == "json-ld" for members in groups.values() for member in members)
    ):
        for key in names:
            del groups[key]


def _share_words(key: Words, other: Words) -> bool:
    common = len(set(key).intersection(other))
    return common >= _MIN_COMMON_SHARE * max(3, min(len(key), len(other)))


def _weigh(key: Words, groups: dict[Words, list[TitleCandidate]]) -> float:
    rungs = {candidate.rung for candidate in groups[key]}
    if "markup" in rungs and _shares_words(key, groups):
        rungs.add("shown")
    return sum(_RUNG_WEIGHTS[rung] for rung in rungs)


def _shares_words(key: Words, groups: dict[Words, list[TitleCandidate]]) -> bool:
    """Say whether a title shares words with one that another rung gives."""
    return any(
        _share_words(key, other)
        for other, members in groups.items()
        if {candidate.rung for candidate in members} - {"markup"}
    )


def strip_site_name(text: str, site_names: set[Words], other_titles: list[Words]) -> str:
    """Drop the site's name from both ends of a title, and what another rung does not have there.

    `site_names` and `other_titles` are split into words.
    """
    is_shown_whole = other_titles.count(tuple(split_words(text))) > 1
    if not is_shown_whole:
        text = _strip_known_name(text, site_names)
    for match in reversed(list(TITLE_SEPARATOR.finditer(text))[-_MAX_PIECES:]):
        head, tail = text[: match.start()], text[match.end() :]
        if _is_site_name(tail, site_names, is_shown_whole):
            text = head
        elif _is_site_name(head, site_names, is_shown_whole):
            return strip_site_name(tail, site_names, other_titles)
        else:
            shown = [part for part in (head, tail) if _is_title(part, other_titles)]
            text = max(shown, key=len, default=text)
            if text == tail:
                return strip_site_name(tail, site_names, other_titles)
    return text.strip()


def _strip_known_name(text: str, site_names: set[Words]) -> str:
    """Drop a known name of several words from an end of a title where no separator parts it."""
    words = text.split()
    for name in site_names:
        size = len(name)
        if size < 2 or len(words) < size + _MIN_TITLE_WORDS:
            continue
        if tuple(split_words(" ".join(words[-size:]))) == name:
            return " ".join(words[:-size]).rstrip(_SIGNS_BESIDE_NAME)
        if tuple(split_words(" ".join(words[:size]))) == name:
            return " ".join(words[size:]).lstrip(_SIGNS_BESIDE_NAME)
    return text


def _strip_ends(text: str) -> str:
    """Drop the ends of a `<title>` that nothing else on the page says.

    That is what stands behind bars, and one or two words behind any separator.
    """
    text = max(_BAR.split(text), key=len)
    for separator in reversed(list(TITLE_SEPARATOR.finditer(text))):
        head, tail = text[: separator.start()], text[separator.end() :]
        ends = sorted((head, tail), key=lambda end: len(split_words(end)))
        if len(split_words(ends[0])) <= _MAX_END_WORDS and len(split_words(ends[1])) > 3:
            text = ends[1]
            break
    return text


def _is_site_name(piece: str, site_names: set[Words], is_shown_whole: bool) -> bool:
    is_known = tuple(split_words(piece)) in site_names
    return is_known or (not is_shown_whole and is_outlet_name(piece))


def _is_title(piece: str, titles: list[Words]) -> bool:
    words = tuple(split_words(piece))
    return len(words) > 1 and words in titles


def _merge_abbreviated(groups: dict[Words, list[TitleCandidate]]) -> None:
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
    key: Words,
    other: Words,
    groups: dict[Words, list[TitleCandidate]],
) -> bool:
    text = groups[key][0].text
    has_ellipsis = bool(_ELLIPSIS_END.search(text))
    if not has_ellipsis and len(text) < 95:
        return False
    head = key[:-1] if has_ellipsis else key
    return len(head) > 2 and other[: len(head)] == head


def _strip_kicker(best: Words, groups: dict[Words, list[TitleCandidate]]) -> Words:
    for key, members in groups.items():
        extra_words = len(best) - len(key)
        is_declared = any(candidate.rung in ("json-ld", "meta") for candidate in members)
        if (
            is_declared
            and len(key) > 2
            and 0 < extra_words <= MAX_KICKER_WORDS
            and best[extra_words:] == key
        ):
            return key
    return best


def _choose_spelling(members: list[TitleCandidate]) -> TitleCandidate:
    order = ("markup", "json-ld", "meta", "title")
    candidate_by_rung = {candidate.rung: candidate for candidate in reversed(members)}
    return next(candidate_by_rung[rung] for rung in order if rung in candidate_by_rung)
