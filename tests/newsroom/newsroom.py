"""The sample newsroom: five outlets on loopback, served while a block runs."""

from datetime import UTC, datetime

from tests.newsroom.binding import DEFAULT_PORT, bind
from tests.newsroom.outlets import OUTLETS
from tests.newsroom.serving import OutletServers, ServedOutlet
from tests.newsroom.site import SOURCE_KINDS, Site, SourceKind
from tests.newsroom.story import Story, load


class Outlet(ServedOutlet[Site]):
    """One outlet of the newsroom; `site` is built anew when its stories change."""


class Newsroom(OutletServers):
    """All outlets at one port on 127.0.0.21 and up, or at consecutive ports on 127.0.0.1 where a
    system has one loopback address only.

    `port` 0 picks a free one. `only` switches every other way of finding articles off. A page that
    times out holds its connection for `slow_seconds`. Raises PortTakenError.
    """

    def __init__(
        self,
        port: int = DEFAULT_PORT,
        edition: int = 1,
        only: set[SourceKind] | None = None,
        *,
        slow_seconds: float = 30,
    ) -> None:
        super().__init__(bind(port, len(OUTLETS), slow_seconds))
        self._ways = frozenset(only) if only else SOURCE_KINDS
        self._today = datetime.now(UTC).date()
        self._edition = edition
        self._added: dict[str, tuple[Story, ...]] = {}
        self.outlets: list[Outlet] = []
        for site_type, server in zip(OUTLETS, self._servers, strict=True):
            outlet = Outlet(server.address, self._site(site_type, server.address))
            server.answer = outlet.answer
            self.outlets.append(outlet)

    def set_edition(self, edition: int) -> None:
        """Serve the texts with the corrections made up to an edition."""
        self._edition = edition
        self._rebuild()

    def publish(self, slug: str, story: Story) -> str:
        """Add a story to an outlet and to all its sources from now on; return its address."""
        self._added[slug] = (*self._added.get(slug, ()), story)
        self._rebuild()
        outlet = next(outlet for outlet in self.outlets if outlet.slug == slug)
        return outlet.site.url(story)

    def _rebuild(self) -> None:
        for site_type, outlet in zip(OUTLETS, self.outlets, strict=True):
            outlet.site = self._site(site_type, outlet.address)

    def _site(self, site_type: type[Site], home: str) -> Site:
        stories = load(site_type.slug, self._edition) + self._added.get(site_type.slug, ())
        return site_type(home, stories, self._ways, self._today)
