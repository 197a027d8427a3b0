"""Which story a new article belongs to, agreed upon by all that store at the same time.

    look up -> one outlet's twin: a duplicate
    claim -> file in the bands -> look up again -> decide -> (insert the article) -> release

Of two copies stored at once each is claimed and filed before it looks up, so that at least one sees
the other. It then knows whether the other has decided, and joins it if so. If not, it decides for
it where that comes later in the order of claims, and lets it be the first otherwise: an answer is
given once, so both go by the same. Nobody waits for anybody, and every step can be repeated: what
a killed process left undecided others decide, and by the next try it is found as they left it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from crawler.nearness import are_copies, are_twins, keys
from pipelines import bands, claims
from pipelines.claims import Seen, State
from pipelines.mongo import Mongo
from pipelines.writes import Document

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
    fresh = {one["_id"]: claims.seen_in(one, stored=False) for one in documents}
    filed = {name: keys(one.face) for name, one in fresh.items()}
    near = await bands.look_up(mongo, filed, now)
    others = await claims.seen(mongo, _all(near), now)
    places = _twins(fresh, near, others)
    left = {name: one for name, one in fresh.items() if name not in places}
    if left:
        filed = {name: filed[name] for name in left}
        await claims.claim(mongo, [one for one in documents if one["_id"] in left], now)
        await bands.file(mongo, filed, now)
        near = await bands.look_up(mongo, filed, now)
        others |= left | await claims.seen(mongo, _all(near) - others.keys() - left.keys(), now)
        stories = await _Council(left, _copies(left, near, others, alike), now).decide(mongo)
        places |= {name: Place(story=story) for name, story in stories.items()}
    return places


async def refile(mongo: Mongo, documents: Sequence[Document], now: datetime) -> None:
    """File revised articles under the keys of their new text too; their stories stay."""
    seen = {one["_id"]: claims.seen_in(one, stored=True) for one in documents}
    if seen:
        await bands.file(mongo, {name: keys(one.face) for name, one in seen.items()}, now)


async def release(mongo: Mongo, ids: Iterable[str]) -> None:
    """Let go of articles that are stored."""
    await claims.release(mongo, ids)


class _Council:
    """Decides on claims until each of ours is known to belong to a story that stands."""

    def __init__(self, ours: Iterable[str], copies: Mapping[str, list[str]], now: datetime) -> None:
        self.ours = dict.fromkeys(ours)
        self.copies = copies
        self.now = now

    async def decide(self, mongo: Mongo) -> dict[str, str]:
        """Return the story of each."""
        ids = {*self.ours, *(one for some in self.copies.values() for one in some)}
        for _ in range(_ROUNDS_MAX):
            known = await claims.states(mongo, ids, self.now)
            answers = [one for name in self.ours for one in self._answers(known, name)]
            if not answers:
                break
            await claims.decide(mongo, answers)
        return {name: _root(known, name) or name for name in self.ours}

    def _answers(self, known: Mapping[str, State], name: str) -> list[tuple[str, str]]:
        """What to say next so that `name` is decided; nothing where it is."""
        own = known.get(name)
        if own is None or own.of:
            return self._open_end(known, name)
        roots = {one: _root(known, one) for one in self.copies[name] if one in known}
        if decided := [known[one] for one, root in roots.items() if root not in {None, name}]:
            first = min(decided, key=lambda one: one.order)
            return [(name, str(roots[first.id]))]
        undecided = [known[_end(known, one)] for one, root in roots.items() if root is None]
        # Of ours the later ones will see what the earlier ones have said.
        undecided = [
            one
            for one in undecided
            if one.id != name and not (one.id in self.ours and one.order > own.order)
        ]
        if not undecided:
            return [(name, name)]
        first = min(undecided, key=lambda one: one.order)
        if first.order < own.order:
            return [] if first.id in self.ours else [(first.id, first.id)]
        return [(one.id, name) for one in undecided]

    def _open_end(self, known: Mapping[str, State], name: str) -> list[tuple[str, str]]:
        """Another has decided for us, and is undecided itself."""
        end = _end(known, name)
        settled = _root(known, name) or end not in known or (end in self.ours and end != name)
        return [] if settled else [(end, end)]


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
    earlier: list[Seen] = []
    for name, one in fresh.items():
        stored = (others[other] for other in near[name] if other in others)
        if any(other.stored and _is_twin(one, other) for other in stored):
            places[name] = Place(twin=True)
        elif any(_is_twin(one, other) for other in earlier):
            places[name] = Place()
        else:
            earlier.append(one)
    return places


def _is_twin(one: Seen, other: Seen) -> bool:
    if one.publisher != other.publisher or not one.published_at or not other.published_at:
        return False
    near = abs(one.published_at - other.published_at) <= _TWINS_APART
    return near and are_twins(one.face, other.face)


def _copies(
    ours: Mapping[str, Seen],
    near: Mapping[str, list[str]],
    others: Mapping[str, Seen],
    alike: Alike,
) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, one in ours.items():
        same = dict.fromkeys(alike.get(name, ()))
        compared = (other for other in near[name] if other in others and other not in same)
        found[name] = [
            *same,
            *(other for other in compared if are_copies(one.face, others[other].face)),
        ]
    return found


def _all(near: Mapping[str, Iterable[str]]) -> set[str]:
    return {one for some in near.values() for one in some}
