"""Every regular expression of the crawler's modules, and texts that make one work the hardest."""

import pkgutil
import re
from collections.abc import Iterator, Mapping
from importlib import import_module
from re import _constants as ops  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import crawler

# Repeats of at most so many are no loop.
_FEW = 32
_CLASSES: Mapping[Any, str] = {
    ops.CATEGORY_DIGIT: "1",
    ops.CATEGORY_SPACE: " ",
    ops.CATEGORY_WORD: "a",
    ops.CATEGORY_NOT_DIGIT: "a",
    ops.CATEGORY_NOT_SPACE: "a",
    ops.CATEGORY_NOT_WORD: "-",
}
_ENDS = ("", "\x00", "\n", "ا")
_CANDIDATES = "aا1-\x00٣ \n"


def patterns() -> dict[str, re.Pattern[Any]]:
    """Return the patterns that stand in modules, by module and name; each once."""
    found: dict[tuple[Any, int], tuple[str, re.Pattern[Any]]] = {}
    for module in pkgutil.walk_packages(crawler.__path__, "crawler."):
        for name, value in vars(import_module(module.name)).items():
            for pattern in _within(value):
                key = (pattern.pattern, pattern.flags)
                found.setdefault(key, (f"{module.name}.{name}", pattern))
    return {f"{name} #{at}": pattern for at, (name, pattern) in enumerate(found.values())}


def _within(value: Any, depth: int = 3) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif depth and isinstance(value, dict):
        for inner in [*value.keys(), *value.values()]:
            yield from _within(inner, depth - 1)
    elif depth and isinstance(value, (list, tuple, set, frozenset)):
        for inner in value:
            yield from _within(inner, depth - 1)


def baits(pattern: re.Pattern[Any], size: int) -> Iterator[str]:
    """Yield texts of about `size` characters: each loop gone round, after what leads to it.

    With an end that fits nothing, so that every way must be tried; and the whole match repeated.
    """
    source = pattern.pattern
    tree = parser.parse(source.decode("latin-1") if isinstance(source, bytes) else source)
    made: dict[str, None] = {}
    for lead, pump in [*_loops(list(tree), ""), ("", _example(list(tree)))]:
        for piece in (pump, f"{pump} ", f"{lead}{pump}"):
            if piece:
                rounds = max(1, size // len(piece))
                made |= dict.fromkeys(lead + piece * rounds + end for end in _ENDS)
    yield from made


def _loops(tree: list[Any], lead: str) -> Iterator[tuple[str, str]]:
    """Yield (what leads there, one round) of every loop, those within loops too."""
    for op, argument in tree:
        for inner in _inner(op, argument):
            yield from _loops(inner, lead)
        if op in (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT):
            _, most, inner = argument
            if most > _FEW:
                yield lead, _example(list(inner))
        lead += _example([(op, argument)])


def _inner(op: Any, argument: Any) -> list[list[Any]]:
    if op is ops.BRANCH:
        return [list(one) for one in argument[1]]
    if op is ops.SUBPATTERN:
        return [list(argument[3])]
    if op in (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT):
        return [list(argument[2])]
    return [list(argument)] if op is ops.ATOMIC_GROUP else []


def _example(tree: list[Any]) -> str:
    """Return a text that such a part of a pattern takes, once round each loop."""
    said = ""
    for op, argument in tree:
        if op is ops.LITERAL:
            said += chr(argument)
        elif op is ops.NOT_LITERAL:
            said += "a" if argument != ord("a") else "b"
        elif op is ops.ANY:
            said += "a"
        elif op is ops.IN:
            said += _one_of(argument)
        elif inner := _inner(op, argument):
            said += _example(inner[0])
    return said


def _one_of(items: list[Any]) -> str:
    if items[0][0] is ops.NEGATE:
        return next((one for one in _CANDIDATES if not _holds(items[1:], one)), "é")
    op, argument = items[0]
    if op is ops.CATEGORY:
        return _CLASSES[argument]
    return chr(argument if op is ops.LITERAL else argument[0])


def _holds(items: list[Any], char: str) -> bool:
    return any(
        (op is ops.LITERAL and ord(char) == argument)
        or (op is ops.RANGE and argument[0] <= ord(char) <= argument[1])
        or (op is ops.CATEGORY and _CLASSES[argument] == char)
        for op, argument in items
    )
