"""The newsroom in motion: outlets of the sample newsroom with stories that come, change and go."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Self

from tests.newsroom.binding import bind
from tests.newsroom.outlets import OUTLETS
from tests.newsroom.server import Reply, Request, Server, Validator
from tests.newsroom.site import WAYS, Site
from tests.newsroom.story import Story
from tests.whole_crawls.standing.plan import Event

# An outlet of which all stories have a wall time without zone.
_ZONELESS = "shurufat"


class MovingOutlet:
    """One outlet at one address; `site` is made anew with every event.

    `lies` is what its server offers to ask by instead of the truth; "stuck" says 304 for ever.
    """

    def __init__(self, kind: type[Site], server: Server, start: datetime) -> None:
        self.kind = kind
        self.address = server.address
        self.stories: dict[str, Story] = {}
        self.gone: dict[str, int] = {}
        self.lies: Validator | None = None
        self.today = start
        self.log: list[Request] = []
        self._site: Site | None = None
        server.answer = self.answer
        server.log = self.log.append

    @property
    def slug(self) -> str:
        """What the sample newsroom calls it."""
        return self.kind.slug

    @property
    def publisher(self) -> str:
        """What warraq calls it: host and port."""
        return self.address.split("/")[2]

    def url(self, key: str) -> str:
        """Return the address of a story, there or gone."""
        return self.site.url(self.stories[key])

    @property
    def site(self) -> Site:
        """The outlet as it stands: what was deleted is linked nowhere."""
        if self._site is None:
            self._site = self.kind(
                self.address,
                [story for key, story in self.stories.items() if key not in self.gone],
                WAYS,
                self.today.date(),
            )
        return self._site

    def apply(self, event: Event) -> None:
        """Let an event have happened."""
        story = event.story
        if self.slug == _ZONELESS and isinstance(story.published, datetime):
            wall = story.published.astimezone(UTC).replace(tzinfo=None)
            story = replace(story, published=wall)
        self.stories[story.key] = story
        if event.kind == "delete":
            self.gone[story.key] = 410 if int(story.key) % 2 else 404
        self._site = None

    def answer(self, target: str) -> Reply:
        """Answer as the outlet stands now."""
        site = self.site
        for key, status in self.gone.items():
            if target == site.path(self.stories[key]):
                return site.missing(status)
        reply = site.answer(target)
        return replace(reply, validator=self.lies) if self.lies else reply


class MovingNewsroom:
    """Some outlets on loopback, without a story at first."""

    def __init__(self, slugs: Sequence[str], start: datetime) -> None:
        self._servers = bind(0, len(OUTLETS), 1.0)
        pairs = zip(OUTLETS, self._servers, strict=True)
        made = {kind.slug: MovingOutlet(kind, server, start) for kind, server in pairs}
        self.outlets = {slug: made[slug] for slug in slugs}

    def __enter__(self) -> Self:
        for server in self._servers:
            server.start()
        return self

    def __exit__(self, *failure: object) -> None:
        for server in self._servers:
            server.stop()

    @property
    def served(self) -> int:
        """How many requests were answered."""
        return sum(len(outlet.log) for outlet in self.outlets.values())

    def move(self, events: Sequence[Event], now: datetime) -> None:
        """Let events have happened up to an instant."""
        for outlet in self.outlets.values():
            outlet.today = now
        for event in events:
            self.outlets[event.outlet].apply(event)
