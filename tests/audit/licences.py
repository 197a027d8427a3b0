"""Licence expressions, checked against the list of allowed licences."""

from collections.abc import Collection
from pathlib import Path
from re import split


def read_allowed_licences() -> frozenset[str]:
    """Read the names in `licences.txt`."""
    lines = Path(__file__).with_name("licences.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def is_allowed(licence: str, allowed: Collection[str]) -> bool:
    """Say whether an expression is allowed: one part of an `OR`, all parts of an `AND` or `;`."""
    if licence in allowed:
        return True
    return any(
        all(part.strip("() ") in allowed for part in split(r" AND |;", choice))
        for choice in licence.split(" OR ")
    )
