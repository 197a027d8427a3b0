"""Page outcomes: how the fetch of each article address ended, in `pages` and `rejected`.

`pages` has one document an address, with what the next crawl needs to know; `rejected` has the
reasons of pages that are no articles. Articles whose page is gone get `gone_at`, and lose it when
the page is back; their text stays.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any

import msgspec

from crawler.outcomes import NOT_MODIFIED, OUT_OF_RANGE, STORED_OUTCOMES
from crawler.state.page_revisits import RecheckAges, compute_page_record
from crawler.state.records import PageState
from crawler.state.validators import Validators
from crawler.urls.canonical_form import make_url_id
from pipelines.mongo.client import Mongo
from pipelines.mongo.operations import DUPLICATE_KEY, EPOCH, Document, Insertion, Removal, Update

# Flat fields in the documents of `pages` and `sources`: the validators of the last body read.
VALIDATOR_FIELDS = tuple(field.name for field in fields(Validators))
_COMPARED_FIELDS = (
    *("last_at", "failures", "read_as", "article", "first_at", "unchanged", "missing"),
    *("missing_at", "gone_at", "listed_at", "next_due", *VALIDATOR_FIELDS),
)
STATE_FIELDS = (
    *("last_at", "read_as", "outcome", "unchanged", "listed_at", "next_due", "published_at"),
    *VALIDATOR_FIELDS,
)
# Optional values of an outcome: `listed_at` is the date a source gave, `published_at` the article's
# where it lies outside the run's range, `article` the article's id where it is not the address's.
RESPONSE_FIELDS = ("status", *VALIDATOR_FIELDS, "listed_at", "published_at", "article")


def make_page_outcome(
    *, url: str, publisher: str, outcome: str, at: datetime, response_values: Mapping[str, Any]
) -> Document:
    """Return the outcome of one address; `response_values` may hold the RESPONSE_FIELDS."""
    return {
        "_id": make_url_id(url),
        "url": url,
        "publisher": publisher,
        "outcome": outcome,
        "last_at": at,
    } | {name: response_values.get(name) for name in RESPONSE_FIELDS}


def read_page_state(document: Document) -> PageState:
    """Return the state of a stored page for the next crawl. Raises ValueError."""
    present = {name: value for name, value in document.items() if value is not None}
    # Stored flat: the validators take their fields from the same document, each its own.
    return msgspec.convert(present | {"validators": present}, PageState)


async def save_page_outcomes(
    mongo: Mongo, page_outcomes: list[Document], recheck_ages: RecheckAges
) -> int:
    """Write page outcomes; those that are stored already or older than the stored one are ignored.

    Marks the articles whose page is gone and returns how many. Raises UnreachableError, and
    ValueError where the server refuses a document.
    """
    ids = list({outcome["_id"] for outcome in page_outcomes})
    stored = {
        page["_id"]: page
        for page in await mongo.find("pages", {"_id": {"$in": ids}}, _COMPARED_FIELDS)
    }
    changed: dict[str, Document] = {}
    rejected: dict[str, Document] = {}
    accepted_ids: set[str] = set()
    seen_at: dict[str, datetime] = {}
    for outcome in sorted(page_outcomes, key=lambda outcome: outcome["last_at"]):
        page_id, name = outcome["_id"], outcome["outcome"]
        previous = changed.get(page_id) or stored.get(page_id)
        if previous and previous["last_at"] >= outcome["last_at"]:
            continue
        page = changed[page_id] = _merge_page_outcome(previous, outcome, recheck_ages)
        kind, _, reason = name.partition(":")
        if name == NOT_MODIFIED:
            seen_at[page["article"] or page_id] = outcome["last_at"]
        if name in STORED_OUTCOMES:
            accepted_ids.add(page_id)
            rejected.pop(page_id, None)
        elif kind == "rejected" and name != OUT_OF_RANGE:
            rejected[page_id] = {
                "url": outcome["url"],
                "publisher": outcome["publisher"],
                "reason": reason,
                "at": outcome["last_at"],
            }
    # `pages` last: it is what the outcomes were compared with. After a crash all is repeated.
    await _update_last_seen(mongo, seen_at)
    await _write_documents(mongo, "rejected", rejected)
    await _remove_rejected(mongo, list(accepted_ids - rejected.keys()))
    await mark_back(mongo, seen_at)
    gone_count = await mark_gone(mongo, changed)
    await _write_documents(mongo, "pages", changed, stored.keys())
    return gone_count


async def mark_gone(mongo: Mongo, pages: Mapping[str, Document]) -> int:
    """Set `gone_at` of the articles whose pages (by id) are gone; return of how many.

    Articles seen since, or marked already, are left: doing it again changes nothing. Raises
    UnreachableError.
    """
    gone = [
        (page.get("article") or page_id, page) for page_id, page in pages.items() if page["gone_at"]
    ]
    if not gone:
        return 0
    where = {"_id": {"$in": [article_id for article_id, _ in gone]}}
    fields = ("fetched_url", "last_seen_at", "gone_at")
    articles = {article["_id"]: article for article in await mongo.find("articles", where, fields)}
    count = 0
    for article_id, page in gone:
        article = articles.get(article_id)
        if article and _is_article_gone(page, article):
            article["gone_at"] = page["gone_at"]
            change = {
                "_id": article_id,
                "gone_at": page["gone_at"],
                "changed_at": await mongo.clock.read_change_time(),
            }
            guard = ("last_seen_at", article["last_seen_at"])
            count += await mongo.update_if_unchanged("articles", change, guard=guard) is True
    return count


async def mark_back(mongo: Mongo, ids: Iterable[str]) -> None:
    """Unset `gone_at` of articles whose page is there unchanged. Raises UnreachableError."""
    if article_ids := list(ids):
        gone = {"_id": {"$in": article_ids}, "gone_at": {"$gt": EPOCH}}
        back = {"gone_at": None, "changed_at": await mongo.clock.read_change_time()}
        await mongo.write("articles", [Update(gone, {"$set": back}, update_all=True)])


def _is_article_gone(page: Document, article: Document) -> bool:
    """Return whether an article is gone with a page.

    The page must have given the article, or be the one it was fetched from: many pages name a
    canonical address that has never worked.
    """
    if article.get("gone_at") or article["last_seen_at"] >= page["last_at"]:
        return False
    gave_article = page.get("article") or page["first_at"]
    return bool(gave_article) or make_url_id(article.get("fetched_url") or "") == make_url_id(
        page["url"]
    )


async def _remove_rejected(mongo: Mongo, ids: list[str]) -> None:
    """Remove rejections of pages that are articles now.

    Existing ones are looked up first: the embedded server cannot remove from a collection that does
    not exist.
    """
    if ids and (rejections := await mongo.find("rejected", {"_id": {"$in": ids}}, ("_id",))):
        existing_ids = [rejection["_id"] for rejection in rejections]
        await mongo.write("rejected", [Removal({"_id": {"$in": existing_ids}})])


def _merge_page_outcome(
    previous: Document | None, page_outcome: Document, recheck_ages: RecheckAges
) -> Document:
    """Return the page's new values; `failures` counts failures in a row.

    Validators are those of the last body that was read. Those of a body that could not be read or
    stored are dropped, so that the server sends the body again. The other values come from
    `crawler.state.page_revisits.compute_page_record`.
    """
    page = {name: value for name, value in page_outcome.items() if name != "_id"}
    has_failed = page_outcome["outcome"].startswith("failed:")
    earlier = previous or {}
    if page_outcome["status"] not in (200, 304):
        page |= {name: earlier.get(name) for name in (*VALIDATOR_FIELDS, "read_as")}
    elif has_failed:
        page |= dict.fromkeys((*VALIDATOR_FIELDS, "read_as"))
    else:
        is_same = page_outcome["outcome"] == NOT_MODIFIED
        page["read_as"] = earlier.get("read_as") if is_same else page_outcome["outcome"]
    page["article"] = page_outcome.get("article") or earlier.get("article")
    page["failures"] = earlier.get("failures", 0) + 1 if has_failed else 0
    return page | compute_page_record(previous, page_outcome, recheck_ages)


async def _update_last_seen(mongo: Mongo, seen_at: dict[str, datetime]) -> None:
    """Note that articles whose page has not changed were seen."""
    updates = [
        Update({"_id": article_id}, {"$max": {"last_seen_at": instant}})
        for article_id, instant in seen_at.items()
    ]
    await mongo.write("articles", updates)


async def _write_documents(
    mongo: Mongo,
    collection: str,
    documents: Mapping[str, Document],
    existing_ids: Collection[str] = (),
) -> None:
    """Insert or update documents by id; an insertion another writer has overtaken is an update."""
    ids = list(documents)
    written = await mongo.write(
        collection,
        [
            _make_update(document_id, documents[document_id])
            if document_id in existing_ids
            else Insertion({"_id": document_id} | documents[document_id])
            for document_id in ids
        ],
    )
    refused = {ids[index]: refusal.code for index, refusal in written.refused.items()}
    if overtaken := [key for key, code in refused.items() if code == DUPLICATE_KEY]:
        updated = await mongo.write(
            collection, [_make_update(key, documents[key]) for key in overtaken]
        )
        refused = {key: code for key, code in refused.items() if code != DUPLICATE_KEY}
        refused |= {overtaken[index]: refusal.code for index, refusal in updated.refused.items()}
    if refused:
        code = next(iter(refused.values()))
        raise ValueError(f"{collection}: {len(refused)} refused (code {code})")


def _make_update(document_id: str, values: Document) -> Update:
    return Update({"_id": document_id}, {"$set": values}, upsert=True)
