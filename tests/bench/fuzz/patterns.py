"""Regular expressions of the crawler's modules, and baits: texts that cost an expression most."""

import pkgutil
import re
from collections.abc import Iterator, Mapping
from importlib import import_module
from re import _constants as ops  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import crawler

# Repeats of at most this number are no loop.
_MAX_FEW_REPEATS = 32
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


def collect_patterns() -> dict[str, re.Pattern[Any]]:
    """Return the patterns in constants of modules, by module and name; each once."""
    patterns: dict[tuple[Any, int], tuple[str, re.Pattern[Any]]] = {}
    for module in pkgutil.walk_packages(crawler.__path__, "crawler."):
        for name, value in vars(import_module(module.name)).items():
            for pattern in _iter_patterns(value):
                key = (pattern.pattern, pattern.flags)
                patterns.setdefault(key, (f"{module.name}.{name}", pattern))
    return {f"{name} #{n}": pattern for n, (name, pattern) in enumerate(patterns.values())}


def _iter_patterns(value: Any, depth: int = 3) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif depth and isinstance(value, dict):
        for inner in [*value.keys(), *value.values()]:
            yield from _iter_patterns(inner, depth - 1)
    elif depth and isinstance(value, (list, tuple, set, frozenset)):
        for inner in value:
            yield from _iter_patterns(inner, depth - 1)


def make_baits(pattern: re.Pattern[Any], size: int) -> Iterator[str]:
    """Yield texts of about `size` characters that go round one loop of the pattern many times.

    The text that leads to the loop stands before, and an end after that matches nothing, so that
    every alternative must be tried. The whole match is repeated, too.
    """
    source = pattern.pattern
    tree = parser.parse(source.decode("latin-1") if isinstance(source, bytes) else source)
    baits: dict[str, None] = {}
    for prefix, turn in [*_iter_loops(list(tree), ""), ("", _make_example(list(tree)))]:
        for piece in (turn, f"{turn} ", f"{prefix}{turn}"):
            if piece:
                turns = max(1, size // len(piece))
                baits |= dict.fromkeys(prefix + piece * turns + end for end in _ENDS)
    yield from baits


def _iter_loops(tree: list[Any], prefix: str) -> Iterator[tuple[str, str]]:
    """Yield (text that leads to it, text of one turn) of every loop, nested loops too."""
    for op, argument in tree:
        for inner in _list_parts(op, argument):
            yield from _iter_loops(inner, prefix)
        if op in (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT):
            _, most, inner = argument
            if most > _MAX_FEW_REPEATS:
                yield prefix, _make_example(list(inner))
        prefix += _make_example([(op, argument)])


def _list_parts(op: Any, argument: Any) -> list[list[Any]]:
    if op is ops.BRANCH:
        return [list(branch) for branch in argument[1]]
    if op is ops.SUBPATTERN:
        return [list(argument[3])]
    if op in (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT):
        return [list(argument[2])]
    return [list(argument)] if op is ops.ATOMIC_GROUP else []


def _make_example(tree: list[Any]) -> str:
    """Return a text that a part of a pattern matches, with one turn of each loop."""
    text = ""
    for op, argument in tree:
        if op is ops.LITERAL:
            text += chr(argument)
        elif op is ops.NOT_LITERAL:
            text += "a" if argument != ord("a") else "b"
        elif op is ops.ANY:
            text += "a"
        elif op is ops.IN:
            text += _choose_character(argument)
        elif parts := _list_parts(op, argument):
            text += _make_example(parts[0])
    return text


def _choose_character(items: list[Any]) -> str:
    if items[0][0] is ops.NEGATE:
        return next((char for char in _CANDIDATES if not _matches(items[1:], char)), "é")
    op, argument = items[0]
    if op is ops.CATEGORY:
        return _CLASSES[argument]
    return chr(argument if op is ops.LITERAL else argument[0])


def _matches(items: list[Any], char: str) -> bool:
    return any(
        (op is ops.LITERAL and ord(char) == argument)
        or (op is ops.RANGE and argument[0] <= ord(char) <= argument[1])
        or (op is ops.CATEGORY and _CLASSES[argument] == char)
        for op, argument in items
    )
