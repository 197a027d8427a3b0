"""Marks articles as gone, and as back: `gone_at`. Their text stays."""

from collections.abc import Iterable, Mapping

from crawler.urls import article_id
from pipelines.mongo import Mongo
from pipelines.writes import EPOCH, Document, Update


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
