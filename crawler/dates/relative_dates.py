"""Dates counted back from now: «منذ 3 ساعات», «أمس الساعة 10:30»."""

import re
from calendar import monthrange
from datetime import UTC, date, datetime, timedelta

from crawler.dates import grammar
from crawler.dates.date_span import Mark
from crawler.dates.tokenizer import Token
from crawler.dates.types import Frame

_SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400, "week": 604800}
_MONTHS = {"month": 1, "year": 12}
# What pages say of their articles; «منذ 1400 عام» is history.
_FARTHEST_MONTHS = 12 * 40


def counted(tokens: list[Token], shape: str, frame: Frame) -> list[Mark]:
    """Return the dates counted back from now in a line whose calendar dates are masked."""
    marks = []
    for match in grammar.RELATIVE.finditer(shape):
        start, end = match.span()
        mark = Mark(start=start, end=end, relative=True)
        first = tokens[start]
        if match["day"]:
            # A newspaper may be called «اليوم», its name's last word; a day's is rarely.
            if first.number == 0 and shape[start - 1 : start] == "a":
                continue
            mark.day, mark.alone = _day_back(first, frame), True
        elif match["now"]:
            mark.exact = frame.now.astimezone(frame.zone)
            mark.alone = first.name == "alone"
            mark.day = mark.exact.date() if first.name == "day" else None
        elif not _count_back(mark, match, tokens, frame):
            continue
        marks.append(mark)
    return marks


def _count_back(mark: Mark, match: re.Match[str], tokens: list[Token], frame: Frame) -> bool:
    """Fill in the instant of «منذ 3 ساعات»; return whether the words mean one.

    «قبل شهر من الانتخابات» counts from something else.
    """
    group = next(name for name in ("after", "before", "colloquial") if match[name])
    following = tokens[mark.end].name if mark.end < len(tokens) else ""
    if following == "من" or (group == "colloquial" and tokens[mark.start].name != "من"):
        return False
    found = _counted_back(tokens[slice(*match.span(group))], frame)
    if found is None:
        return False
    mark.exact, to_the_minute = found
    mark.day = None if to_the_minute else mark.exact.date()
    return True


def _counted_back(tokens: list[Token], frame: Frame) -> tuple[datetime, bool] | None:
    """Return now less what the quantities in `tokens` add up to, in the frame's zone.

    Also whether the instant is exact: counted in hours or less. None for an impossible count.
    """
    seconds, months, exact = 0.0, 0, True
    shape = "".join(token.kind for token in tokens)
    for match in grammar.QUANTITY.finditer(shape):
        unit = tokens[match.start("unit")].name
        count = _count(match, tokens)
        if unit in _MONTHS:
            months += round(count * _MONTHS[unit])
        else:
            seconds += count * _SECONDS[unit]
        exact = exact and unit in {"second", "minute", "hour"}
    if months > _FARTHEST_MONTHS or seconds > _FARTHEST_MONTHS * 31 * 86400:
        return None
    then = (frame.now.astimezone(UTC) - timedelta(seconds=seconds)).astimezone(frame.zone)
    return _months_before(then, months), exact


def _day_back(token: Token, frame: Frame) -> date:
    """Return the day of «اليوم», «أمس» …, in the frame's zone."""
    return frame.now.astimezone(frame.zone).date() - timedelta(days=token.number)


def _count(match: re.Match[str], tokens: list[Token]) -> float:
    unit = tokens[match.start("unit")]
    if match["lead"]:
        return tokens[match.start("lead")].number / 60
    half = tokens[match.start("half")].number / 60 if match["half"] else 0
    count = tokens[match.start("count")].number if match["count"] else unit.number
    return count + half


def _months_before(then: datetime, months: int) -> datetime:
    if not months:
        return then
    year, month = divmod(then.year * 12 + then.month - 1 - months, 12)
    day = min(then.day, monthrange(year, month + 1)[1])
    return then.replace(year=year, month=month + 1, day=day)
