"""The second site: three outlets on loopback, served while a block runs."""

from collections.abc import Mapping
from datetime import datetime

from tests.newsroom.binding import bind
from tests.newsroom.serving import OutletServers, ServedOutlet
from tests.newsroom.site import WAYS, Way
from tests.second_site.altaq import Altaq
from tests.second_site.difaf import Difaf
from tests.second_site.mirqab import Mirqab
from tests.second_site.paper import Paper

_FIRST_HOST = 41  # beside the newsroom's addresses
_PAPERS: tuple[type[Paper], ...] = (Altaq, Mirqab, Difaf)


class Outlet(ServedOutlet[Paper]):
    """One outlet of the second site."""

    @property
    def pairs(self) -> Mapping[str, str]:
        """Second addresses of articles and their canonical ones: either is stored, once."""
        return self.site.pairs


class SecondSite(OutletServers):
    """Three outlets at one port on 127.0.0.41 to .43; `port` 0 picks a free one.

    `only` switches every other way of finding articles off. Raises PortTakenError.
    """

    def __init__(
        self, port: int = 0, only: set[Way] | None = None, *, slow_seconds: float = 30
    ) -> None:
        super().__init__(bind(port, len(_PAPERS), slow_seconds, first_host=_FIRST_HOST))
        self.outlets: list[Outlet] = []
        now = datetime.now().astimezone()
        for paper, server in zip(_PAPERS, self._servers, strict=True):
            outlet = Outlet(server.address, paper(server.address, frozenset(only or WAYS), now))
            server.answer = outlet.answer
            self.outlets.append(outlet)
