"""One module an outlet: its mark-up, its addresses, its ways of announcing articles."""

from tests.newsroom.outlets.wordpress import Almarfa
from tests.newsroom.site import Site

OUTLETS: tuple[type[Site], ...] = (Almarfa,)

__all__ = ["OUTLETS"]
