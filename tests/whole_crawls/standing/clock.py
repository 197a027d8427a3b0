"""The clock of a simulation: a file that the driver writes and all processes read."""

import os
from datetime import datetime
from pathlib import Path

FILE = "WARRAQ_TEST_CLOCK"


def now() -> datetime:
    """Return the simulated instant."""
    return datetime.fromisoformat(Path(os.environ[FILE]).read_text())


def set_to(file: Path, instant: datetime) -> None:
    """Move the clock; readers see the old instant or the new."""
    draft = file.with_suffix(".next")
    draft.write_text(instant.isoformat())
    draft.replace(file)
