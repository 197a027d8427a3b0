"""The newsroom's outlets: their HTML, their addresses, and the sources that name their articles.

`wordpress` with `wordpress_pages` is المرفأ, `drupal` with `drupal_pages` دروب, `aspnet` السنابل,
`levantine` شرفات and `json_ld` مدار; the last three are short enough for one module each.
"""

from tests.newsroom.outlets.aspnet import Sanabel
from tests.newsroom.outlets.drupal import Duroob
from tests.newsroom.outlets.json_ld import Madar
from tests.newsroom.outlets.levantine import Shurufat
from tests.newsroom.outlets.wordpress import Almarfa
from tests.newsroom.site import Site

OUTLETS: tuple[type[Site], ...] = (Almarfa, Duroob, Sanabel, Shurufat, Madar)

__all__ = ["OUTLETS"]
