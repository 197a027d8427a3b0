"""dateparser over date strings: JSON rows on standard input, ISO 8601 or null a line on output.

The variant "ar" gives it the language; "country" tries the country's locale first, which has the
country's month names.
"""

import json
import sys
from datetime import datetime
from typing import Any

import dateparser


def parse_row(row: dict[str, Any], *, by_country: bool) -> str | None:
    """Parse the text of a row with the row's time zone and current time."""
    now = datetime.fromisoformat(row["now"])
    settings = {
        "RELATIVE_BASE": now.replace(tzinfo=None),
        "RETURN_AS_TIMEZONE_AWARE": True,
        "DATE_ORDER": "DMY",
    } | ({"TIMEZONE": row["timezone"]} if row["timezone"] else {})
    parsed = None
    if by_country and row.get("country"):
        parsed = _parse(row["text"], locales=[f"ar-{row['country']}"], settings=settings)
    parsed = parsed or _parse(row["text"], languages=["ar"], settings=settings)
    return parsed.isoformat() if parsed else None


def _parse(text: str, **options: Any) -> datetime | None:
    """Parse a text; None also for an unknown locale and a date that no time zone can hold."""
    try:
        parsed: datetime | None = dateparser.parse(text, **options)
    except (OverflowError, ValueError):
        return None
    return parsed


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(parse_row(json.loads(line), by_country=sys.argv[1] == "country")))
