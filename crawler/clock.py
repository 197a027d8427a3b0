"""What time it is: the setting CLOCK names who says so. Pure.

Every instant that is stored or that ages are counted from comes from there, so that a simulation
can let weeks go by. Time-outs, pauses and locks go by the machine's clock.
"""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def utcnow() -> datetime:
    """Return the machine's instant, aware, in UTC."""
    return datetime.now(UTC)
