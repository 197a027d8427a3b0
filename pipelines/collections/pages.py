"""How the end of an address is written: what is known of it (`pages`), and why it is no article."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any

from crawler.outcomes import KEPT, NOT_MODIFIED, OUT_OF_RANGE
from crawler.state.page_revisits import Ages, follow_up
from crawler.state.records import PageState
from crawler.state.validators import Validators
from crawler.urls.canonical_form import article_id
from pipelines.mongo.client import Mongo
from pipelines.mongo.operations import DUPLICATE_KEY, EPOCH, Document, Insertion, Removal, Update

# FOLDED from pipelines.tombstones: Marks articles as gone, and as back: `gone_at`. Their text
# stays.


async def bury(mongo: Mongo, pages: Mapping[str, Document]) -> int:
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
        if article and _is_loss(page, article):
            article["gone_at"] = page["gone_at"]
            stone = {"_id": name, "gone_at": page["gone_at"]}
            guard = ("last_seen_at", article["last_seen_at"])
            buried += await mongo.replace("articles", stone, guard=guard) is True
    return buried


def _is_loss(page: Document, article: Document) -> bool:
    """Say whether an article goes with a page.

    Many a page names an address canonical where there has never been one.
    """
    if article.get("gone_at") or article["last_seen_at"] >= page["last_at"]:
        return False
    gave = page.get("article") or page["first_at"]
    return bool(gave) or article_id(article.get("fetched_url") or "") == article_id(page["url"])


async def raise_up(mongo: Mongo, ids: Iterable[str]) -> None:
    """Unset `gone_at` of articles of which a page stands as it was. Raises UnreachableError."""
    if names := list(ids):
        gone = {"_id": {"$in": names}, "gone_at": {"$gt": EPOCH}}
        await mongo.write("articles", [Update(gone, {"$set": {"gone_at": None}}, every=True)])


# What is known of the last body; lies flat in the documents of `pages` and `sources`.
VALIDATORS = tuple(one.name for one in fields(Validators))
_FIELDS = (
    *("last_at", "failures", "read_as", "article", "first_at", "unchanged", "missing"),
    *("missing_at", "gone_at", "listed_at", "next_due", *VALIDATORS),
)
STATE = (
    *("last_at", "read_as", "outcome", "unchanged", "listed_at", "next_due", "published_at"),
    *VALIDATORS,
)
# What may be known of the answer: `listed_at` is the date a source gave, `published_at` the
# article's where it lies outside the run's range, `article` its id where it is not the address's.
ANSWER = ("status", *VALIDATORS, "listed_at", "published_at", "article")


def page_of(
    *, url: str, publisher: str, outcome: str, at: datetime, answer: Mapping[str, Any]
) -> Document:
    """Return one end of one address; `answer` may hold what ANSWER names."""
    return {
        "_id": article_id(url),
        "url": url,
        "publisher": publisher,
        "outcome": outcome,
        "last_at": at,
    } | {name: answer.get(name) for name in ANSWER}


def state_of(document: Document) -> PageState:
    """Return what a stored page tells the next crawl."""
    return PageState(
        outcome=document["outcome"],
        read_as=document.get("read_as"),
        last_at=document["last_at"],
        next_due=document.get("next_due"),
        listed_at=document.get("listed_at"),
        unchanged=document.get("unchanged") or 0,
        published_at=document.get("published_at"),
        validators=validators_of(document),
    )


def validators_of(document: Document) -> Validators:
    """Read the validators that lie flat in a document; what it lacks has its default."""
    known = {name: document[name] for name in VALIDATORS if document.get(name) is not None}
    return Validators(**known)


async def save(mongo: Mongo, ends: list[Document], ages: Ages) -> int:
    """Write ends of addresses; those that were written before or are late change nothing.

    Articles whose page is gone are marked so; returns how many. Raises UnreachableError, and
    ValueError where the server refuses one of them.
    """
    ids = list({end["_id"] for end in ends})
    known = {one["_id"]: one for one in await mongo.find("pages", {"_id": {"$in": ids}}, _FIELDS)}
    changed: dict[str, Document] = {}
    rejected: dict[str, Document] = {}
    cleared: set[str] = set()
    seen: dict[str, datetime] = {}
    for end in sorted(ends, key=lambda end: end["last_at"]):
        before = changed.get(end["_id"]) or known.get(end["_id"])
        if before and before["last_at"] >= end["last_at"]:
            continue
        page = changed[end["_id"]] = _after(before, end, ages)
        kind, _, reason = end["outcome"].partition(":")
        if end["outcome"] == NOT_MODIFIED:
            seen[page["article"] or end["_id"]] = end["last_at"]
        if end["outcome"] in KEPT:
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
    await _see_again(mongo, seen)
    await _put(mongo, "rejected", rejected)
    await _clear(mongo, list(cleared - rejected.keys()))
    await raise_up(mongo, seen)
    buried = await bury(mongo, changed)
    await _put(mongo, "pages", changed, known.keys())
    return buried


async def _clear(mongo: Mongo, ids: list[str]) -> None:
    """Remove what was rejected once; the embedded server cannot remove from no collection."""
    if ids and (found := await mongo.find("rejected", {"_id": {"$in": ids}}, ("_id",))):
        await mongo.write("rejected", [Removal({"_id": {"$in": [one["_id"] for one in found]}})])


def _after(before: Document | None, end: Document, ages: Ages) -> Document:
    """Validators are those of the last body that was read; `failures` counts since a success.

    A body that could not be read or stored is forgotten: asked for again, it must come. The rest is
    said by `crawler.state.page_revisits.follow_up`.
    """
    page = {name: value for name, value in end.items() if name != "_id"}
    failed = end["outcome"].startswith("failed:")
    kept = before or {}
    if end["status"] not in (200, 304):
        page |= {name: kept.get(name) for name in (*VALIDATORS, "read_as")}
    elif failed:
        page |= dict.fromkeys((*VALIDATORS, "read_as"))
    else:
        same = end["outcome"] == NOT_MODIFIED
        page["read_as"] = kept.get("read_as") if same else end["outcome"]
    page["article"] = end.get("article") or kept.get("article")
    page["failures"] = kept.get("failures", 0) + 1 if failed else 0
    return page | follow_up(before, end, ages)


async def _see_again(mongo: Mongo, seen: dict[str, datetime]) -> None:
    """The articles of addresses that have not changed were seen."""
    updates = [Update({"_id": name}, {"$max": {"last_seen_at": at}}) for name, at in seen.items()]
    await mongo.write("articles", updates)


async def _put(
    mongo: Mongo, collection: str, documents: Mapping[str, Document], known: Collection[str] = ()
) -> None:
    """Write documents by id; those not `known` to be there are inserted, if nobody else has."""
    names = list(documents)
    written = await mongo.write(
        collection,
        [
            _change(name, documents[name])
            if name in known
            else Insertion({"_id": name} | documents[name])
            for name in names
        ],
    )
    refused = {names[at]: no.code for at, no in written.refused.items()}
    if there := [name for name, code in refused.items() if code == DUPLICATE_KEY]:
        again = await mongo.write(collection, [_change(name, documents[name]) for name in there])
        refused = {name: code for name, code in refused.items() if code != DUPLICATE_KEY}
        refused |= {there[at]: no.code for at, no in again.refused.items()}
    if refused:
        code = next(iter(refused.values()))
        raise ValueError(f"{collection}: {len(refused)} refused (code {code})")


def _change(name: str, values: Document) -> Update:
    return Update({"_id": name}, {"$set": values}, insert=True)
