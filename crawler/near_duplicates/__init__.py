"""Which articles are copies of one story: their faces, the keys that find them, the verdict. Pure.

article -> face -> keys        under which it is filed, and looked up
           face, face -> verdict   of those found
"""

from crawler.near_duplicates.fingerprint import (
    Fingerprint,
    compute_story_keys,
    make_fingerprint,
    make_fingerprint_from_folded,
)
from crawler.near_duplicates.similarity import are_copies, may_be_same_article

__all__ = [
    "Fingerprint",
    "are_copies",
    "compute_story_keys",
    "make_fingerprint",
    "make_fingerprint_from_folded",
    "may_be_same_article",
]
