"""Takes up what an earlier run spooled."""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import fields
from functools import partial
from itertools import islice
from typing import TypeVar

from crawler.health import RoundResult
from crawler.outcomes import ARCHIVED, DUPLICATE
from pipelines.collections import articles, outlets, pages
from pipelines.collections.pending_article import PendingArticle
from pipelines.connection import Connection
from pipelines.mongo.client import Mongo
from pipelines.mongo.documents import REQUIRED_FIELDS
from pipelines.mongo.extended_json import write_json_line
from pipelines.mongo.operations import Document, Update
from pipelines.mongo.spool import list_spool_files, lock_spool_file

T = TypeVar("T")
logger = logging.getLogger(__name__)

# What a spooled document must have to be written without a look at who spooled it.
_REQUIRED_FIELDS = {
    "articles": {"_id", *REQUIRED_FIELDS},
    "pages": {"_id", "url", "publisher", "outcome", "status", "last_at"},
    "runs": {"_id"},
    "outlets": {one.name for one in fields(RoundResult)},
}


def make_spool_line(collection: str, document: Document) -> Document:
    """Return the spool's line for a document that is not written yet."""
    return {"collection": collection, "document": document}


async def load_spool(connection: Connection, *, size: int) -> int:
    """Write what lies in the spool, `size` lines at a time; return how many lines there were.

    A file goes only after the server has acknowledged all of it or a file beside it holds what
    cannot be loaded. Raises StoreAwayError.
    """
    loaded = 0
    for file in list_spool_files(connection.spool_folder):
        with lock_spool_file(file) as found:
            if found is None:
                continue
            for lines in _iterate_batches(found.read_lines(), size):
                known = [one for one in lines if _is_loadable(one)]
                strange = [one for one in lines if not _is_loadable(one)]
                strange += await _save_lines(connection, known)
                found.unloadable_lines += [write_json_line(one).encode() for one in strange]
                loaded += len(known)
            found.finish()
            logger.info("Loaded %s", file)
    return loaded


async def _save_lines(connection: Connection, lines: list[Document]) -> list[Document]:
    """Write some lines; return those the server refuses for good."""
    entries = [PendingArticle(document) for document in _select_documents("articles", lines)]
    await connection.attempt(
        partial(articles.save_articles, pending_articles=entries, now=connection.now)
    )
    refused = [
        make_spool_line("articles", entry.document)
        for entry in entries
        if entry.outcome not in ARCHIVED | {DUPLICATE}
    ]
    await connection.attempt(partial(_save_runs, runs=_select_documents("runs", lines)))
    ends = _select_documents("pages", lines)
    try:
        await connection.attempt(
            partial(
                pages.save_page_outcomes, page_outcomes=ends, recheck_ages=connection.recheck_ages
            )
        )
    except ValueError:
        refused += [make_spool_line("pages", end) for end in ends]
    return refused + await _save_rounds(connection, _select_documents("outlets", lines))


async def _save_rounds(connection: Connection, rounds: list[Document]) -> list[Document]:
    refused = []
    for one in rounds:
        try:
            await connection.attempt(
                partial(outlets.add_round, crawl_round=RoundResult.from_values(one))
            )
        except ValueError:
            refused.append(make_spool_line("outlets", one))
    return refused


async def _save_runs(mongo: Mongo, runs: list[Document]) -> None:
    whole: dict[str, Document] = {}
    for run in runs:  # its beginning and its end
        whole[run["_id"]] = whole.get(run["_id"], {}) | run
    for name, run in whole.items():
        values = {key: value for key, value in run.items() if key != "_id"}
        await mongo.write("runs", [Update({"_id": name}, {"$set": values}, upsert=True)])


def _select_documents(collection: str, lines: list[Document]) -> list[Document]:
    return [one["document"] for one in lines if one["collection"] == collection]


def _is_loadable(spool_line: Document) -> bool:
    needed, document = (
        _REQUIRED_FIELDS.get(spool_line.get("collection", "")),
        spool_line.get("document"),
    )
    return needed is not None and isinstance(document, dict) and needed <= document.keys()


def _iterate_batches(values: Iterable[T], size: int) -> Iterator[list[T]]:
    rest = iter(values)
    while batch := list(islice(rest, size)):
        yield batch
