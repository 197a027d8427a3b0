"""Takes up what an earlier run spooled."""

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import islice
from typing import TypeVar

from crawler.outcomes import DUPLICATE, KEPT
from pipelines import articles
from pipelines.articles import Entry
from pipelines.connection import Connection
from pipelines.documents import NEEDED
from pipelines.mongo import Document, Mongo, Update, to_line
from pipelines.spool import claimed, pending

T = TypeVar("T")
logger = logging.getLogger(__name__)


def article_line(document: Document) -> Document:
    """Return the spool's line for an article that is not stored yet."""
    return {"collection": "articles", "document": document}


def update_line(collection: str, update: Update) -> Document:
    """Return the spool's line for any other write."""
    return {
        "collection": collection,
        "where": update.where,
        "change": update.change,
        "insert": update.insert,
    }


async def load(connection: Connection, *, size: int) -> int:
    """Write what lies in the spool, `size` lines at a time; return how many lines there were.

    A file goes only after the server has acknowledged all of it or a file beside it holds what
    cannot be loaded. Raises StoreAwayError.
    """
    loaded = 0
    for file in pending(connection.folder):
        with claimed(file) as found:
            if found is None:
                continue
            for lines in _batched(found.lines(), size):
                known = [line for line in lines if _is_ours(line)]
                found.aside += [to_line(line).encode() for line in lines if not _is_ours(line)]
                found.aside += await _save(connection, known)
                loaded += len(known)
            found.finish()
            logger.info("Loaded %s", file)
    return loaded


async def _save(connection: Connection, lines: list[Document]) -> list[bytes]:
    """Write some lines; return those the server refuses for good."""
    entries = [Entry(line["document"]) for line in lines if line["collection"] == "articles"]
    await connection.attempt(partial(articles.save, entries=entries))
    await connection.attempt(partial(_write, lines=lines))
    return [
        to_line(article_line(entry.document)).encode()
        for entry in entries
        if entry.outcome not in KEPT | {DUPLICATE}
    ]


async def _write(mongo: Mongo, lines: list[Document]) -> None:
    updates: defaultdict[str, list[Update]] = defaultdict(list)
    for line in lines:
        if line["collection"] != "articles":
            update = Update(line["where"], line["change"], line["insert"])
            updates[line["collection"]].append(update)
    for collection, some in updates.items():
        await mongo.write(collection, some)


def _is_ours(line: Document) -> bool:
    if line.get("collection") == "articles":
        document = line.get("document")
        return isinstance(document, dict) and {"_id", *NEEDED} <= document.keys()
    return {"collection", "where", "change", "insert"} == line.keys()


def _batched(values: Iterable[T], size: int) -> Iterator[list[T]]:
    rest = iter(values)
    while batch := list(islice(rest, size)):
        yield batch
