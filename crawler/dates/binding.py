"""Which time and which label belong to which date of a line."""

from bisect import bisect

from crawler.dates import grammar
from crawler.dates.clocks import Clock, in_half
from crawler.dates.lexer import Token
from crawler.dates.mark import Mark
from crawler.dates.parsed import Label

_LABELS: dict[str, Label] = {"l": "published", "u": "modified"}
# How many tokens a label may stand before its date: «كتب: فلان الفلاني | القاهرة - الأحد …».
_LABEL_REACH = 16
_WORDS_BEFORE_HOUR = 3
_WIDEST_GAP = 12


def bind(marks: list[Mark], times: list[Clock], tokens: list[Token], shape: str) -> list[Mark]:
    """Give each date its time: the one after it, else the one before it.

    Return new marks for what is left with a label of its own: «3 مارس 2024، آخر تحديث 10:30».
    """
    more = []
    starts = [mark.start for mark in marks]
    for clock in times:
        place = bisect(starts, clock.start)
        before = marks[place - 1] if place else None
        after = marks[place] if place < len(marks) else None
        if (
            before
            and _waits(before)
            and (clock.end <= before.end or _near(shape, before.end, clock.start, clock))
        ):
            before.clock = _placed(clock, before, tokens, shape)
        elif after and _waits(after) and _near(shape, clock.end, after.start, clock):
            after.clock = clock
        elif (day := before or after) and clock.wall and _labelled(shape, clock):
            more.append(Mark(start=clock.start, end=clock.end, day=day.day, clock=clock))
    return more


def span(mark: Mark) -> tuple[int, int]:
    """Return the tokens from the first to the last of a date and its time."""
    if mark.clock is None:
        return mark.start, mark.end
    return min(mark.start, mark.clock.start), max(mark.end, mark.clock.end)


def label(shape: str, reached: int, start: int) -> Label | None:
    """Return what the nearest label between the date before and this one calls this one."""
    reach = max(reached, start - _LABEL_REACH)
    place = max(shape.rfind(kind, reach, start) for kind in _LABELS)
    return _LABELS[shape[place]] if place >= 0 else None


def _waits(mark: Mark) -> bool:
    """Whether a date lacks a time: it has none yet, and is not counted to the minute."""
    return mark.clock is None and not (mark.exact and mark.day is None)


def _placed(clock: Clock, mark: Mark, tokens: list[Token], shape: str) -> Clock:
    """Return `clock` in the half of the day named before its date."""
    half = grammar.HALF_BEFORE.search(shape, max(0, mark.start - 5), mark.start)
    return in_half(clock, tokens[half.start()].name) if half and clock.open else clock


def _near(shape: str, start: int, end: int, clock: Clock) -> bool:
    """Whether nothing of weight stands between a date and a time.

    A few words may stand before «الساعة», which says that what follows is a time.
    """
    if not 0 <= end - start <= _WIDEST_GAP:
        return False
    between = shape[start:end]
    if clock.asked and between.count("a") <= _WORDS_BEFORE_HOUR:
        between = between.replace("a", "")
    return grammar.NEUTRAL.fullmatch(between) is not None


def _labelled(shape: str, clock: Clock) -> bool:
    return grammar.LABEL_BEFORE.search(shape, max(0, clock.start - 4), clock.start) is not None
