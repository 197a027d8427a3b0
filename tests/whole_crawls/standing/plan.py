"""A plan of events at some outlets in some days: stories published, copied, edited and deleted.

The same seed gives the same plan. Times are counted from the plan's start.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from tests.newsroom.story import Story
from tests.whole_crawls.standing import words

Kind = Literal["publish", "copy", "edit", "delete"]

_HOUR = timedelta(hours=1)
_COPIED = (0.2, 3.0)  # Hours after publication.
_FIRST_KEY = 100_001


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    """An event: `story` stands at an outlet from then on; `of` is the key of the one it copies."""

    at: timedelta
    kind: Kind
    outlet: str
    story: Story
    of: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Shares:
    """The number of an outlet's articles, and the shares that are edited, deleted and copied.

    `first` articles are there from the beginning. An article is edited or deleted within `changed`,
    from and to hours after publication, as its last recheck is after seven days.
    """

    first: int = 6
    a_day: float = 4.0
    edited: float = 0.2
    deleted: float = 0.05
    copied: float = 0.1
    bursts: int = 2
    burst_size: int = 14
    changed: tuple[float, float] = (3.0, 5 * 24.0)


def make_plan(
    outlets: Sequence[str],
    sections: Mapping[str, Sequence[str]],
    *,
    start: datetime,
    days: float,
    quiet: float,
    shares: Shares,
    seed: int = 1,
) -> list[Event]:
    """Return the events of so many days, in order.

    Stories are published before the last `quiet` days, so that a crawl can notice every event.
    """
    maker = _Maker(outlets, sections, start, timedelta(days=days - quiet), shares, seed)
    return sorted(maker.events(), key=lambda event: event.at)


class _Maker:
    def __init__(
        self,
        outlets: Sequence[str],
        sections: Mapping[str, Sequence[str]],
        start: datetime,
        length: timedelta,
        shares: Shares,
        seed: int,
    ) -> None:
        self.lot = random.Random(seed)
        self.outlets, self.sections = outlets, sections
        self.start, self.length, self.shares = start, length, shares
        self.key = _FIRST_KEY

    def events(self) -> Iterator[Event]:
        for outlet in self.outlets:
            for _ in range(self.shares.first):
                yield self._publish(outlet, timedelta(0))
            count = round(self.shares.a_day * self.length / timedelta(days=1))
            for _ in range(count):
                yield from self._life(outlet, self.length * self.lot.random())
            for _ in range(self.shares.bursts):
                at = self.length * self.lot.uniform(0.3, 0.9)
                for number in range(self.shares.burst_size):
                    yield self._publish(outlet, at + timedelta(seconds=20 * number))

    def _life(self, outlet: str, at: timedelta) -> Iterator[Event]:
        first = self._publish(outlet, at)
        yield first
        chance = self.lot.random()
        if chance < self.shares.edited:
            yield self._edit(first)
        elif chance < self.shares.edited + self.shares.deleted:
            yield replace(first, kind="delete", at=self._later(at, self.shares.changed))
        elif chance < self.shares.edited + self.shares.deleted + self.shares.copied:
            yield self._copy(first)

    def _publish(self, outlet: str, at: timedelta) -> Event:
        self.key += 1
        moment = (self.start + at).replace(second=0, microsecond=0)
        story = Story(
            key=str(self.key),
            title=words.headline(self.lot),
            section=self.lot.choice(self.sections[outlet]),
            published=moment,
            body=words.body(self.lot),
            authors=("سلمى النجار",),
        )
        return Event(at=at, kind="publish", outlet=outlet, story=story)

    def _edit(self, first: Event) -> Event:
        """Add a paragraph, or change words of one."""
        paragraphs = first.story.body.split("\n\n")
        if self.lot.random() < 0.5:
            paragraphs.append(words.paragraph(self.lot))
        else:
            paragraphs[1] = words.paragraph(self.lot)
        story = replace(first.story, body="\n\n".join(paragraphs))
        return replace(
            first, kind="edit", at=self._later(first.at, self.shares.changed), story=story
        )

    def _copy(self, first: Event) -> Event:
        """Publish a report at another outlet, without its last paragraph, under a new headline."""
        other = self.lot.choice([name for name in self.outlets if name != first.outlet])
        event = self._publish(other, self._later(first.at, _COPIED))
        cut = "\n\n".join(first.story.body.split("\n\n")[:-1])
        story = replace(event.story, body=cut)
        return replace(event, kind="copy", story=story, of=first.story.key)

    def _later(self, at: timedelta, hours: Sequence[float]) -> timedelta:
        return at + self.lot.uniform(hours[0], hours[1]) * _HOUR
