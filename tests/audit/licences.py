"""Is a licence one of those allowed? Pure."""

from collections.abc import Collection
from pathlib import Path
from re import split


def allowed() -> frozenset[str]:
    """Read the list."""
    lines = Path(__file__).with_name("licences.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def passes(licence: str, names: Collection[str]) -> bool:
    """Say whether an expression holds: of `OR` one part, of `AND` and `;` all."""
    if licence in names:
        return True
    return any(
        all(part.strip("() ") in names for part in split(r" AND |;", choice))
        for choice in licence.split(" OR ")
    )
