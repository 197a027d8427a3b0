"""Copies of stories as several outlets print them, and processes that store them at once."""

import asyncio
import json
import multiprocessing
import os
import random
import signal
import sys
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager, nullcontext
from datetime import timedelta
from typing import Any

from crawler.items import Article
from pipelines.mongo.client import Mongo
from pipelines.mongo.operations import BulkResult, Write
from tests.bench.dedupe.edits import EDITS, edit_article
from tests.bench.dedupe.pair import PublishedArticle
from tests.bench.dedupe.sources import read_site_articles
from tests.contract.crawl import article, open_store, store_items

STORIES = 8
_OTHER_WORDS = ["سوق", "بيت", "شجرة", "نهر"]


def make_article(publisher: str, number: int, piece: PublishedArticle, **values: Any) -> Article:
    """Return a piece of the deduplication benchmark as an item."""
    return article(
        number,
        publisher=publisher,
        title=piece.title,
        text=piece.text,
        published_at=piece.published_at,
        **values,
    )


def make_copies(publisher: str) -> list[Article]:
    """Return the outlet's copies, numbered by story; those of `misal` are the originals."""
    kinds = [kind for kind in EDITS if not kind.startswith("heavy")]
    made = []
    for number, (name, piece) in enumerate(read_site_articles()[:STORIES]):
        random_ = random.Random(f"{publisher}:{name}")
        kind = random_.choice(kinds)
        copy = piece if publisher == "misal" else edit_article(kind, piece, random_, _OTHER_WORDS)
        made.append(make_article(publisher, number, copy))
    return made


class DyingMongo(Mongo):
    """A connection that kills its process right after a number of writes, if one is set.

    It has no writer lock, as at a server whose unique indexes can be relied on: the writers meet at
    every step.
    """

    writes_left = -1

    async def get_writer_lock(self) -> AbstractAsyncContextManager[Any]:
        """Lock nothing."""
        return nullcontext()

    async def write(self, collection: str, writes: Sequence[Write]) -> BulkResult:
        """Write; die after the last write allowed."""
        result = await super().write(collection, writes)
        type(self).writes_left -= bool(writes)
        if type(self).writes_left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return result


def store_copies(
    settings: dict[str, Any], outlet: str, writes: int, start: Any, results: Any
) -> None:
    """Store an outlet's copies when all processes are ready; with `writes`, die after so many."""
    items = make_copies(outlet)
    random.Random(outlet).shuffle(items)
    DyingMongo.writes_left = writes or -1
    sys.modules["pipelines.connection"].Mongo = DyingMongo  # type: ignore[attr-defined]

    async def crawl() -> list[str]:
        async with open_store(settings) as (pipeline, _):
            start.wait()
            return await store_items(pipeline, items)

    results.put((outlet, asyncio.run(crawl())))


def main(settings: str, *outlets: str) -> None:
    """Start a process for each `outlet:writes`; print the outcomes of each as JSON."""
    fork = multiprocessing.get_context("fork")  # spares each process the imports
    start, results = fork.Barrier(len(outlets)), fork.SimpleQueue()
    processes = []
    for argument in outlets:
        outlet, _, writes = argument.partition(":")
        arguments = (json.loads(settings), outlet, int(writes or 0), start, results)
        processes.append(fork.Process(target=store_copies, args=arguments))
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    finished = sum(process.exitcode == 0 for process in processes)
    print(json.dumps(dict(results.get() for _ in range(finished))))


def print_later(piece: PublishedArticle, hours: float) -> PublishedArticle:
    """Return the piece printed so many hours later."""
    return PublishedArticle(
        title=piece.title, text=piece.text, published_at=piece.published_at + timedelta(hours=hours)
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
