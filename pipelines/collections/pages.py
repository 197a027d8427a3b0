"""How the end of an address is written: what is known of it (`pages`), and why it is no article."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any

from crawler.outcomes import ARCHIVED, NOT_MODIFIED, OUT_OF_RANGE
from crawler.state.page_revisits import RecheckAges, compute_page_record
from crawler.state.records import PageState
from crawler.state.validators import Validators
from crawler.urls.canonical_form import make_url_id
from pipelines.mongo.client import Mongo
from pipelines.mongo.operations import DUPLICATE_KEY, EPOCH, Document, Insertion, Removal, Update

# FOLDED from pipelines.tombstones: Marks articles as gone, and as back: `gone_at`. Their text
# stays.


async def mark_gone(mongo: Mongo, pages: Mapping[str, Document]) -> int:
    """Set `gone_at` of the articles that pages (by id) gave and that are gone; return of how many.

    One seen since, or buried already, is left: doing it again changes nothing. Raises
    UnreachableError.
    """
    gone = [(page.get("article") or at, page) for at, page in pages.items() if page["gone_at"]]
    if not gone:
        return 0
    where = {"_id": {"$in": [name for name, _ in gone]}}
    fields = ("fetched_url", "last_seen_at", "gone_at")
    known = {one["_id"]: one for one in await mongo.find("articles", where, fields)}
    buried = 0
    for name, page in gone:
        article = known.get(name)
        if article and _is_article_gone(page, article):
            article["gone_at"] = page["gone_at"]
            stone = {"_id": name, "gone_at": page["gone_at"]}
            guard = ("last_seen_at", article["last_seen_at"])
            buried += await mongo.update_if_unchanged("articles", stone, guard=guard) is True
    return buried


def _is_article_gone(page: Document, article: Document) -> bool:
    """Say whether an article goes with a page.

    Many a page names an address canonical where there has never been one.
    """
    if article.get("gone_at") or article["last_seen_at"] >= page["last_at"]:
        return False
    gave = page.get("article") or page["first_at"]
    return bool(gave) or make_url_id(article.get("fetched_url") or "") == make_url_id(page["url"])


async def mark_back(mongo: Mongo, ids: Iterable[str]) -> None:
    """Unset `gone_at` of articles of which a page stands as it was. Raises UnreachableError."""
    if names := list(ids):
        gone = {"_id": {"$in": names}, "gone_at": {"$gt": EPOCH}}
        await mongo.write("articles", [Update(gone, {"$set": {"gone_at": None}}, update_all=True)])


# What is known of the last body; lies flat in the documents of `pages` and `sources`.
VALIDATOR_FIELDS = tuple(one.name for one in fields(Validators))
_COMPARED_FIELDS = (
    *("last_at", "failures", "read_as", "article", "first_at", "unchanged", "missing"),
    *("missing_at", "gone_at", "listed_at", "next_due", *VALIDATOR_FIELDS),
)
STATE_FIELDS = (
    *("last_at", "read_as", "outcome", "unchanged", "listed_at", "next_due", "published_at"),
    *VALIDATOR_FIELDS,
)
# What may be known of the answer: `listed_at` is the date a source gave, `published_at` the
# article's where it lies outside the run's range, `article` its id where it is not the address's.
RESPONSE_FIELDS = ("status", *VALIDATOR_FIELDS, "listed_at", "published_at", "article")


def make_page_outcome(
    *, url: str, publisher: str, outcome: str, at: datetime, response_values: Mapping[str, Any]
) -> Document:
    """Return one end of one address; `response_values` may hold what ANSWER names."""
    return {
        "_id": make_url_id(url),
        "url": url,
        "publisher": publisher,
        "outcome": outcome,
        "last_at": at,
    } | {name: response_values.get(name) for name in RESPONSE_FIELDS}


def read_page_state(document: Document) -> PageState:
    """Return what a stored page tells the next crawl."""
    return PageState(
        outcome=document["outcome"],
        read_as=document.get("read_as"),
        last_at=document["last_at"],
        next_due=document.get("next_due"),
        listed_at=document.get("listed_at"),
        unchanged=document.get("unchanged") or 0,
        published_at=document.get("published_at"),
        validators=read_validators(document),
    )


def read_validators(document: Document) -> Validators:
    """Read the validators that lie flat in a document; what it lacks has its default."""
    known = {name: document[name] for name in VALIDATOR_FIELDS if document.get(name) is not None}
    return Validators(**known)


async def save_page_outcomes(
    mongo: Mongo, page_outcomes: list[Document], recheck_ages: RecheckAges
) -> int:
    """Write ends of addresses; those that were written before or are late change nothing.

    Articles whose page is gone are marked so; returns how many. Raises UnreachableError, and
    ValueError where the server refuses one of them.
    """
    ids = list({end["_id"] for end in page_outcomes})
    known = {
        one["_id"]: one
        for one in await mongo.find("pages", {"_id": {"$in": ids}}, _COMPARED_FIELDS)
    }
    changed: dict[str, Document] = {}
    rejected: dict[str, Document] = {}
    cleared: set[str] = set()
    seen: dict[str, datetime] = {}
    for end in sorted(page_outcomes, key=lambda end: end["last_at"]):
        before = changed.get(end["_id"]) or known.get(end["_id"])
        if before and before["last_at"] >= end["last_at"]:
            continue
        page = changed[end["_id"]] = _merge_page_outcome(before, end, recheck_ages)
        kind, _, reason = end["outcome"].partition(":")
        if end["outcome"] == NOT_MODIFIED:
            seen[page["article"] or end["_id"]] = end["last_at"]
        if end["outcome"] in ARCHIVED:
            cleared.add(end["_id"])
            rejected.pop(end["_id"], None)
        elif kind == "rejected" and end["outcome"] != OUT_OF_RANGE:
            rejected[end["_id"]] = {
                "url": end["url"],
                "publisher": end["publisher"],
                "reason": reason,
                "at": end["last_at"],
            }
    # First what the look above does not compare with: cut off in between, both are repeated.
    await _update_last_seen(mongo, seen)
    await _write_documents(mongo, "rejected", rejected)
    await _remove_rejected(mongo, list(cleared - rejected.keys()))
    await mark_back(mongo, seen)
    buried = await mark_gone(mongo, changed)
    await _write_documents(mongo, "pages", changed, known.keys())
    return buried


async def _remove_rejected(mongo: Mongo, ids: list[str]) -> None:
    """Remove what was rejected once; the embedded server cannot remove from no collection."""
    if ids and (found := await mongo.find("rejected", {"_id": {"$in": ids}}, ("_id",))):
        await mongo.write("rejected", [Removal({"_id": {"$in": [one["_id"] for one in found]}})])


def _merge_page_outcome(
    previous: Document | None, page_outcome: Document, recheck_ages: RecheckAges
) -> Document:
    """Validators are those of the last body that was read; `failures` counts since a success.

    A body that could not be read or stored is forgotten: asked for again, it must come. The rest is
    said by `crawler.state.page_revisits.compute_page_record`.
    """
    page = {name: value for name, value in page_outcome.items() if name != "_id"}
    failed = page_outcome["outcome"].startswith("failed:")
    kept = previous or {}
    if page_outcome["status"] not in (200, 304):
        page |= {name: kept.get(name) for name in (*VALIDATOR_FIELDS, "read_as")}
    elif failed:
        page |= dict.fromkeys((*VALIDATOR_FIELDS, "read_as"))
    else:
        same = page_outcome["outcome"] == NOT_MODIFIED
        page["read_as"] = kept.get("read_as") if same else page_outcome["outcome"]
    page["article"] = page_outcome.get("article") or kept.get("article")
    page["failures"] = kept.get("failures", 0) + 1 if failed else 0
    return page | compute_page_record(previous, page_outcome, recheck_ages)


async def _update_last_seen(mongo: Mongo, seen_at: dict[str, datetime]) -> None:
    """The articles of addresses that have not changed were seen."""
    updates = [
        Update({"_id": name}, {"$max": {"last_seen_at": at}}) for name, at in seen_at.items()
    ]
    await mongo.write("articles", updates)


async def _write_documents(
    mongo: Mongo,
    collection: str,
    documents: Mapping[str, Document],
    existing_ids: Collection[str] = (),
) -> None:
    """Write documents by id; those not `existing_ids` to be there are inserted, if nobody else has."""
    names = list(documents)
    written = await mongo.write(
        collection,
        [
            _make_update(name, documents[name])
            if name in existing_ids
            else Insertion({"_id": name} | documents[name])
            for name in names
        ],
    )
    refused = {names[at]: no.code for at, no in written.refused.items()}
    if there := [name for name, code in refused.items() if code == DUPLICATE_KEY]:
        again = await mongo.write(
            collection, [_make_update(name, documents[name]) for name in there]
        )
        refused = {name: code for name, code in refused.items() if code != DUPLICATE_KEY}
        refused |= {there[at]: no.code for at, no in again.refused.items()}
    if refused:
        code = next(iter(refused.values()))
        raise ValueError(f"{collection}: {len(refused)} refused (code {code})")


def _make_update(document_id: str, values: Document) -> Update:
    return Update({"_id": document_id}, {"$set": values}, upsert=True)
