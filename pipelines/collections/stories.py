"""Stories of new articles: copies of one text share a story, also when several writers meet.

The `story` of an article is the `_id` of the article that began it; an article without copies is
its own story. Writers are processes that store articles. They agree through two collections: the
story index (`story_index`), which lists articles by the keys of their text, and the claims
(`story_claims`), one document for each article on its way to the store. For a new article a writer

1. looks up similar articles in the index; the same article at another address of its outlet makes
   the new one a duplicate, and nothing more is done;
2. writes a claim, whose `of` is None: the story is undecided;
3. files the article in the index, and looks up similar articles again;
4. decides (`story_decisions`): sets `of` in the claim to the story of a copy, or to the claim's own
   `_id`; an update sets `of` only where it is None, so that the first decision stands;
5. inserts the article with its story (`articles`) and removes the claim (`release_claims`).

An example: a news agency's report reaches writer A as article `a` of one outlet and writer B as
article `b` of another. A claims at 10:00:00, B at 10:00:01. Each has claimed and filed its article
before it looks up again, so at least one finds the other's.

- A decides before B looks up again. A has found no copy and sets a.of = a. B finds `a` with its
  story and sets b.of = a.
- A is slow, or killed, after step 3. B finds `a` undecided, and of two undecided copies the earlier
  claim goes first. B does not wait for A: it decides the claim of `a` too, by what A would do. It
  looks up the copies of `a`, finds `b`, sets b.of = a, and then, as every undecided copy found of
  `a` has become its copy, a.of = a. B inserts `b` with the story `a`. When A goes on, its own
  updates find nothing undecided; it reads a.of = a and inserts `a`.
- B is at step 4 before A files. B has found no copy and is about to set b.of = b; A finds `b`
  undecided and later than `a`, and is about to set b.of = a. The update that comes first stands. Is
  it that of B, then A reads b.of = b and sets a.of = b: a claim that is later may begin the story.
  Is it that of A, then B reads b.of = a, decides the claim of `a` too (a.of = a), and goes on.

Who claims? The writer of an article, once. Who waits? No writer. Who decides? Whichever writer
comes first; all would write the same but for what they have not seen, and all read what stands.
Every step can be repeated. Claims that a killed process left are decided by the writers that find
them; a later run of that process finds them decided. A claim expires after
`story_claims.CLAIM_LIFETIME`: readers ignore it, the next writer of its article writes it anew, and
a store that opens removes it. At a server where writers take turns (`mongo.writer_lock`) they meet
only in the claims of the killed.

A story keeps its name even if the article that began it turns out to be a duplicate and is never
inserted: articles that have joined and are not inserted yet could not be given another name.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from crawler.near_duplicates import compute_story_keys, may_be_same_article
from pipelines.collections import story_claims, story_index
from pipelines.collections.story_claims import ComparedArticle
from pipelines.collections.story_decisions import SameContentIds, StoryResolver, collect_ids
from pipelines.mongo.client import Mongo
from pipelines.mongo.operations import Document

_MAX_DUPLICATE_INTERVAL = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class StoryAssignment:
    """The story of a new article, or the note that it is a duplicate within its outlet.

    With neither it may be a duplicate of an article in the same batch: assign it again once that
    one is stored.
    """

    story: str | None = None
    is_duplicate: bool = False


async def assign_stories(
    mongo: Mongo, documents: Sequence[Document], same_content_ids: SameContentIds, now: datetime
) -> dict[str, StoryAssignment]:
    """Return the assignments of articles that are not stored yet, by id.

    Those with a story are claimed: insert them, then call `release_claims`. Raises
    UnreachableError; then it can be called again.
    """
    new_articles = {
        document["_id"]: story_claims.read_compared_article(document, stored=False)
        for document in documents
    }
    keys = {
        article_id: compute_story_keys(article.fingerprint)
        for article_id, article in new_articles.items()
    }
    nearest = await story_index.find_nearest_articles(mongo, keys, now)
    compared = await story_claims.find_compared_articles(mongo, collect_ids(nearest), now)
    assignments = _find_duplicates(new_articles, nearest, compared)
    to_claim = {
        article_id: article
        for article_id, article in new_articles.items()
        if article_id not in assignments
    }
    if to_claim:
        await story_claims.write_claims(
            mongo, [document for document in documents if document["_id"] in to_claim], now
        )
        resolver = StoryResolver(mongo, now, compared, keys)
        await resolver.file_claims(to_claim, same_content_ids)
        assignments |= {
            article_id: StoryAssignment(story=await resolver.resolve_story(article_id))
            for article_id in to_claim
        }
    return assignments


async def refile_articles(mongo: Mongo, documents: Sequence[Document], now: datetime) -> None:
    """File revised articles under the keys of their new text too; their stories stay."""
    articles = {
        document["_id"]: story_claims.read_compared_article(document, stored=True)
        for document in documents
    }
    if articles:
        keys = {
            article_id: compute_story_keys(article.fingerprint)
            for article_id, article in articles.items()
        }
        await story_index.file_articles(mongo, keys, now)


async def release_claims(mongo: Mongo, ids: Iterable[str]) -> None:
    """Remove the claims of articles that are stored."""
    await story_claims.remove_claims(mongo, ids)


def _find_duplicates(
    new_articles: Mapping[str, ComparedArticle],
    nearest_ids: Mapping[str, list[str]],
    compared_articles: Mapping[str, ComparedArticle],
) -> dict[str, StoryAssignment]:
    """Return the assignments of duplicates, and empty ones for what may be one within the batch."""
    assignments: dict[str, StoryAssignment] = {}
    earlier: defaultdict[tuple[str, ...], list[ComparedArticle]] = defaultdict(list)  # by headline
    for article_id, article in new_articles.items():
        nearest = (
            compared_articles[other]
            for other in nearest_ids[article_id]
            if other in compared_articles
        )
        same_title = earlier[article.fingerprint.title_words]
        if any(other.stored and _is_duplicate(article, other) for other in nearest):
            assignments[article_id] = StoryAssignment(is_duplicate=True)
        elif any(_is_duplicate(article, other) for other in same_title):
            assignments[article_id] = StoryAssignment()
        else:
            same_title.append(article)
    return assignments


def _is_duplicate(article: ComparedArticle, other: ComparedArticle) -> bool:
    if article.publisher != other.publisher or not article.published_at or not other.published_at:
        return False
    interval = abs(article.published_at - other.published_at)
    return interval <= _MAX_DUPLICATE_INTERVAL and may_be_same_article(
        article.fingerprint, other.fingerprint
    )
