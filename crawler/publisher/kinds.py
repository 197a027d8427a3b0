"""Plain values of a TOML table: each function returns the value or raises ValueError(reason, …)."""

import math
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def text(value: object) -> str:
    """A string that is not blank, without space around it."""
    if not isinstance(value, str):
        raise ValueError(f"must be a string, not {value!r}")
    if not value.strip():
        raise ValueError("must not be empty")
    return value.strip()


def flag(value: object) -> bool:
    """Either true or false."""
    if not isinstance(value, bool):
        raise ValueError(f"must be true or false, not {value!r}")
    return value


def whole(low: int, high: int) -> Callable[[object], int]:
    """Make the check of a whole number from `low` to `high`."""

    def check(value: object) -> int:
        if not isinstance(value, int) or isinstance(value, bool):
            raise ValueError(f"must be a whole number, not {value!r}")
        return int(_within(value, low, high))

    return check


def number(low: float, high: float) -> Callable[[object], float]:
    """Make the check of a number from `low` to `high`."""

    def check(value: object) -> float:
        if not isinstance(value, int | float) or isinstance(value, bool) or math.isnan(value):
            raise ValueError(f"must be a number, not {value!r}")
        return float(_within(value, low, high))

    return check


def listed(
    convert: Callable[[object], T], *, single: bool = False, empty: bool = True
) -> Callable[[object], tuple[T, ...]]:
    """Make the check of a list of what `convert` checks, of no item twice.

    `single` lets one string pass as a list, `empty` a list without items. A wrong list raises one
    ValueError with a reason for every wrong item.
    """

    def check(value: object) -> tuple[T, ...]:
        if single and isinstance(value, str):
            value = [value]
        if not isinstance(value, list):
            kind = "a string or a list of strings" if single else "a list"
            raise ValueError(f"must be {kind}, not {value!r}")
        if not value and not empty:
            raise ValueError("must not be empty")
        found: list[T] = []
        reasons: list[str] = []
        for item in value:
            try:
                converted = convert(item)
            except ValueError as error:
                reasons += map(str, error.args)
                continue
            if converted in found:
                reasons.append(f"{item!r} stands twice")
            found.append(converted)
        if reasons:
            raise ValueError(*reasons)
        return tuple(found)

    return check


def _within(value: float, low: float, high: float) -> float:
    if not low <= value <= high:
        raise ValueError(f"must be from {low} to {high}, not {value!r}")
    return value
