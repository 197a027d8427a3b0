"""The index of date words: every word and phrase, folded as the text is, to its meaning."""

from collections.abc import Iterator
from typing import NamedTuple

from crawler.dates.normalise import fold_date_text
from crawler.dates.words import months, places
from crawler.dates.words import phrases as date_phrases


class DateTerm(NamedTuple):
    """The meaning of a word or phrase: the kind of its token, and its number or name if any."""

    kind: str
    number: int = 0
    name: str = ""


DateTermEntry = tuple[str, DateTerm]


def _iter_numbered_terms(kind: str, spellings: dict[int, str]) -> Iterator[DateTermEntry]:
    for number, alternatives in spellings.items():
        for spelling in alternatives.split("|"):
            yield spelling, DateTerm(kind, number)


def _iter_named_terms(
    kind: str, spellings: dict[str, str], number: int = 0
) -> Iterator[DateTermEntry]:
    for meaning, alternatives in spellings.items():
        for spelling in alternatives.split("|"):
            yield spelling, DateTerm(kind, number, meaning)


def _iter_ordinals() -> Iterator[DateTermEntry]:
    """Yield «الأول» to «الحادي والثلاثون»."""
    yield from _iter_numbered_terms("o", date_phrases.DAY_UNITS)
    units = {**date_phrases.DAY_UNITS, 1: date_phrases.ELEVENTH}
    for number, alternatives in list(units.items())[:9]:
        unit = alternatives.split("|")[0]
        yield f"{unit} عشر", DateTerm("o", 10 + number)
        for ten, value in (("عشرين", 20), ("عشرون", 20), ("ثلاثين", 30), ("ثلاثون", 30)):
            if value + number <= 31:
                yield f"{unit} وال{ten}", DateTerm("o", value + number)
                yield f"{unit} و ال{ten}", DateTerm("o", value + number)
    for spelling, value in (("العشرين", 20), ("العشرون", 20), ("الثلاثين", 30), ("الثلاثون", 30)):
        yield spelling, DateTerm("o", value)


def iter_date_terms() -> Iterator[DateTermEntry]:
    """Yield every word and phrase with its meaning."""
    for kind, alternatives in date_phrases.WORDS_BY_KIND.items():
        yield from _iter_named_terms(kind, {"": alternatives})
    for kind in "lu":  # «نشر في 3 مارس وتم تحديثه في 4 مارس»
        for spelling in date_phrases.WORDS_BY_KIND[kind].split("|"):
            yield f"و{spelling}", DateTerm(kind)
    yield from _iter_named_terms("Z", places.PLACES)
    yield from _iter_named_terms("z", {"UTC": places.UTC_NAMES})
    for abbreviation, minutes_east in places.ABBREVIATIONS.items():
        yield abbreviation, DateTerm("A", minutes_east)
    for spelling, term in _iter_numbered_terms("N", date_phrases.COUNTS):
        yield spelling, term
        yield f"و{spelling}", term._replace(kind="K")
    yield from _iter_numbered_terms("H", date_phrases.HOUR_FRACTIONS)
    yield from _iter_named_terms("U", date_phrases.TIME_UNITS, 1)
    yield from _iter_named_terms("U", date_phrases.DUAL_TIME_UNITS, 2)
    yield from _iter_named_terms("i", {"hour": date_phrases.SHORT_HOUR}, 1)
    yield from _iter_named_terms("Y", date_phrases.SHORT_TIME_UNITS, 1)
    yield from _iter_named_terms("j", date_phrases.NOW)
    yield from _iter_numbered_terms("T", date_phrases.DAYS_BACK)
    yield from _iter_named_terms("p", date_phrases.DAY_PARTS)
    yield from _iter_numbered_terms("c", date_phrases.HOURS)
    yield from _iter_ordinals()
    yield from _iter_numbered_terms("w", months.WEEKDAYS)
    yield from _iter_numbered_terms("B", months.LIBYAN)
    yield from _iter_numbered_terms("F", {9: months.FATEH})
    yield from _iter_numbered_terms("h", months.HIJRI)
    yield from _iter_numbered_terms("m", months.GREGORIAN)


def _build_index() -> tuple[dict[str, DateTerm], dict[str, tuple[DateTermEntry, ...]]]:
    words: dict[str, DateTerm] = {}
    phrases: dict[str, dict[str, DateTerm]] = {}
    for spelling, term in iter_date_terms():
        first, space, rest = fold_date_text(spelling).partition(" ")
        if space:
            phrases.setdefault(first, {})[space + rest] = term
        else:
            words[first] = term
    phrases_longest_first = {
        first: tuple(sorted(rests.items(), key=lambda phrase: -len(phrase[0])))
        for first, rests in phrases.items()
    }
    return words, phrases_longest_first


# By the folded word; and by the first word of a phrase, the rest of each phrase, longest first.
TERM_OF_WORD, PHRASES_BY_FIRST_WORD = _build_index()
