"""Marks articles as gone, and as back: `gone_at`. Their text stays."""

from collections.abc import Iterable, Mapping

from pipelines.mongo import Mongo
from pipelines.writes import Document, Update


async def bury(mongo: Mongo, pages: Mapping[str, Document]) -> int:
    """Set `gone_at` of the articles at pages (by id) that are gone; return of how many.

    One seen since, or buried already, is left: doing it again changes nothing. Raises
    UnreachableError.
    """
    gone = {page.get("article") or at: page for at, page in pages.items() if page["gone_at"]}
    if not gone:
        return 0
    fields = ("last_seen_at", "gone_at")
    buried = 0
    for article in await mongo.find("articles", {"_id": {"$in": list(gone)}}, fields):
        page, seen = gone[article["_id"]], article["last_seen_at"]
        if article.get("gone_at") or seen >= page["last_at"]:
            continue
        stone = {"_id": article["_id"], "gone_at": page["gone_at"]}
        buried += await mongo.replace("articles", stone, guard=("last_seen_at", seen)) is True
    return buried


async def raise_up(mongo: Mongo, ids: Iterable[str]) -> None:
    """Unset `gone_at` of articles whose page is back as it was. Raises UnreachableError."""
    back = [Update({"_id": name}, {"$set": {"gone_at": None}}) for name in ids]
    await mongo.write("articles", back)
