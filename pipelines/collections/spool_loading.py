"""The spool of earlier runs loaded into the database: articles, page outcomes, runs and rounds."""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import fields
from functools import partial
from itertools import islice
from typing import TypeVar

from crawler.health import RoundResult
from crawler.outcomes import DUPLICATE, STORED_OUTCOMES
from pipelines.collections import articles, outlets, pages, stored_runs
from pipelines.collections.pending_article import PendingArticle
from pipelines.connection import Connection
from pipelines.mongo.client import Mongo
from pipelines.mongo.documents import REQUIRED_FIELDS
from pipelines.mongo.extended_json import write_json_line
from pipelines.mongo.operations import Document
from pipelines.mongo.spool import list_spool_files, lock_spool_file, make_spool_line

T = TypeVar("T")
logger = logging.getLogger(__name__)

# The fields a spooled document must have, whatever version of the program spooled it.
_REQUIRED_FIELDS = {
    "articles": {"_id", *REQUIRED_FIELDS},
    "pages": {"_id", "url", "publisher", "outcome", "status", "last_at"},
    "runs": {"_id"},
    "outlets": {field.name for field in fields(RoundResult)},
}


async def load_spool(connection: Connection, *, size: int) -> int:
    """Write the spooled documents, `size` lines at a time; return how many there were.

    A spool file is removed only once the server has acknowledged all of it; lines that cannot be
    loaded are kept in a file beside it. Raises StoreAwayError.
    """
    loaded = 0
    for file in list_spool_files(connection.spool_folder):
        with lock_spool_file(file) as spool_file:
            if spool_file is None:
                continue
            for lines in _iterate_batches(spool_file.read_lines(), size):
                loadable = [line for line in lines if _is_loadable(line)]
                unloadable = [line for line in lines if not _is_loadable(line)]
                unloadable += await _save_lines(connection, loadable)
                spool_file.unloadable_lines += [
                    write_json_line(line).encode() for line in unloadable
                ]
                loaded += len(loadable)
            spool_file.finish()
            logger.info("Loaded %s", file)
    return loaded


async def _save_lines(connection: Connection, lines: list[Document]) -> list[Document]:
    """Write the documents of some lines; return the lines the server refuses for good."""
    entries = [PendingArticle(document) for document in _select_documents("articles", lines)]
    await connection.attempt(
        partial(articles.save_articles, pending_articles=entries, now=connection.now)
    )
    refused = [
        make_spool_line("articles", entry.document)
        for entry in entries
        if entry.outcome not in STORED_OUTCOMES | {DUPLICATE}
    ]
    await connection.attempt(partial(_save_runs, runs=_select_documents("runs", lines)))
    outcomes = _select_documents("pages", lines)
    ages = connection.recheck_ages
    try:
        await connection.attempt(
            partial(pages.save_page_outcomes, page_outcomes=outcomes, recheck_ages=ages)
        )
    except ValueError:
        refused += [make_spool_line("pages", outcome) for outcome in outcomes]
    return refused + await _save_rounds(connection, _select_documents("outlets", lines))


async def _save_rounds(connection: Connection, rounds: list[Document]) -> list[Document]:
    refused = []
    for values in rounds:
        try:
            await connection.attempt(
                partial(outlets.add_round, crawl_round=RoundResult.from_values(values))
            )
        except ValueError:
            refused.append(make_spool_line("outlets", values))
    return refused


async def _save_runs(mongo: Mongo, runs: list[Document]) -> None:
    merged: dict[str, Document] = {}
    for run in runs:  # a run is spooled at its beginning and at its end
        merged[run["_id"]] = merged.get(run["_id"], {}) | run
    for run in merged.values():
        await stored_runs.save_run(mongo, run)


def _select_documents(collection: str, lines: list[Document]) -> list[Document]:
    return [line["document"] for line in lines if line["collection"] == collection]


def _is_loadable(spool_line: Document) -> bool:
    required = _REQUIRED_FIELDS.get(spool_line.get("collection", ""))
    document = spool_line.get("document")
    return required is not None and isinstance(document, dict) and required <= document.keys()


def _iterate_batches(values: Iterable[T], size: int) -> Iterator[list[T]]:
    remaining = iter(values)
    while batch := list(islice(remaining, size)):
        yield batch
