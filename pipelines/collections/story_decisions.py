"""Decisions on claims: which story each undecided claim belongs to (`stories` tells an example).

An article whose copy has a story joins that story. Of two undecided copies the earlier claim goes
first. The writer of the earlier one makes the later one its copy. The writer of the later one first
decides the earlier one, with the look-up and the rules its own writer would use. A claim begins a
story of its own only after every undecided copy found has been made its copy.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from crawler.near_duplicates import are_copies, compute_story_keys
from pipelines.collections import story_claims, story_index
from pipelines.collections.story_claims import ComparedArticle, StoryMembership
from pipelines.mongo.client import Mongo

_MAX_DECISION_ROUNDS = 20  # three are enough unless others store copies at the same moment

SameContentIds = Mapping[str, Iterable[str]]  # article id -> ids of articles with the same content


class StoryResolver:
    """A resolver of the stories of claims: of a writer's own, and of those they depend on.

    `copies` lists the copies found of each claim under decision, `memberships` what is known of the
    stories of all these articles.
    """

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
        """File claimed articles in the index, and only then look up their copies."""
        self.articles |= claimed
        keys = {
            article_id: self.story_keys.get(article_id) or compute_story_keys(article.fingerprint)
            for article_id, article in claimed.items()
        }
        await story_index.file_articles(self.mongo, keys, self.now)
        nearest = await story_index.find_nearest_articles(self.mongo, keys, self.now)
        self.articles |= await story_claims.find_compared_articles(
            self.mongo, collect_ids(nearest) - self.articles.keys(), self.now
        )
        for article_id, article in claimed.items():
            candidates = [other for other in nearest[article_id] if other in self.articles]
            copies = [
                other
                for other in candidates
                if are_copies(article.fingerprint, self.articles[other].fingerprint)
            ]
            self.copies[article_id] = list(
                dict.fromkeys([*same_content_ids.get(article_id, ()), *copies])
            )

    async def resolve_story(self, article_id: str) -> str:
        """Return the story of a claimed article; decide every claim in `copies` on the way."""
        for _ in range(_MAX_DECISION_ROUNDS):
            if self.memberships and (story := _find_story(self.memberships, article_id)):
                return story
            ids = self.copies.keys() | collect_ids(self.copies)
            self.memberships = await story_claims.find_story_memberships(self.mongo, ids, self.now)
            await story_claims.write_decisions(
                self.mongo,
                [pair for claim in self.copies for pair in self._propose_decisions(claim)],
            )
            await self._take_over_claims(
                {other for claim in self.copies for other in self._find_blocking_claims(claim)}
            )
        return _find_story(self.memberships, article_id) or article_id

    async def _take_over_claims(self, article_ids: set[str]) -> None:
        """Decide other writers' claims too: those writers may be at this very step, or dead."""
        if missing := article_ids - self.articles.keys():
            self.articles |= await story_claims.find_compared_articles(
                self.mongo, missing, self.now
            )
        claimed = {
            article_id: self.articles[article_id]
            for article_id in article_ids
            if article_id in self.articles
        }
        if claimed:
            await self.file_claims(claimed, {})

    def _propose_decisions(self, article_id: str) -> list[tuple[str, str]]:
        """Return (claim, copy of) pairs that can be written now and bring a decision nearer."""
        own = self.memberships.get(article_id)
        if own is None or own.copy_of:
            return []
        if decided := self._find_decided_copies(article_id):
            first = min(decided, key=lambda copy: copy.precedence)
            return [(article_id, str(_find_story(self.memberships, first.id)))]
        undecided = self._find_undecided_origins(article_id)
        if any(origin.precedence < own.precedence for origin in undecided):
            return []
        return [(origin.id, article_id) for origin in undecided] or [(article_id, article_id)]

    def _find_blocking_claims(self, article_id: str) -> list[str]:
        """Return the undecided claims that this claim depends on and that are not in `copies`."""
        own = self.memberships.get(article_id)
        if own is None or _find_story(self.memberships, article_id):
            return []
        origins = (
            []
            if self._find_decided_copies(article_id)
            else self._find_undecided_origins(article_id)
        )
        blocking = [origin.id for origin in origins if origin.precedence < own.precedence]
        if own.copy_of:
            blocking = [_follow_copies(self.memberships, article_id)]
        return [other for other in blocking if other not in self.copies]

    def _find_decided_copies(self, article_id: str) -> list[StoryMembership]:
        """Return the copies that belong to a story other than one `article_id` may begin."""
        copies = (
            self.memberships[other]
            for other in self.copies[article_id]
            if other in self.memberships
        )
        return [
            copy
            for copy in copies
            if _find_story(self.memberships, copy.id) not in {None, article_id}
        ]

    def _find_undecided_origins(self, article_id: str) -> list[StoryMembership]:
        """Return the undecided claims that the copies of an article go back to."""
        copies = (other for other in self.copies[article_id] if other in self.memberships)
        origins = {
            _follow_copies(self.memberships, other)
            for other in copies
            if not _find_story(self.memberships, other)
        }
        return [self.memberships[origin] for origin in origins if origin != article_id]


def _follow_copies(memberships: Mapping[str, StoryMembership], article_id: str) -> str:
    """Return the article that a chain of copies leads back to.

    There are no circles: an undecided claim is only ever made the copy of a claim that precedes it
    or of a story that exists.
    """
    while (
        (membership := memberships.get(article_id))
        and not membership.stored
        and membership.copy_of not in {None, article_id}
    ):
        article_id = str(membership.copy_of)
    return article_id


def _find_story(memberships: Mapping[str, StoryMembership], article_id: str) -> str | None:
    """Return the story an article belongs to; None while it is undecided."""
    article_id = _follow_copies(memberships, article_id)
    return memberships[article_id].copy_of if article_id in memberships else article_id


def collect_ids(ids_by_article: Mapping[str, Iterable[str]]) -> set[str]:
    """Return all the ids that the articles have beside them."""
    return {article_id for ids in ids_by_article.values() for article_id in ids}
