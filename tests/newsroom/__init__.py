"""The sample newsroom: invented outlets on real HTTP servers, and what must be stored of them.

Begin with `newsroom` (all outlets, served), then `site` (one outlet's pages) and `outlets` (one or
two modules an outlet). `story` reads the texts of `content`, `truth` says what must be stored of
them; `markup` and `xml` write pages, feeds and sitemaps; `server`, `binding` and `serving` are the
HTTP side. `reading` and `walking` fetch pages and follow sources for the tests.
"""

from tests.newsroom.binding import DEFAULT_PORT, PortTakenError
from tests.newsroom.newsroom import Newsroom, Outlet
from tests.newsroom.server import Request
from tests.newsroom.site import SourceKind
from tests.newsroom.story import Story
from tests.newsroom.truth import Expected

__all__ = [
    "DEFAULT_PORT",
    "Expected",
    "Newsroom",
    "Outlet",
    "PortTakenError",
    "Request",
    "SourceKind",
    "Story",
]
