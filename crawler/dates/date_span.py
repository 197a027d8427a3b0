"""A date of a line, while it is being read."""

from dataclasses import dataclass
from datetime import date, datetime

from crawler.dates.iso_dates import MachineDate
from crawler.dates.times_of_day import TimeOfDay


@dataclass(slots=True, kw_only=True)
class DateSpan:
    """A date between two tokens; `day` None where it is printed but impossible or doubtful.

    `clock` is its time of day, once bound; `stamp` what a machine wrote; `exact` an instant counted
    back from now, `relative` anything counted back. `inner` lies between the halves of a date in
    two calendars; its time may stand there.
    """

    start: int
    end: int
    day: date | None = None
    is_hijri: bool = False
    time_of_day: TimeOfDay | None = None
    machine_date: MachineDate | None = None
    relative_instant: datetime | None = None
    is_relative: bool = False
    only_if_alone: bool = False
    calendar_gap: int | None = None
    between_calendars: tuple[int, int] = (0, 0)
