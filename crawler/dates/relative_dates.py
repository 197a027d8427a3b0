"""Dates counted back from now: «منذ 3 ساعات», «أمس الساعة 10:30»."""

import re
from calendar import monthrange
from datetime import UTC, date, datetime, timedelta

from crawler.dates import grammar
from crawler.dates.date_span import DateSpan
from crawler.dates.tokenizer import Token
from crawler.dates.types import ReferenceTime

_SECONDS_OF_UNIT = {"second": 1, "minute": 60, "hour": 3600, "day": 86400, "week": 604800}
_MONTHS_OF_UNIT = {"month": 1, "year": 12}
# What pages say of their articles; «منذ 1400 عام» is history.
_MAX_MONTHS_BACK = 12 * 40


def find_relative_dates(
    tokens: list[Token], token_kinds: str, reference: ReferenceTime
) -> list[DateSpan]:
    """Return the dates counted back from now in a line whose calendar dates are masked."""
    marks = []
    for match in grammar.RELATIVE_DATE.finditer(token_kinds):
        start, end = match.span()
        mark = DateSpan(start=start, end=end, is_relative=True)
        first = tokens[start]
        if match["day"]:
            # A newspaper may be called «اليوم», its name's last word; a day's is rarely.
            if first.number == 0 and token_kinds[start - 1 : start] == "a":
                continue
            mark.day, mark.only_if_alone = _resolve_day_word(first, reference), True
        elif match["now"]:
            mark.relative_instant = reference.now.astimezone(reference.zone)
            mark.only_if_alone = first.name == "alone"
            mark.day = mark.relative_instant.date() if first.name == "day" else None
        elif not _set_relative_instant(mark, match, tokens, reference):
            continue
        marks.append(mark)
    return marks


def _set_relative_instant(
    date_span: DateSpan, match: re.Match[str], tokens: list[Token], reference: ReferenceTime
) -> bool:
    """Fill in the instant of «منذ 3 ساعات»; return whether the words mean one.

    «قبل شهر من الانتخابات» counts from something else.
    """
    group = next(name for name in ("after", "before", "colloquial") if match[name])
    following = tokens[date_span.end].name if date_span.end < len(tokens) else ""
    if following == "من" or (group == "colloquial" and tokens[date_span.start].name != "من"):
        return False
    found = _subtract_quantities(tokens[slice(*match.span(group))], reference)
    if found is None:
        return False
    date_span.relative_instant, to_the_minute = found
    date_span.day = None if to_the_minute else date_span.relative_instant.date()
    return True


def _subtract_quantities(
    tokens: list[Token], reference: ReferenceTime
) -> tuple[datetime, bool] | None:
    """Return now less what the quantities in `tokens` add up to, in the frame's zone.

    Also whether the instant is exact: counted in hours or less. None for an impossible count.
    """
    seconds, months, exact = 0.0, 0, True
    shape = "".join(token.kind for token in tokens)
    for match in grammar.QUANTITY.finditer(shape):
        unit = tokens[match.start("unit")].name
        count = _read_quantity(match, tokens)
        if unit in _MONTHS_OF_UNIT:
            months += round(count * _MONTHS_OF_UNIT[unit])
        else:
            seconds += count * _SECONDS_OF_UNIT[unit]
        exact = exact and unit in {"second", "minute", "hour"}
    if months > _MAX_MONTHS_BACK or seconds > _MAX_MONTHS_BACK * 31 * 86400:
        return None
    then = (reference.now.astimezone(UTC) - timedelta(seconds=seconds)).astimezone(reference.zone)
    return _subtract_months(then, months), exact


def _resolve_day_word(token: Token, reference: ReferenceTime) -> date:
    """Return the day of «اليوم», «أمس» …, in the frame's zone."""
    return reference.now.astimezone(reference.zone).date() - timedelta(days=token.number)


def _read_quantity(match: re.Match[str], tokens: list[Token]) -> float:
    unit = tokens[match.start("unit")]
    if match["lead"]:
        return tokens[match.start("lead")].number / 60
    half = tokens[match.start("half")].number / 60 if match["half"] else 0
    count = tokens[match.start("count")].number if match["count"] else unit.number
    return count + half


def _subtract_months(instant: datetime, months: int) -> datetime:
    if not months:
        return instant
    year, month = divmod(instant.year * 12 + instant.month - 1 - months, 12)
    day = min(instant.day, monthrange(year, month + 1)[1])
    return instant.replace(year=year, month=month + 1, day=day)
