"""Indexes of the database, created while the collections are empty: a late build is costly.

`CHANGE_INDEXES` are newer than the others. On a database of an earlier version they are built over
all its articles, beside the crawl.
"""

from pipelines.collections.story_index import DAYS_KEPT
from pipelines.mongo.client import Mongo
from pipelines.mongo.operations import Index

INDEXES = (
    Index("articles", (("publisher", 1), ("content_hash", 1)), unique=True),
    Index("articles", (("first_seen_at", 1), ("_id", 1))),
    Index("articles", (("publisher", 1), ("first_seen_at", 1), ("_id", 1))),
    Index("articles", (("publisher", 1), ("published_at", 1))),
    Index("articles", (("content_hash", 1),)),  # the same text at several outlets
    Index("revisions", (("article_id", 1), ("revision", 1))),
    Index("pages", (("publisher", 1), ("last_at", 1))),
    Index("pages", (("next_due", 1),)),
    Index("pages", (("publisher", 1), ("next_due", 1))),  # what a run's outlets have due
    Index("sources", (("publisher", 1), ("last_at", 1))),
    Index("sources", (("next_due", 1),)),
    Index("sources", (("publisher", 1), ("next_due", 1))),
    Index("rejected", (("publisher", 1), ("at", 1))),
    Index("bands", (("last_at", 1),), expire_after_days=DAYS_KEPT),
    Index("runs", (("started_at", 1),)),
)

# For readers who follow changes.
CHANGE_INDEXES = (
    Index("articles", (("changed_at", 1), ("_id", 1))),
    Index("articles", (("publisher", 1), ("changed_at", 1), ("_id", 1))),
)


async def create_indexes(mongo: Mongo) -> None:
    """Create the indexes; those that may take long only where there is nothing to index."""
    await mongo.create_indexes(INDEXES)
    if not await mongo.find("articles", {}, ("_id",), limit=1):
        await mongo.create_indexes(CHANGE_INDEXES)
