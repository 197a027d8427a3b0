"""The dates of a line with their times, zones and labels."""

from collections.abc import Iterable
from typing import NamedTuple

from crawler.dates import absolute, binding, grammar, relative
from crawler.dates.clocks import clocks
from crawler.dates.frame import Frame
from crawler.dates.lexer import Token
from crawler.dates.line import Line
from crawler.dates.mark import Mark
from crawler.dates.parsed import ParsedDate
from crawler.dates.reading import Context, read


class Found(NamedTuple):
    """A date of a line, and whether it is counted back from now."""

    parsed: ParsedDate
    relative: bool


def find(line: Line, tokens: list[Token], shape: str, frame: Frame) -> list[Found]:
    """Return the dates of `line`, whose tokens and shape are given, in reading order."""
    dates = absolute.calendar_dates(tokens, shape, line.letters, frame)
    dates = _ordered(dates, relative.counted(tokens, _masked(shape, dates), frame))
    times = clocks(tokens, _masked(shape, dates))
    dates = _ordered(dates, binding.bind(dates, times, tokens, shape))
    found, reached = [], 0
    nothing_else = grammar.ALONE.fullmatch(shape) is not None
    for mark in dates:
        start, end = binding.span(mark)
        if not mark.alone or nothing_else or (mark.clock and mark.clock.wall):
            raw = line.raw(tokens[start].start, tokens[end - 1].end)
            context = Context(raw, binding.label(shape, reached, start), mark.gap)
            if parsed := read(mark, tokens, frame, context):
                found.append(Found(parsed, mark.relative))
        reached = end
    return found


def _ordered(*groups: Iterable[Mark]) -> list[Mark]:
    return sorted((mark for group in groups for mark in group), key=lambda mark: mark.start)


def _masked(shape: str, dates: list[Mark]) -> str:
    kinds = list(shape)
    for mark in dates:
        kinds[mark.start : mark.end] = "_" * (mark.end - mark.start)
        kinds[slice(*mark.inner)] = shape[slice(*mark.inner)]
    return "".join(kinds)
