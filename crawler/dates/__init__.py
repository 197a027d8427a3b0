"""Instants from the date strings Arab outlets print; pure.

    text -> line (letters folded) -> lexer (tokens, and a shape of one letter a token)
         -> grammar over the shape -> absolute and relative dates, clocks -> binding -> reading

Impossible and doubtful strings give None: a year that is missing, a day the month does not have, a
date after `now` by more than a day, several dates of which nothing says which is meant.

Everywhere, `timezone` is the IANA name of the publisher's zone, "" where unknown; `now` an aware
instant; `country` an ISO 3166-1 alpha-2 code, which tells «بتوقيت عمان» of Amman from Muscat's.
A zone that does not exist raises `zoneinfo.ZoneInfoNotFoundError`.
"""

from dataclasses import replace
from datetime import datetime

from crawler.dates import iso_dates
from crawler.dates.normalise import FoldedLine
from crawler.dates.parser import DateContext, FoundDate, find_line_dates, resolve_machine_date
from crawler.dates.tokenizer import tokenize_date_text
from crawler.dates.types import (
    DateLabel,
    DatePrecision,
    ParsedDate,
    ReferenceTime,
    make_reference_time,
)

__all__ = ["DateLabel", "DatePrecision", "ParsedDate", "find_dates", "parse_date", "parse_iso"]

# Characters. A date with its labels and a byline is shorter; what is longer is prose.
MAX_DATE_TEXT_CHARS = 300
# Words that mean nothing to a date. A byline with its city and agency has fewer, a sentence or the
# headline of a teaser more; sentences count back from other days, so there fewer make a doubt.
_MAX_OTHER_WORDS, _MAX_OTHER_WORDS_RELATIVE = 16, 6
# Before white space is folded: mark-up indents what it holds.
_MAX_RAW_CHARS = 4000


def parse_date(
    text: str, *, timezone: str, now: datetime, country: str | None = None
) -> ParsedDate | None:
    """Return the date that `text` is, or None.

    `text` may hold labels, a byline, a weekday and both calendars beside it. Of several dates one
    labelled as published wins, one labelled as modified counts last (but its time counts where the
    line has no other: «3 مارس 2024، آخر تحديث 10:30»), one counted back from `now` only where
    nothing else is printed. Text of more than 300 characters (white space folded) or with the words
    of a sentence gives None; use `find_dates` there.
    """
    line = _fold_line(text)
    if line is None:
        return None
    against = make_reference_time(timezone, now, country)
    parsed = _read_machine_date(line, against) or _read_printed_date(line, against)
    return replace(parsed, raw=text.strip()) if parsed else None


def parse_iso(text: str, *, timezone: str, now: datetime) -> ParsedDate | None:
    """Return the date in `text` if a program wrote the whole of it, or None.

    ISO 8601 in the forms sites print (a space for the `T`, `Z`, `+0300`, `+03`, fractions, basic
    format), RFC 822 and the formats of JavaScript and Java, seconds or milliseconds since 1970.
    """
    line = _fold_line(text)
    if line is None or not line.folded.isascii():
        return None
    against = make_reference_time(timezone, now, None)
    parsed = _read_machine_date(line, against)
    if parsed is None and line.cleaned.isascii():
        parsed = _read_printed_date(line, against, max_words_relative=-1)
    return replace(parsed, raw=text.strip()) if parsed else None


def find_dates(
    text: str, *, timezone: str, now: datetime, country: str | None = None
) -> list[ParsedDate]:
    """Return the dates in a line of text in reading order, each with its label.

    `raw` is the part of the line that gave the date, with its time. Linear in the length of `text`.
    """
    line = FoldedLine(text)
    found = find_line_dates(
        line, *tokenize_date_text(line.folded), make_reference_time(timezone, now, country)
    )
    return [one.parsed for one in found]


def _fold_line(text: str) -> FoldedLine | None:
    if len(text) > _MAX_RAW_CHARS:
        return None
    line = FoldedLine(text)
    return line if 0 < len(line.cleaned) <= MAX_DATE_TEXT_CHARS else None


def _read_machine_date(line: FoldedLine, reference: ReferenceTime) -> ParsedDate | None:
    stamp = iso_dates.parse_machine_date(line.folded)
    return resolve_machine_date(stamp, reference, DateContext(line.cleaned)) if stamp else None


def _read_printed_date(
    line: FoldedLine, reference: ReferenceTime, max_words_relative: int = _MAX_OTHER_WORDS_RELATIVE
) -> ParsedDate | None:
    tokens, shape = tokenize_date_text(line.folded)
    words = shape.count("a")
    if words > _MAX_OTHER_WORDS:
        return None
    found = find_line_dates(line, tokens, shape, reference)
    return _choose_publication_date(
        [one for one in found if not one.is_relative or words <= max_words_relative]
    )


def _choose_publication_date(dates: list[FoundDate]) -> ParsedDate | None:
    """Return the one date of publication among those of a line; None where that is a guess."""
    printed = [found.parsed for found in dates if not found.is_relative]
    candidates = printed or [found.parsed for found in dates]
    for label in ("published", None, "modified"):
        labelled = [parsed for parsed in candidates if parsed.label == label]
        if labelled:
            days = {parsed.day for parsed in labelled}
            return _pick_most_exact(labelled, candidates) if len(days) == 1 else None
    return None


def _pick_most_exact(dates: list[ParsedDate], candidates: list[ParsedDate]) -> ParsedDate:
    """Return the first of `dates` that has a time, else another of that day, else the first."""
    timed = [one for one in (*dates, *candidates) if one.precision == "minute"]
    return next((one for one in timed if one.day == dates[0].day), dates[0])
