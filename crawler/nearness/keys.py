"""Under which keys an article is filed, so that its copies meet it.

The lowest hashes of its shingles (bottom-k sketches: Broder, 1997): of the whole article, and of
its opening, which is all that is left of many copies. What is lowest in an article is lowest in
each part of it that has it.
"""

from collections.abc import Iterable

from crawler.nearness.face import Face

_OF_WHOLE = 6
_OF_OPENING = 4
_OPENING = 60  # shingles


def keys(face: Face) -> tuple[str, ...]:
    """Return at most 10 keys, the same for the same face on every machine, in order."""
    lowest = _lowest(face.shingles, _OF_WHOLE) | _lowest(face.shingles[:_OPENING], _OF_OPENING)
    return tuple(f"{one:016x}" for one in sorted(lowest))


def _lowest(hashes: Iterable[int], number: int) -> set[int]:
    return set(sorted(set(hashes))[:number])
