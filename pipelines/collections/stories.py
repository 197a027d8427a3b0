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

from crawler.near_duplicates import are_copies, compute_story_keys, may_be_same_article
from pipelines.collections import story_claims, story_index
from pipelines.collections.story_claims import ComparedArticle, StoryMembership
from pipelines.mongo.client import Mongo
from pipelines.mongo.operations import Document

_MAX_DUPLICATE_INTERVAL = timedelta(days=1)
_MAX_DECISION_ROUNDS = 20  # of deciding; three do unless others store copies at the same moment

SameContentIds = Mapping[str, Iterable[str]]  # article id -> ids of articles with the same content


@dataclass(frozen=True, slots=True)
class StoryAssignment:
    """Where a new article belongs: to a `story`, or to another address of its outlet (`twin`).

    With neither it may be the twin of one that is just being stored: ask again when that is.
    """

    story: str | None = None
    is_duplicate: bool = False


async def assign_stories(
    mongo: Mongo, documents: Sequence[Document], same_content_ids: SameContentIds, now: datetime
) -> dict[str, StoryAssignment]:
    """Return the places of articles not stored yet. Those with a story are claimed: insert them,
    then `release`. Raises UnreachableError; then it can be called again.
    """
    fresh = {one["_id"]: story_claims.read_compared_article(one, stored=False) for one in documents}
    filed = {name: compute_story_keys(one.fingerprint) for name, one in fresh.items()}
    near = await story_index.find_nearest_articles(mongo, filed, now)
    others = await story_claims.find_compared_articles(mongo, _collect_ids(near), now)
    places = _find_duplicates(fresh, near, others)
    left = {name: one for name, one in fresh.items() if name not in places}
    if left:
        await story_claims.write_claims(
            mongo, [one for one in documents if one["_id"] in left], now
        )
        council = StoryResolver(mongo, now, others, filed)
        await council.file_claims(left, same_content_ids)
        places |= {name: StoryAssignment(story=await council.resolve_story(name)) for name in left}
    return places


async def refile_articles(mongo: Mongo, documents: Sequence[Document], now: datetime) -> None:
    """File revised articles under the keys of their new text too; their stories stay."""
    seen = {one["_id"]: story_claims.read_compared_article(one, stored=True) for one in documents}
    if seen:
        await story_index.file_articles(
            mongo, {name: compute_story_keys(one.fingerprint) for name, one in seen.items()}, now
        )


async def release_claims(mongo: Mongo, ids: Iterable[str]) -> None:
    """Let go of articles that are stored."""
    await story_claims.remove_claims(mongo, ids)


