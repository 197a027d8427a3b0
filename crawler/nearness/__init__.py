"""Which articles are copies of one story: their faces, the keys that find them, the verdict. Pure.

article -> face -> keys        under which it is filed, and looked up
           face, face -> verdict   of those found
"""

from crawler.nearness.face import Face, face_in, face_of
from crawler.nearness.keys import keys
from crawler.nearness.likeness import are_copies, are_twins

__all__ = ["Face", "are_copies", "are_twins", "face_in", "face_of", "keys"]
