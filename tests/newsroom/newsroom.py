"""The sample newsroom: outlets on loopback, served for as long as the context lasts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Lock
from types import TracebackType
from typing import Self

from tests.newsroom.binding import DEFAULT_PORT, bind
from tests.newsroom.outlets import OUTLETS
from tests.newsroom.server import Reply, Request
from tests.newsroom.site import WAYS, Site, Way
from tests.newsroom.story import Story, load
from tests.newsroom.truth import Expected


@dataclass
class Outlet:
    """One outlet: `address` is its home page's, ending in a slash."""

    address: str
    site: Site

    @property
    def name(self) -> str:
        """Its Arabic name."""
        return self.site.name

    @property
    def slug(self) -> str:
        """Its short name."""
        return self.site.slug

    @property
    def truth(self) -> tuple[Expected, ...]:
        """Every article that must be stored."""
        return self.site.truth

    @property
    def others(self) -> Mapping[str, str]:
        """Article-looking addresses beside them: the outcome, or how it begins."""
        return self.site.others

    @property
    def never_stored(self) -> frozenset[str]:
        """Listings, tag, author, search and log-in pages: looked at or not, never stored."""
        return frozenset(self.site.never_stored)

    @property
    def traps(self) -> tuple[str, ...]:
        """Beginnings of addresses that go on for ever."""
        return tuple(self.address.rstrip("/") + path for path in self.site.traps)

    def answer(self, target: str) -> Reply:
        """Answer a decoded path and query as the present edition does."""
        return self.site.answer(target)


class Newsroom:
    """All outlets at one port on 127.0.0.21 and up, or at consecutive ports on 127.0.0.1 where a
    system has one loopback address only.

    `port` 0 picks a free one. `only` switches every other way of finding articles off. A page that
    times out holds its connection for `slow_seconds`. Raises PortTakenError.
    """

    def __init__(
        self,
        port: int = DEFAULT_PORT,
        edition: int = 1,
        only: set[Way] | None = None,
        *,
        slow_seconds: float = 30,
    ) -> None:
        self._ways = frozenset(only) if only else WAYS
        self._today = datetime.now(UTC).date()
        self._edition = edition
        self._added: dict[str, tuple[Story, ...]] = {}
        self._log: list[Request] = []
        self._lock = Lock()
        self._servers = bind(port, len(OUTLETS), slow_seconds)
        self.outlets: list[Outlet] = []
        for kind, server in zip(OUTLETS, self._servers, strict=True):
            outlet = Outlet(server.address, self._site(kind, server.address))
            server.answer = outlet.answer
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

    def set_edition(self, edition: int) -> None:
        """Serve the texts with the corrections made up to an edition."""
        self._edition = edition
        self._rebuild()

    def publish(self, slug: str, story: Story) -> str:
        """Add a story to an outlet, found in every way from now on; return its address."""
        self._added[slug] = (*self._added.get(slug, ()), story)
        self._rebuild()
        outlet = next(outlet for outlet in self.outlets if outlet.slug == slug)
        return outlet.site.url(story)

    def _rebuild(self) -> None:
        for kind, outlet in zip(OUTLETS, self.outlets, strict=True):
            outlet.site = self._site(kind, outlet.address)

    def _site(self, kind: type[Site], home: str) -> Site:
        stories = load(kind.slug, self._edition) + self._added.get(kind.slug, ())
        return kind(home, stories, self._ways, self._today)

    def _note(self, request: Request) -> None:
        with self._lock:
            self._log.append(request)
