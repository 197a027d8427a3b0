"""The clock of a simulation: the machine's, so many hours on."""

import os
from datetime import datetime, timedelta

from crawler.clock import utcnow

HOURS = "WARRAQ_TEST_HOURS"


def now() -> datetime:
    """Return the simulated instant; the environment says how far time has moved."""
    return utcnow() + timedelta(hours=float(os.environ.get(HOURS, "0")))
