"""Which story a new article belongs to, agreed upon by all that store at the same time.

    look up -> one outlet's twin: a duplicate
    claim -> file in the bands -> look up again -> decide -> (insert the article) -> release

Of two copies stored at once each is claimed and filed before it looks up, so that at least one sees
the other. Who sees one that is decided joins its story. Who sees one that is not decides for it
where that comes later in the order of claims, and first sees it through, as its own writer would,
where it comes earlier. An answer is given once, by whoever is first, so all go by the same, and who
begins a story of its own has seen every copy decided that would not see it. Nobody waits for
anybody, and every step can be repeated: what a killed process left undecided others decide, and by
the next try it is found as they left it.

A story that copies have joined keeps its name though the one that began it is left out in the end,
as another writer stored it at another address of its outlet: who has joined and not inserted yet
could not be told of a new one.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from crawler.near_duplicates import are_copies, are_twins, keys
from pipelines.collections import story_claims, story_index
from pipelines.collections.story_claims import Seen, State
from pipelines.mongo.client import Mongo
from pipelines.mongo.operations import Document

_TWINS_APART = timedelta(days=1)
_ROUNDS_MAX = 20  # of deciding; three do unless others store copies at the same moment

Alike = Mapping[str, Iterable[str]]  # article id -> ids of articles with the same content


@dataclass(frozen=True, slots=True)
class Place:
    """Where a new article belongs: to a `story`, or to another address of its outlet (`twin`).

    With neither it may be the twin of one that is just being stored: ask again when that is.
    """

    story: str | None = None
    twin: bool = False


async def place(
    mongo: Mongo, documents: Sequence[Document], alike: Alike, now: datetime
) -> dict[str, Place]:
    """Return the places of articles not stored yet. Those with a story are claimed: insert them,
    then `release`. Raises UnreachableError; then it can be called again.
    """
    fresh = {one["_id"]: story_claims.seen_in(one, stored=False) for one in documents}
    filed = {name: keys(one.face) for name, one in fresh.items()}
    near = await story_index.look_up(mongo, filed, now)
    others = await story_claims.seen(mongo, _all(near), now)
    places = _twins(fresh, near, others)
    left = {name: one for name, one in fresh.items() if name not in places}
    if left:
        await story_claims.claim(mongo, [one for one in documents if one["_id"] in left], now)
        council = _Council(mongo, now, others, filed)
        await council.take(left, alike)
        places |= {name: Place(story=await council.story(name)) for name in left}
    return places


async def refile(mongo: Mongo, documents: Sequence[Document], now: datetime) -> None:
    """File revised articles under the keys of their new text too; their stories stay."""
    seen = {one["_id"]: story_claims.seen_in(one, stored=True) for one in documents}
    if seen:
        await story_index.file(mongo, {name: keys(one.face) for name, one in seen.items()}, now)


async def release(mongo: Mongo, ids: Iterable[str]) -> None:
    """Let go of articles that are stored."""
    await story_claims.release(mongo, ids)


class _Council:
    """Decides on claims: those taken, and those they depend on."""

    def __init__(
        self, mongo: Mongo, now: datetime, seen: Mapping[str, Seen], filed: story_index.Keys
    ) -> None:
        self.mongo = mongo
        self.now = now
        self.seen = dict(seen)
        self.filed = filed
        self.copies: dict[str, list[str]] = {}
        self.known: dict[str, State] = {}

    async def take(self, claimed: Mapping[str, Seen], alike: Alike) -> None:
        """File what is claimed, and only then look up which copies there are of it."""
        self.seen |= claimed
        filed = {name: self.filed.get(name) or keys(one.face) for name, one in claimed.items()}
        await story_index.file(self.mongo, filed, self.now)
        near = await story_index.look_up(self.mongo, filed, self.now)
        self.seen |= await story_claims.seen(self.mongo, _all(near) - self.seen.keys(), self.now)
        for name, one in claimed.items():
            compared = [other for other in near[name] if other in self.seen]
            copies = [other for other in compared if are_copies(one.face, self.seen[other].face)]
            self.copies[name] = list(dict.fromkeys([*alike.get(name, ()), *copies]))

    async def story(self, name: str) -> str:
        """Return the story a claim belongs to, deciding on all that were taken."""
        for _ in range(_ROUNDS_MAX):
            if self.known and (root := _root(self.known, name)):
                return root
            ids = self.copies.keys() | {one for some in self.copies.values() for one in some}
            self.known = await story_claims.states(self.mongo, ids, self.now)
            await story_claims.decide(
                self.mongo, [one for its in self.copies for one in self._say(its)]
            )
            await self._adopt({one for its in self.copies for one in self._earlier(its)})
        return _root(self.known, name) or name

    async def _adopt(self, names: set[str]) -> None:
        """See others' claims through: their writers may have come to this point or died."""
        if missing := names - self.seen.keys():
            self.seen |= await story_claims.seen(self.mongo, missing, self.now)
        if claimed := {name: self.seen[name] for name in names if name in self.seen}:
            await self.take(claimed, {})

    def _say(self, name: str) -> list[tuple[str, str]]:
        """What can be said now so that `name` is decided."""
        own = self.known.get(name)
        if own is None or own.of:
            return []
        if decided := self._decided(name):
            first = min(decided, key=lambda one: one.order)
            return [(name, str(_root(self.known, first.id)))]
        undecided = self._undecided(name)
        if any(one.order < own.order for one in undecided):
            return []
        return [(one.id, name) for one in undecided] or [(name, name)]

    def _earlier(self, name: str) -> list[str]:
        """Whose decision `name` depends on, and nobody here has taken."""
        own = self.known.get(name)
        if own is None or _root(self.known, name):
            return []
        ends = [] if self._decided(name) else self._undecided(name)
        names = [one.id for one in ends if one.order < own.order]
        if own.of:
            names = [_end(self.known, name)]
        return [one for one in names if one not in self.copies]

    def _decided(self, name: str) -> list[State]:
        """The copies that belong to a story, and not to one that `name` may begin."""
        found = (self.known[one] for one in self.copies[name] if one in self.known)
        return [one for one in found if _root(self.known, one.id) not in {None, name}]

    def _undecided(self, name: str) -> list[State]:
        copies = (one for one in self.copies[name] if one in self.known)
        ends = {_end(self.known, one) for one in copies if not _root(self.known, one)}
        return [self.known[one] for one in ends if one != name]


