"""The clock of a crawl: the setting CLOCK names the function that returns the present instant.

Every stored instant and every age comes from that function, so that a simulation can let weeks
pass. Time-outs, pauses and locks use the machine's clock.
"""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def utcnow() -> datetime:
    """Return the machine's present instant, aware, in UTC."""
    return datetime.now(UTC)
