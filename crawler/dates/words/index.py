"""The words of dates, folded and indexed for the lexer."""

from collections.abc import Iterator
from typing import NamedTuple

from crawler.dates.normalise import fold
from crawler.dates.words import months, places
from crawler.dates.words import phrases as date_phrases


class Term(NamedTuple):
    """What a word or phrase means: the lexer's kind, and a number or a name where it has one."""

    kind: str
    number: int = 0
    name: str = ""


Entry = tuple[str, Term]


def _numbered(kind: str, names: dict[int, str]) -> Iterator[Entry]:
    for number, alternatives in names.items():
        for name in alternatives.split("|"):
            yield name, Term(kind, number)


def _named(kind: str, names: dict[str, str], number: int = 0) -> Iterator[Entry]:
    for meaning, alternatives in names.items():
        for name in alternatives.split("|"):
            yield name, Term(kind, number, meaning)


def _ordinals() -> Iterator[Entry]:
    """Yield «الأول» to «الحادي والثلاثون»."""
    yield from _numbered("o", date_phrases.DAY_UNITS)
    units = {**date_phrases.DAY_UNITS, 1: date_phrases.ELEVENTH}
    for number, alternatives in list(units.items())[:9]:
        unit = alternatives.split("|")[0]
        yield f"{unit} عشر", Term("o", 10 + number)
        for ten, value in (("عشرين", 20), ("عشرون", 20), ("ثلاثين", 30), ("ثلاثون", 30)):
            if value + number <= 31:
                yield f"{unit} وال{ten}", Term("o", value + number)
                yield f"{unit} و ال{ten}", Term("o", value + number)
    for name, value in (("العشرين", 20), ("العشرون", 20), ("الثلاثين", 30), ("الثلاثون", 30)):
        yield name, Term("o", value)


def entries() -> Iterator[Entry]:
    """Yield every word and phrase with what it means."""
    for kind, alternatives in date_phrases.OTHERS.items():
        yield from _named(kind, {"": alternatives})
    yield from _named("Z", places.PLACES)
    yield from _named("z", {"UTC": places.UTC})
    for name, east in places.ABBREVIATIONS.items():
        yield name, Term("A", east)
    for name, term in _numbered("N", date_phrases.COUNTS):
        yield name, term
        yield f"و{name}", term._replace(kind="K")
    yield from _numbered("H", date_phrases.FRACTIONS)
    yield from _named("U", date_phrases.ONE_OF, 1)
    yield from _named("U", date_phrases.TWO_OF, 2)
    yield from _named("j", date_phrases.NOW)
    yield from _numbered("T", date_phrases.DAYS_BACK)
    yield from _named("p", date_phrases.DAY_PARTS)
    yield from _numbered("c", date_phrases.HOURS)
    yield from _ordinals()
    yield from _numbered("w", months.WEEKDAYS)
    yield from _numbered("B", months.LIBYAN)
    yield from _numbered("F", {9: months.FATEH})
    yield from _numbered("h", months.HIJRI)
    yield from _numbered("m", months.GREGORIAN)


def _index() -> tuple[dict[str, Term], dict[str, tuple[Entry, ...]]]:
    words: dict[str, Term] = {}
    phrases: dict[str, dict[str, Term]] = {}
    for name, term in entries():
        first, space, rest = fold(name).partition(" ")
        if space:
            phrases.setdefault(first, {})[space + rest] = term
        else:
            words[first] = term
    longest_first = {
        first: tuple(sorted(rests.items(), key=lambda entry: -len(entry[0])))
        for first, rests in phrases.items()
    }
    return words, longest_first


# WORDS by the folded word; PHRASES by the first of several: what must follow, longest first.
WORDS, PHRASES = _index()
