"""`DateSpan`: a date of a line while the line is being read."""

from dataclasses import dataclass
from datetime import date, datetime

from crawler.dates.iso_dates import MachineDate
from crawler.dates.times_of_day import TimeOfDay


@dataclass(slots=True, kw_only=True)
class DateSpan:
    """A date between the tokens `start` and `end` (exclusive) of its line.

    `day` is None for a printed date that is impossible or doubtful, and for a date counted back in
    hours or less, which has a `relative_instant` only. `is_relative` marks all dates counted back
    from now; `only_if_alone` those that count in a line with a time or without other words, as
    «اليوم» does. `time_of_day` is set once times are assigned, `machine_date` for a date that a
    program wrote. A date in two calendars has the tokens between its two parts as
    `between_calendars`, where its time may be, and their difference, if of more than a day, as
    `calendar_gap`.
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
