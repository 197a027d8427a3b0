"""One module an outlet: its mark-up, its addresses, its ways of announcing articles."""

from tests.newsroom.outlets.aspnet import Sanabel
from tests.newsroom.outlets.drupal import Duroob
from tests.newsroom.outlets.json_ld import Madar
from tests.newsroom.outlets.levantine import Shurufat
from tests.newsroom.outlets.wordpress import Almarfa
from tests.newsroom.site import Site

OUTLETS: tuple[type[Site], ...] = (Almarfa, Duroob, Sanabel, Shurufat, Madar)

__all__ = ["OUTLETS"]
