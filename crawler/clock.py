"""The clock of a crawl: the setting CLOCK names the function that returns the present instant.

Stored instants and ages come from that function, so that a simulation can let weeks pass.
Time-outs, pauses and locks use the machine's clock. What writers on many machines share goes by the
clock of the database's server: leases always, and `changed_at` of articles unless a simulation has
its own.
"""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def utcnow() -> datetime:
    """Return the machine's present instant, aware, in UTC."""
    return datetime.now(UTC)
