"""The second sample site: three outlets written without regard to the newsroom and the crawler.

Begin with `second_site` (all outlets, served) and `paper` (one outlet's pages). `altaq`, `mirqab`
and `difaf` are the outlets, each with pieces of its HTML in a `_parts` module (`mirqab_graph`: its
JSON-LD); `story` reads the texts of `content`, `printed` prints dates.
"""

from tests.second_site.second_site import Outlet, SecondSite

__all__ = ["Outlet", "SecondSite"]
