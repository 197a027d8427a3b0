"""A date of a line, while it is being read."""

from dataclasses import dataclass
from datetime import date, datetime

from crawler.dates.iso_dates import Stamp
from crawler.dates.times_of_day import Clock


@dataclass(slots=True, kw_only=True)
class Mark:
    """A date between two tokens; `day` None where it is printed but impossible or doubtful.

    `clock` is its time of day, once bound; `stamp` what a machine wrote; `exact` an instant counted
    back from now, `relative` anything counted back. `inner` lies between the halves of a date in
    two calendars; its time may stand there.
    """

    start: int
    end: int
    day: date | None = None
    hijri: bool = False
    clock: Clock | None = None
    stamp: Stamp | None = None
    exact: datetime | None = None
    relative: bool = False
    alone: bool = False
    gap: int | None = None
    inner: tuple[int, int] = (0, 0)
