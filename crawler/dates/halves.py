"""One day in two calendars: «2 رمضان 1445 هـ الموافق 12 مارس 2024»."""

from datetime import timedelta

from crawler.dates import grammar
from crawler.dates.lexer import Token
from crawler.dates.mark import Mark


def add_half(mark: Mark, tokens: list[Token], shape: str) -> None:
    """Let «الموافق 16 سبتمبر», its year not printed, correct a Hijri date by a day or two."""
    match = grammar.HALF.match(shape, mark.end)
    if match is None or mark.day is None:
        return
    day, month = tokens[match.start("day")].number, tokens[match.start("month")].number
    near = (mark.day + timedelta(days=shift) for shift in (0, -1, 1, -2, 2))
    mark.day = next((other for other in near if (other.month, other.day) == (month, day)), None)
    mark.end = match.end()


def other_half(first: Mark, second: Mark, shape: str) -> bool:
    """Whether two dates are one day in two calendars."""
    return first.hijri != second.hijri and bool(
        grammar.SAME_DAY.fullmatch(shape, first.end, second.start)
    )


def joined(first: Mark, second: Mark) -> Mark:
    """Return the mark of both halves; the Gregorian one is right."""
    lunar, solar = (first, second) if first.hijri else (second, first)
    gap = abs((lunar.day - solar.day).days) if lunar.day and solar.day else 0
    return Mark(
        start=first.start,
        end=second.end,
        day=solar.day,
        clock=first.clock or second.clock,
        stamp=solar.stamp,
        gap=gap if gap > 1 else None,
        inner=(first.end, second.start),
    )
