"""A clock that runs so many hours ahead of the machine's."""

import os
from datetime import datetime, timedelta

from crawler.clock import utcnow

HOURS = "WARRAQ_TEST_HOURS"


def now() -> datetime:
    """Return the simulated instant; the environment has the hours it is ahead."""
    return utcnow() + timedelta(hours=float(os.environ.get(HOURS, "0")))
