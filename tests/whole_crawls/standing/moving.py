"""A moving newsroom: outlets of the sample newsroom whose stories come, change and go."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from tests.newsroom.binding import bind
from tests.newsroom.outlets import OUTLETS
from tests.newsroom.server import Reply, Server, Validator
from tests.newsroom.serving import OutletServers
from tests.newsroom.site import SOURCE_KINDS, Site
from tests.newsroom.story import Story
from tests.whole_crawls.standing.plan import Event

# The outlet that prints all times without a zone.
_ZONELESS = "shurufat"


class MovingOutlet:
    """An outlet at one address, whose `site` is built anew after every event.

    `lies` is the validator that its server sends in place of the site's.
    """

    def __init__(self, kind: type[Site], server: Server, start: datetime) -> None:
        self.kind = kind
        self.address = server.address
        self.stories: dict[str, Story] = {}
        self.gone: dict[str, int] = {}
        self.false_validator: Validator | None = None
        self.today = start
        self._site: Site | None = None
        server.answer = self.answer

    @property
    def slug(self) -> str:
        """The outlet's name in the sample newsroom."""
        return self.kind.slug

    @property
    def publisher(self) -> str:
        """The outlet's name in the database: host and port."""
        return self.address.split("/")[2]

    def url(self, key: str) -> str:
        """Return the address of a story, deleted or not."""
        return self.site.url(self.stories[key])

    @property
    def site(self) -> Site:
        """The outlet's pages as they stand; none links to deleted stories."""
        if self._site is None:
            self._site = self.kind(
                self.address,
                [story for key, story in self.stories.items() if key not in self.gone],
                SOURCE_KINDS,
                self.today.date(),
            )
        return self._site

    def apply(self, event: Event) -> None:
        """Change the outlet as an event says."""
        story = event.story
        if self.slug == _ZONELESS and isinstance(story.published, datetime):
            wall = story.published.astimezone(UTC).replace(tzinfo=None)
            story = replace(story, published=wall)
        self.stories[story.key] = story
        if event.kind == "delete":
            self.gone[story.key] = 410 if int(story.key) % 2 else 404
        self._site = None

    def answer(self, target: str) -> Reply:
        """Answer a decoded path and query as the outlet stands now."""
        site = self.site
        for key, status in self.gone.items():
            if target == site.path(self.stories[key]):
                return site.missing_page(status)
        reply = site.answer(target)
        return replace(reply, validator=self.false_validator) if self.false_validator else reply


class MovingNewsroom(OutletServers):
    """Some outlets of the newsroom, without a story at first."""

    def __init__(self, slugs: Sequence[str], start: datetime) -> None:
        super().__init__(bind(0, len(OUTLETS), 1.0))
        pairs = zip(OUTLETS, self._servers, strict=True)
        outlets = {kind.slug: MovingOutlet(kind, server, start) for kind, server in pairs}
        self.outlets = {slug: outlets[slug] for slug in slugs}

    def move(self, events: Sequence[Event], now: datetime) -> None:
        """Apply the events up to an instant."""
        for outlet in self.outlets.values():
            outlet.today = now
        for event in events:
            self.outlets[event.outlet].apply(event)
