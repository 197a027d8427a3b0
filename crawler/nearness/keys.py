"""Under which keys an article is filed, so that its copies meet it.

The lowest hashes of its shingles (bottom-k sketches: Broder, 1997): of the whole article, and of
its opening, which is all that is left of many copies. What is lowest in an article is lowest in
each part of it that has it.
"""

import numpy as np

from crawler.nearness.face import Face
from crawler.nearness.shingles import distinct

_OF_WHOLE = 6
_OF_OPENING = 4
_OPENING = 60  # shingles


def keys(face: Face) -> tuple[str, ...]:
    """Return at most 10 keys, the same for the same face on every machine, in order."""
    opening = distinct(face.hashes[:_OPENING])[:_OF_OPENING]
    lowest = distinct(np.concatenate([face.distinct[:_OF_WHOLE], opening]))
    return tuple(f"{one:016x}" for one in lowest.tolist())
