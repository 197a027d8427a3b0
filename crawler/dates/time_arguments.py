"""Instants of command-line options: `2024-01-31T10:00+03:00`, `2024-01-31`, or an age, `2d`."""

import re
from datetime import UTC, datetime, timedelta

_AGE = re.compile(r"(\d{1,6})([mhdw])")
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


def parse_time_argument(
    option_name: str, value: str | None, now: datetime | None = None
) -> datetime | None:
    """Return an aware instant, in UTC where no zone is given; None for an empty value.

    Raises ValueError, with `option_name` in its message.
    """
    if not value:
        return None
    if match := _AGE.fullmatch(value.strip()):
        try:
            return (now or datetime.now(UTC)) - timedelta(**{_UNITS[match[2]]: int(match[1])})
        except OverflowError:
            raise ValueError(f"{option_name}: {value!r} is before the year 1") from None
    try:
        instant = datetime.fromisoformat(value.strip())
    except ValueError:
        raise ValueError(
            f"{option_name}: {value!r} is no date (2024-01-31) and no age (2d, 12h)"
        ) from None
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)
