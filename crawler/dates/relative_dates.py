"""Dates counted back from now: «منذ 3 ساعات», «أمس الساعة 10:30»."""

import re
from calendar import monthrange
from datetime import UTC, datetime, timedelta

from crawler.dates import grammar
from crawler.dates.date_span import DateSpan
from crawler.dates.tokenizer import Token
from crawler.dates.types import ReferenceTime

_SECONDS_OF_UNIT = {"second": 1, "minute": 60, "hour": 3600, "day": 86400, "week": 604800}
_MONTHS_OF_UNIT = {"month": 1, "year": 12}
# Pages do not count further back to their articles; «منذ 1400 عام» is history.
_MAX_MONTHS_BACK = 12 * 40
_AGE_GROUPS = ("after", "inverted", "brief", "bare", "reversed", "before", "colloquial")


def find_relative_dates(
    tokens: list[Token], token_kinds: str, reference: ReferenceTime
) -> list[DateSpan]:
    """Return the dates counted back from now in a line whose calendar dates are masked.

    There are none where the present instant is unknown.
    """
    date_spans: list[DateSpan] = []
    now = reference.now
    if now is None:
        return date_spans
    local_now = now.astimezone(reference.zone)
    for match in grammar.RELATIVE_DATE.finditer(token_kinds):
        start, end = match.span()
        date_span = DateSpan(start=start, end=end, is_relative=True)
        first = tokens[start]
        if match["day"]:
            # After another word, «اليوم» likely ends the name of a newspaper.
            if first.number == 0 and token_kinds[start - 1 : start] == "a":
                continue
            date_span.day = local_now.date() - timedelta(days=first.number)
            date_span.only_if_alone = True
        elif match["now"]:
            date_span.relative_instant = local_now
            date_span.only_if_alone = first.name == "alone"
            date_span.day = date_span.relative_instant.date() if first.name == "day" else None
        elif not _set_relative_instant(date_span, match, tokens, local_now):
            continue
        date_spans.append(date_span)
    return date_spans


def _set_relative_instant(
    date_span: DateSpan, match: re.Match[str], tokens: list[Token], local_now: datetime
) -> bool:
    """Set the instant of «منذ 3 ساعات»; return False where the words are no date.

    «قبل شهر من الانتخابات» counts back from something else than now.
    """
    group = next(name for name in _AGE_GROUPS if match[name])
    following = tokens[date_span.end].name if date_span.end < len(tokens) else ""
    if following == "من" or (group == "colloquial" and tokens[date_span.start].name != "من"):
        return False
    result = _subtract_quantities(tokens[slice(*match.span(group))], local_now)
    if result is None:
        return False
    date_span.relative_instant, is_exact = result
    date_span.day = None if is_exact else date_span.relative_instant.date()
    return True


def _subtract_quantities(tokens: list[Token], local_now: datetime) -> tuple[datetime, bool] | None:
    """Return now less the sum of the quantities in `tokens`, in the publisher's zone.

    The second value says whether the instant is exact: its smallest unit is the hour or less. None
    for an impossible count.
    """
    seconds, months, is_exact = 0.0, 0, False
    token_kinds = "".join(token.kind for token in tokens)
    for match in grammar.QUANTITY.finditer(token_kinds):
        unit = tokens[match.start("unit")].name
        count = _read_quantity(match, tokens)
        if unit in _MONTHS_OF_UNIT:
            months += round(count * _MONTHS_OF_UNIT[unit])
        else:
            seconds += count * _SECONDS_OF_UNIT[unit]
        is_exact = is_exact or unit in {"second", "minute", "hour"}
    if months > _MAX_MONTHS_BACK or seconds > _MAX_MONTHS_BACK * 31 * 86400:
        return None
    instant = local_now.astimezone(UTC) - timedelta(seconds=seconds)
    return _subtract_months(instant.astimezone(local_now.tzinfo), months), is_exact


def _read_quantity(match: re.Match[str], tokens: list[Token]) -> float:
    if match["lead"]:
        return tokens[match.start("lead")].number / 60
    half = tokens[match.start("half")].number / 60 if match["half"] else 0
    counted = next((name for name in ("count", "inverted") if match[name]), "unit")
    count = tokens[match.start(counted)].number
    return count + half


def _subtract_months(instant: datetime, months: int) -> datetime:
    if not months:
        return instant
    year, month = divmod(instant.year * 12 + instant.month - 1 - months, 12)
    day = min(instant.day, monthrange(year, month + 1)[1])
    return instant.replace(year=year, month=month + 1, day=day)
