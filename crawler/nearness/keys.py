"""Under which keys an article is filed, so that its copies meet it.

The lowest hashes of its shingles (bottom-k sketches: Broder, 1997): of the whole article, and of
its opening, which is all that is left of many copies. What is lowest in an article is lowest in
each part of it that has it.
"""

import hashlib
from collections.abc import Iterable
from heapq import nsmallest

from crawler.nearness.face import Face

_OF_WHOLE = 6
_OF_OPENING = 4
_OPENING = 60  # shingles


def keys(face: Face) -> tuple[str, ...]:
    """Return at most 10 keys, the same for the same face on every machine, in order."""
    hashed = [_hash(shingle) for shingle in face.shingles]
    lowest = _lowest(hashed, _OF_WHOLE) | _lowest(hashed[:_OPENING], _OF_OPENING)
    return tuple(sorted(lowest))


def _lowest(hashes: Iterable[str], number: int) -> set[str]:
    return set(nsmallest(number, set(hashes)))


def _hash(shingle: str) -> str:
    return hashlib.blake2b(shingle.encode(), digest_size=8).hexdigest()
