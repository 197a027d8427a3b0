"""Which articles are copies of one story: their faces, the keys that find them, the verdict. Pure.

article -> face -> keys        under which it is filed, and looked up
           face, face -> verdict   of those found
"""

from crawler.near_duplicates.fingerprint import Face, face_in, face_of, keys
from crawler.near_duplicates.similarity import are_copies, are_twins

__all__ = ["Face", "are_copies", "are_twins", "face_in", "face_of", "keys"]
