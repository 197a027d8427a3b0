"""Takes up what an earlier run spooled."""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import fields
from functools import partial
from itertools import islice
from typing import TypeVar

from crawler.health import Round
from crawler.outcomes import DUPLICATE, KEPT
from pipelines.collections import articles, outlets, pages
from pipelines.collections.pending_article import Entry
from pipelines.connection import Connection
from pipelines.mongo.client import Mongo
from pipelines.mongo.documents import NEEDED
from pipelines.mongo.extended_json import to_line
from pipelines.mongo.operations import Document, Update
from pipelines.mongo.spool import claimed, pending

T = TypeVar("T")
logger = logging.getLogger(__name__)

# What a spooled document must have to be written without a look at who spooled it.
_NEEDED = {
    "articles": {"_id", *NEEDED},
    "pages": {"_id", "url", "publisher", "outcome", "status", "last_at"},
    "runs": {"_id"},
    "outlets": {one.name for one in fields(Round)},
}


def line(collection: str, document: Document) -> Document:
    """Return the spool's line for a document that is not written yet."""
    return {"collection": collection, "document": document}


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
                known = [one for one in lines if _is_ours(one)]
                strange = [one for one in lines if not _is_ours(one)]
                strange += await _save(connection, known)
                found.aside += [to_line(one).encode() for one in strange]
                loaded += len(known)
            found.finish()
            logger.info("Loaded %s", file)
    return loaded


async def _save(connection: Connection, lines: list[Document]) -> list[Document]:
    """Write some lines; return those the server refuses for good."""
    entries = [Entry(document) for document in _of("articles", lines)]
    await connection.attempt(partial(articles.save, entries=entries, now=connection.now))
    refused = [
        line("articles", entry.document)
        for entry in entries
        if entry.outcome not in KEPT | {DUPLICATE}
    ]
    await connection.attempt(partial(_save_runs, runs=_of("runs", lines)))
    ends = _of("pages", lines)
    try:
        await connection.attempt(partial(pages.save, ends=ends, ages=connection.ages))
    except ValueError:
        refused += [line("pages", end) for end in ends]
    return refused + await _save_rounds(connection, _of("outlets", lines))


async def _save_rounds(connection: Connection, rounds: list[Document]) -> list[Document]:
    refused = []
    for one in rounds:
        try:
            await connection.attempt(partial(outlets.add, one=Round.from_values(one)))
        except ValueError:
            refused.append(line("outlets", one))
    return refused


async def _save_runs(mongo: Mongo, runs: list[Document]) -> None:
    whole: dict[str, Document] = {}
    for run in runs:  # its beginning and its end
        whole[run["_id"]] = whole.get(run["_id"], {}) | run
    for name, run in whole.items():
        values = {key: value for key, value in run.items() if key != "_id"}
        await mongo.write("runs", [Update({"_id": name}, {"$set": values}, insert=True)])


def _of(collection: str, lines: list[Document]) -> list[Document]:
    return [one["document"] for one in lines if one["collection"] == collection]


def _is_ours(one: Document) -> bool:
    needed, document = _NEEDED.get(one.get("collection", "")), one.get("document")
    return needed is not None and isinstance(document, dict) and needed <= document.keys()


def _batched(values: Iterable[T], size: int) -> Iterator[list[T]]:
    rest = iter(values)
    while batch := list(islice(rest, size)):
        yield batch