def _end(known: Mapping[str, State], name: str) -> str:
    """Follow whose copy a copy is. There are no circles: who is undecided is answered only with one
    that goes before it or with a story that stands.
    """
    while (one := known.get(name)) and not one.stored and one.of not in {None, name}:
        name = str(one.of)
    return name


def _root(known: Mapping[str, State], name: str) -> str | None:
    """Return the story an article belongs to; None while that is undecided."""
    name = _end(known, name)
    return known[name].of if name in known else name


def _twins(
    fresh: Mapping[str, Seen], near: Mapping[str, list[str]], others: Mapping[str, Seen]
) -> dict[str, Place]:
    """Those that stand at another address of their outlet, and those that soon may."""
    places: dict[str, Place] = {}
    earlier: defaultdict[tuple[str, ...], list[Seen]] = defaultdict(list)  # by title
    for name, one in fresh.items():
        stored = (others[other] for other in near[name] if other in others)
        if any(other.stored and _is_twin(one, other) for other in stored):
            places[name] = Place(twin=True)
        elif any(_is_twin(one, other) for other in earlier[one.face.title]):
            places[name] = Place()
        else:
            earlier[one.face.title].append(one)
    return places


def _is_twin(one: Seen, other: Seen) -> bool:
    if one.publisher != other.publisher or not one.published_at or not other.published_at:
        return False
    near = abs(one.published_at - other.published_at) <= _TWINS_APART
    return near and are_twins(one.face, other.face)


def _all(near: Mapping[str, Iterable[str]]) -> set[str]:
    return {one for some in near.values() for one in some}
