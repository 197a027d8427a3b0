"""The second site: three outlets on loopback, served while a block runs."""

from collections.abc import Mapping
from datetime import datetime

from tests.newsroom.binding import bind
from tests.newsroom.serving import OutletServers, ServedOutlet
from tests.newsroom.site import SOURCE_KINDS, SourceKind
from tests.second_site.altaq import Altaq
from tests.second_site.difaf import Difaf
from tests.second_site.mirqab import Mirqab
from tests.second_site.paper import SecondSitePages

_FIRST_HOST = 41  # beside the newsroom's addresses
_PAPERS: tuple[type[SecondSitePages], ...] = (Altaq, Mirqab, Difaf)


class Outlet(ServedOutlet[SecondSitePages]):
    """One outlet of the second site."""

    @property
    def canonical_urls(self) -> Mapping[str, str]:
        """Second addresses of articles and their canonical ones: either is stored, once."""
        return self.site.canonical_urls


class SecondSite(OutletServers):
    """Three outlets at one port on 127.0.0.41 to .43; `port` 0 picks a free one.

    `only` switches every other way of finding articles off. Raises PortTakenError.
    """

    def __init__(
        self, port: int = 0, only: set[SourceKind] | None = None, *, slow_seconds: float = 30
    ) -> None:
        super().__init__(bind(port, len(_PAPERS), slow_seconds, first_host=_FIRST_HOST))
        self.outlets: list[Outlet] = []
        now = datetime.now().astimezone()
        for paper, server in zip(_PAPERS, self._servers, strict=True):
            outlet = Outlet(
                server.address, paper(server.address, frozenset(only or SOURCE_KINDS), now)
            )
            server.answer = outlet.answer
            self.outlets.append(outlet)
