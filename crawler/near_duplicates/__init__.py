"""Near-duplicates: copies of one story, recognised by what two articles have in common. Pure.

article -> Fingerprint -> story keys     the article is indexed, and looked up, by these
           two Fingerprints -> verdict   copies of one story, or not

Begin with `fingerprint`; `shingles` hashes its words, `similarity` compares two fingerprints.
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
