"""Copies of stories as several outlets print them, and processes that store them."""

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
from tests.bench.dedupe.edits import EDITS, edited
from tests.bench.dedupe.pair import Piece
from tests.bench.dedupe.sources import of_sites
from tests.contract.crawl import article, outcomes, store

STORIES = 8
_OTHER_WORDS = ["سوق", "بيت", "شجرة", "نهر"]


def printed(publisher: str, number: int, piece: Piece, **values: Any) -> Article:
    """Return a piece as an item."""
    return article(
        number,
        publisher=publisher,
        title=piece.title,
        text=piece.text,
        published_at=piece.published_at,
        **values,
    )


def copies(publisher: str) -> list[Article]:
    """Return the outlet's copies, each story under the number of its own; the origin is `misal`."""
    kinds = [kind for kind in EDITS if not kind.startswith("heavy")]
    made = []
    for number, (name, piece) in enumerate(of_sites()[:STORIES]):
        random_ = random.Random(f"{publisher}:{name}")
        kind = random_.choice(kinds)
        copy = piece if publisher == "misal" else edited(kind, piece, random_, _OTHER_WORDS)
        made.append(printed(publisher, number, copy))
    return made


class Mortal(Mongo):
    """A connection whose process dies right after some write, if any are counted.

    It takes no turns, as no writer does at a server whose unique index can be relied on: the
    writers meet at every step.
    """

    writes_left = -1

    async def get_writer_lock(self) -> AbstractAsyncContextManager[Any]:
        """Wait for nobody."""
        return nullcontext()

    async def write(self, collection: str, writes: Sequence[Write]) -> BulkResult:
        """Write, and die of it."""
        done = await super().write(collection, writes)
        type(self).writes_left -= bool(writes)
        if type(self).writes_left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return done


def work(settings: dict[str, Any], outlet: str, writes: int, start: Any, ended: Any) -> None:
    """Store an outlet's copies when all are ready; with `writes`, die after so many."""
    items = copies(outlet)
    random.Random(outlet).shuffle(items)
    Mortal.writes_left = writes or -1
    sys.modules["pipelines.connection"].Mongo = Mortal  # type: ignore[attr-defined]

    async def crawl() -> list[str]:
        async with store(settings) as (pipeline, _):
            start.wait()
            return await outcomes(pipeline, items)

    ended.put((outlet, asyncio.run(crawl())))


def main(settings: str, *outlets: str) -> None:
    """Start a process for each `outlet:writes`; print how the articles of each ended."""
    fork = multiprocessing.get_context("fork")  # imports are the most of a process's life
    start, ended = fork.Barrier(len(outlets)), fork.SimpleQueue()
    processes = []
    for one in outlets:
        outlet, _, writes = one.partition(":")
        arguments = (json.loads(settings), outlet, int(writes or 0), start, ended)
        processes.append(fork.Process(target=work, args=arguments))
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    alive = sum(process.exitcode == 0 for process in processes)
    print(json.dumps(dict(ended.get() for _ in range(alive))))


def hours(piece: Piece, later: float) -> Piece:
    """Return the piece printed so many hours later."""
    return Piece(
        title=piece.title, text=piece.text, published_at=piece.published_at + timedelta(hours=later)
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
