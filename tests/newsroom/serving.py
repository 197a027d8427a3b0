"""Outlets of a sample site at addresses of their own, served and logged while a block runs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from types import TracebackType
from typing import Generic, Self, TypeVar

from tests.newsroom.server import Reply, Request, Server
from tests.newsroom.site import OutletPages
from tests.newsroom.truth import Expected

SiteT = TypeVar("SiteT", bound=OutletPages)


@dataclass
class ServedOutlet(Generic[SiteT]):
    """An outlet at its address; `address` is the home page's, ending in a slash."""

    address: str
    site: SiteT

    @property
    def name(self) -> str:
        """The outlet's Arabic name."""
        return self.site.name

    @property
    def slug(self) -> str:
        """The outlet's short name."""
        return self.site.slug

    @property
    def expected_articles(self) -> tuple[Expected, ...]:
        """Every article that must be stored."""
        return self.site.expected_articles

    @property
    def other_outcomes(self) -> Mapping[str, str]:
        """Addresses that look like articles and are none: the outcome of each, or its beginning."""
        return self.site.other_outcomes

    @property
    def never_stored(self) -> frozenset[str]:
        """Addresses of listings and other pages, which may be fetched and must not be stored."""
        return frozenset(self.site.never_stored)

    @property
    def traps(self) -> tuple[str, ...]:
        """Beginnings of addresses that go on for ever."""
        return tuple(self.address.rstrip("/") + path for path in self.site.traps)

    def answer(self, target: str) -> Reply:
        """Answer a decoded path and query as the site stands now."""
        return self.site.answer(target)


class OutletServers:
    """A server for each outlet, all running while a block runs, with one log of their requests."""

    def __init__(self, servers: Sequence[Server]) -> None:
        self._servers = servers
        self._log: list[Request] = []
        self._lock = Lock()
        for server in servers:
            server.log = self._add_to_log

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

    def _add_to_log(self, request: Request) -> None:
        with self._lock:
            self._log.append(request)
