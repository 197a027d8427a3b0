"""What a date string says."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

Precision = Literal["minute", "day"]
Label = Literal["published", "modified"]


@dataclass(frozen=True, kw_only=True, slots=True)
class ParsedDate:
    """One date as a page printed it.

    `instant` is aware and keeps the printed wall time: its `tzinfo` is the zone it was read in. Of
    precision "day" it is 00:00 UTC of the printed day, as the stored document has it; a count of
    days or more ("3 days ago") is of precision "day" too, its `instant` being `now` less so much.

    `zone` is an IANA name, an offset like "+03:00" or "UTC", from the string, else from the caller;
    None where neither knows: then the wall time was taken as UTC and `zone_assumed` is True.

    `zone_printed` is whether the string itself names the zone.

    `raw` is the string as printed. `label` says what the words around the date call it, None where
    they say nothing. `calendar_gap` is the number of days between the Hijri and the Gregorian half
    where both are printed and lie more than one day apart; the Gregorian half was taken.
    """

    instant: datetime
    precision: Precision
    zone: str | None
    zone_assumed: bool
    raw: str
    zone_printed: bool = False
    label: Label | None = None
    calendar_gap: int | None = None

    @property
    def day(self) -> date:
        """The printed day."""
        return self.instant.date()
