"""Dates counted back from now: «منذ 3 ساعات», «أمس الساعة 10:30»."""

import re
from datetime import UTC, date, datetime, timedelta

from crawler.dates import grammar
from crawler.dates.frame import Frame
from crawler.dates.lexer import Token

_SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400, "week": 604800}
_MONTHS = {"month": 1, "year": 12}
# What pages say of their articles; «منذ 1400 عام» is history.
_FARTHEST_MONTHS = 12 * 40


def counted_back(tokens: list[Token], frame: Frame) -> tuple[datetime, bool] | None:
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


def day_back(token: Token, frame: Frame) -> date:
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
    for day in range(then.day, 27, -1):
        try:
            return then.replace(year=year, month=month + 1, day=day)
        except ValueError:
            continue
    return then.replace(year=year, month=month + 1)