class StoryResolver:
    """Decides on claims: those taken, and those they depend on."""

    def __init__(
        self,
        mongo: Mongo,
        now: datetime,
        articles: Mapping[str, ComparedArticle],
        story_keys: story_index.KeysByArticle,
    ) -> None:
        self.mongo = mongo
        self.now = now
        self.articles = dict(articles)
        self.story_keys = story_keys
        self.copies: dict[str, list[str]] = {}
        self.memberships: dict[str, StoryMembership] = {}

    async def file_claims(
        self, claimed: Mapping[str, ComparedArticle], same_content_ids: SameContentIds
    ) -> None:
        """File what is claimed, and only then look up which copies there are of it."""
        self.articles |= claimed
        filed = {
            name: self.story_keys.get(name) or compute_story_keys(one.fingerprint)
            for name, one in claimed.items()
        }
        await story_index.file_articles(self.mongo, filed, self.now)
        near = await story_index.find_nearest_articles(self.mongo, filed, self.now)
        self.articles |= await story_claims.find_compared_articles(
            self.mongo, _collect_ids(near) - self.articles.keys(), self.now
        )
        for name, one in claimed.items():
            compared = [other for other in near[name] if other in self.articles]
            copies = [
                other
                for other in compared
                if are_copies(one.fingerprint, self.articles[other].fingerprint)
            ]
            self.copies[name] = list(dict.fromkeys([*same_content_ids.get(name, ()), *copies]))

    async def resolve_story(self, article_id: str) -> str:
        """Return the story a claim belongs to, deciding on all that were taken."""
        for _ in range(_MAX_DECISION_ROUNDS):
            if self.memberships and (root := _find_story(self.memberships, article_id)):
                return root
            ids = self.copies.keys() | {one for some in self.copies.values() for one in some}
            self.memberships = await story_claims.find_story_memberships(self.mongo, ids, self.now)
            await story_claims.write_decisions(
                self.mongo, [one for its in self.copies for one in self._propose_decisions(its)]
            )
            await self._take_over_claims(
                {one for its in self.copies for one in self._find_blocking_claims(its)}
            )
        return _find_story(self.memberships, article_id) or article_id

    async def _take_over_claims(self, article_ids: set[str]) -> None:
        """See others' claims through: their writers may have come to this point or died."""
        if missing := article_ids - self.articles.keys():
            self.articles |= await story_claims.find_compared_articles(
                self.mongo, missing, self.now
            )
        if claimed := {name: self.articles[name] for name in article_ids if name in self.articles}:
            await self.file_claims(claimed, {})

    def _propose_decisions(self, article_id: str) -> list[tuple[str, str]]:
        """What can be said now so that `article_id` is decided."""
        own = self.memberships.get(article_id)
        if own is None or own.copy_of:
            return []
        if decided := self._find_decided_copies(article_id):
            first = min(decided, key=lambda one: one.precedence)
            return [(article_id, str(_find_story(self.memberships, first.id)))]
        undecided = self._find_undecided_origins(article_id)
        if any(one.precedence < own.precedence for one in undecided):
            return []
        return [(one.id, article_id) for one in undecided] or [(article_id, article_id)]

    def _find_blocking_claims(self, article_id: str) -> list[str]:
        """Whose decision `article_id` depends on, and nobody here has taken."""
        own = self.memberships.get(article_id)
        if own is None or _find_story(self.memberships, article_id):
            return []
        ends = (
            []
            if self._find_decided_copies(article_id)
            else self._find_undecided_origins(article_id)
        )
        names = [one.id for one in ends if one.precedence < own.precedence]
        if own.copy_of:
            names = [_follow_copies(self.memberships, article_id)]
        return [one for one in names if one not in self.copies]

    def _find_decided_copies(self, article_id: str) -> list[StoryMembership]:
        """The copies that belong to a story, and not to one that `article_id` may begin."""
        found = (
            self.memberships[one] for one in self.copies[article_id] if one in self.memberships
        )
        return [
            one for one in found if _find_story(self.memberships, one.id) not in {None, article_id}
        ]

    def _find_undecided_origins(self, article_id: str) -> list[StoryMembership]:
        copies = (one for one in self.copies[article_id] if one in self.memberships)
        ends = {
            _follow_copies(self.memberships, one)
            for one in copies
            if not _find_story(self.memberships, one)
        }
        return [self.memberships[one] for one in ends if one != article_id]


def _follow_copies(memberships: Mapping[str, StoryMembership], article_id: str) -> str:
    """Follow whose copy a copy is. There are no circles: who is undecided is answered only with one
    that goes before it or with a story that stands.
    """
    while (
        (one := memberships.get(article_id))
        and not one.stored
        and one.copy_of not in {None, article_id}
    ):
        article_id = str(one.copy_of)
    return article_id


def _find_story(memberships: Mapping[str, StoryMembership], article_id: str) -> str | None:
    """Return the story an article belongs to; None while that is undecided."""
    article_id = _follow_copies(memberships, article_id)
    return memberships[article_id].copy_of if article_id in memberships else article_id


def _find_duplicates(
    new_articles: Mapping[str, ComparedArticle],
    nearest_ids: Mapping[str, list[str]],
    compared_articles: Mapping[str, ComparedArticle],
) -> dict[str, StoryAssignment]:
    """Those that stand at another address of their outlet, and those that soon may."""
    places: dict[str, StoryAssignment] = {}
    earlier: defaultdict[tuple[str, ...], list[ComparedArticle]] = defaultdict(list)  # by title
    for name, one in new_articles.items():
        stored = (
            compared_articles[other] for other in nearest_ids[name] if other in compared_articles
        )
        if any(other.stored and _is_duplicate(one, other) for other in stored):
            places[name] = StoryAssignment(is_duplicate=True)
        elif any(_is_duplicate(one, other) for other in earlier[one.fingerprint.title_words]):
            places[name] = StoryAssignment()
        else:
            earlier[one.fingerprint.title_words].append(one)
    return places


def _is_duplicate(one: ComparedArticle, other: ComparedArticle) -> bool:
    if one.publisher != other.publisher or not one.published_at or not other.published_at:
        return False
    near = abs(one.published_at - other.published_at) <= _MAX_DUPLICATE_INTERVAL
    return near and may_be_same_article(one.fingerprint, other.fingerprint)


def _collect_ids(nearest_ids: Mapping[str, Iterable[str]]) -> set[str]:
    return {one for some in nearest_ids.values() for one in some}
