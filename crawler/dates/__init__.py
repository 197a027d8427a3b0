"""Date strings of Arab outlets read into instants. Pure.

`parse_date` reads the one date of a string, `find_dates` all dates of a line, `parse_iso` the dates
of programs. Begin with `parser.find_line_dates`, which takes the steps after the first two:

    normalise                            the line folded
    tokenizer, words                     its tokens, each of a kind of one letter
    grammar                              regular expressions over these letters
    calendar_dates, relative_dates       the dates of the line, as `date_span.DateSpan`s
    times_of_day, timezones              its times and the zones it names
    parser                               times, zones and labels assigned; instants

`mentions` finds months and labels where no whole date need be, `calendars` computes days,
`iso_dates` reads machine dates, `types` has the result. `time_arguments` reads the dates of
command-line options.

Impossible and doubtful strings give None: a year that is missing, a day the month does not have, a
date after `now` by more than a day, several dates without a sign of which is meant.

In all functions, `timezone` is the IANA name of the publisher's zone, "" where unknown; `now` an
aware instant, or None where it is unknown when the text was fetched (then relative dates and dates
without a year give None, and no date lies in the future); `country` an ISO 3166-1 alpha-2 code,
which decides between Amman and Muscat in «بتوقيت عمان». A zone that does not exist raises
`zoneinfo.ZoneInfoNotFoundError`.
"""

from dataclasses import replace
from datetime import datetime

from crawler.dates import iso_dates
from crawler.dates.mentions import find_labels, names_month
from crawler.dates.normalise import FoldedLine
from crawler.dates.parser import DateContext, find_line_dates, resolve_machine_date
from crawler.dates.tokenizer import tokenize_date_text
from crawler.dates.types import DateLabel, ParsedDate, ReferenceTime, make_reference_time

__all__ = [
    "DateLabel",
    "ParsedDate",
    "find_dates",
    "find_labels",
    "names_month",
    "parse_date",
    "parse_iso",
]

# Longer strings are prose: a date with its labels and a byline is shorter.
MAX_DATE_TEXT_CHARS = 300
# The most words that are no part of a date. A byline with its city and agency has fewer, a sentence
# or a headline more. Fewer are allowed beside a relative date: in a sentence it may count back from
# another day than today.
_MAX_OTHER_WORDS, _MAX_OTHER_WORDS_RELATIVE = 16, 6
# Before white space is folded; mark-up indents its text.
_MAX_RAW_CHARS = 4000


def parse_date(
    text: str, *, timezone: str, now: datetime | None, country: str | None = None
) -> ParsedDate | None:
    """Return the publication date that `text` prints, or None.

    `text` may have labels, a byline, a weekday and both calendars beside the date. Of several dates
    one labelled as published wins, and one labelled as modified comes last (but its time counts
    where the line has no other: «3 مارس 2024، آخر تحديث 10:30»); relative dates count only where
    no other is printed. Text of more than 300 characters (white space folded) or with as many words
    as a sentence gives None; use `find_dates` for it.
    """
    line = _fold_line(text)
    if line is None:
        return None
    reference = make_reference_time(timezone, now, country)
    parsed = _read_machine_date(line, reference) or _read_printed_date(line, reference)
    return replace(parsed, raw=text.strip()) if parsed else None


def parse_iso(text: str, *, timezone: str, now: datetime | None) -> ParsedDate | None:
    """Return the date of `text` if a program wrote all of it, or None.

    ISO 8601 in the forms sites print (a space for the `T`, `Z`, `+0300`, `+03`, fractions, basic
    format), RFC 822 and the formats of JavaScript and Java, seconds or milliseconds since 1970.
    """
    line = _fold_line(text)
    if line is None or not line.folded.isascii():
        return None
    reference = make_reference_time(timezone, now, None)
    parsed = _read_machine_date(line, reference)
    if parsed is None and line.cleaned.isascii():
        parsed = _read_printed_date(line, reference, max_words_relative=-1)
    return replace(parsed, raw=text.strip()) if parsed else None


def find_dates(
    text: str, *, timezone: str, now: datetime | None, country: str | None = None
) -> list[ParsedDate]:
    """Return the dates in a line of text in reading order, each with its label.

    `raw` is the part of the line with the date and its time. Linear in the length of `text`.
    """
    line = FoldedLine(text)
    return find_line_dates(
        line, *tokenize_date_text(line.folded), make_reference_time(timezone, now, country)
    )


def _fold_line(text: str) -> FoldedLine | None:
    if len(text) > _MAX_RAW_CHARS:
        return None
    line = FoldedLine(text)
    return line if 0 < len(line.cleaned) <= MAX_DATE_TEXT_CHARS else None


def _read_machine_date(line: FoldedLine, reference: ReferenceTime) -> ParsedDate | None:
    machine_date = iso_dates.parse_machine_date(line.folded)
    if machine_date is None:
        return None
    return resolve_machine_date(machine_date, reference, DateContext(line.cleaned))


def _read_printed_date(
    line: FoldedLine, reference: ReferenceTime, max_words_relative: int = _MAX_OTHER_WORDS_RELATIVE
) -> ParsedDate | None:
    tokens, token_kinds = tokenize_date_text(line.folded)
    other_words = token_kinds.count("a")
    if other_words > _MAX_OTHER_WORDS:
        return None
    found_dates = find_line_dates(line, tokens, token_kinds, reference)
    return _choose_publication_date(
        [
            found
            for found in found_dates
            if not found.is_relative or other_words <= max_words_relative
        ]
    )


def _choose_publication_date(dates: list[ParsedDate]) -> ParsedDate | None:
    """Return the publication date among the dates of a line; None where several may be it."""
    candidates = [parsed for parsed in dates if not parsed.is_relative] or dates
    for label in ("published", None, "modified"):
        labelled = [parsed for parsed in candidates if parsed.label == label]
        if labelled:
            days = {parsed.day for parsed in labelled}
            return _pick_most_exact(labelled, candidates) if len(days) == 1 else None
    return None


def _pick_most_exact(dates: list[ParsedDate], candidates: list[ParsedDate]) -> ParsedDate:
    """Return the first date of that day that has a time, else the first of `dates`."""
    timed = [parsed for parsed in (*dates, *candidates) if parsed.precision == "minute"]
    return next((parsed for parsed in timed if parsed.day == dates[0].day), dates[0])
