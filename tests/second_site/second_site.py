"""The second site: its outlets on loopback, served for as long as the context lasts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from types import TracebackType
from typing import Self

from tests.newsroom import Expected, Request, Way
from tests.newsroom.binding import bind
from tests.second_site.altaq import Altaq
from tests.second_site.difaf import Difaf
from tests.second_site.mirqab import Mirqab
from tests.second_site.paper import Paper

_FIRST_HOST = 41  # beside the newsroom's addresses
_PAPERS: tuple[type[Paper], ...] = (Altaq, Mirqab, Difaf)
_WAYS: frozenset[Way] = frozenset({"sitemap", "feed", "listing"})


@dataclass(frozen=True, slots=True)
class Outlet:
    """One outlet: `address` is its home page's, ending in a slash."""

    address: str
    paper: Paper

    @property
    def name(self) -> str:
        """Its Arabic name."""
        return self.paper.name

    @property
    def slug(self) -> str:
        """Its short name."""
        return self.paper.slug

    @property
    def truth(self) -> tuple[Expected, ...]:
        """Every article that must be stored."""
        return self.paper.truth

    @property
    def others(self) -> Mapping[str, str]:
        """Article-looking addresses beside them: how the outcome begins."""
        return self.paper.others

    @property
    def pairs(self) -> Mapping[str, str]:
        """Second addresses of articles and their canonical ones: either is stored, once."""
        return self.paper.pairs

    @property
    def never_stored(self) -> frozenset[str]:
        """Pages that are no articles: looked at or not, never stored."""
        return frozenset(self.paper.never_stored)

    @property
    def traps(self) -> tuple[str, ...]:
        """Beginnings of addresses that go on for ever."""
        return tuple(self.address.rstrip("/") + path for path in self.paper.traps)


class SecondSite:
    """Three outlets at one port on 127.0.0.41 to .43; `port` 0 picks a free one.

    `only` switches every other way of finding articles off. Raises PortTakenError.
    """

    def __init__(
        self, port: int = 0, only: set[Way] | None = None, *, slow_seconds: float = 30
    ) -> None:
        self._log: list[Request] = []
        self._lock = Lock()
        self._servers = bind(port, len(_PAPERS), slow_seconds, first_host=_FIRST_HOST)
        self.outlets: list[Outlet] = []
        now = datetime.now().astimezone()
        for paper, server in zip(_PAPERS, self._servers, strict=True):
            outlet = Outlet(server.address, paper(server.address, frozenset(only or _WAYS), now))
            server.answer = outlet.paper.answer
            server.log = self._note
            self.outlets.append(outlet)

    def __enter__(self) -> Self:
        for server in self._servers:
            server.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for server in self._servers:
            server.stop()

    @property
    def log(self) -> list[Request]:
        """Every request so far, in order of arrival."""
        with self._lock:
            return list(self._log)

    def _note(self, request: Request) -> None:
        with self._lock:
            self._log.append(request)
