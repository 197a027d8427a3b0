"""dateparser over date strings: JSON rows on standard input, ISO 8601 or null a line on output.

"ar" tells it the language; "country" the country's own locale first, as a caller must who wants its
month names.
"""

import json
import sys
from datetime import datetime
from typing import Any

import dateparser


def read(row: dict[str, Any], *, by_country: bool) -> str | None:
    """Read one row's text in its zone, against its clock."""
    now = datetime.fromisoformat(row["now"])
    settings = {
        "RELATIVE_BASE": now.replace(tzinfo=None),
        "RETURN_AS_TIMEZONE_AWARE": True,
        "DATE_ORDER": "DMY",
    } | ({"TIMEZONE": row["timezone"]} if row["timezone"] else {})
    found = None
    if by_country and row.get("country"):
        found = _parse(row["text"], locales=[f"ar-{row['country']}"], settings=settings)
    found = found or _parse(row["text"], languages=["ar"], settings=settings)
    return found.isoformat() if found else None


def _parse(text: str, **options: Any) -> datetime | None:
    """Read a text; None too for a locale it does not know and a date no zone can hold."""
    try:
        found: datetime | None = dateparser.parse(text, **options)
    except (OverflowError, ValueError):
        return None
    return found


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(read(json.loads(line), by_country=sys.argv[1] == "country")))
