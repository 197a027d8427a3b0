"""Copies of stories as several outlets print them, and a process that stores one outlet's."""

import asyncio
import json
import os
import random
import signal
import sys
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from crawler.items import Article
from pipelines.mongo import Mongo
from pipelines.writes import Removal, Update, Written
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
    """A connection that dies right after some write of its process."""

    writes_left = 0

    async def write(self, collection: str, updates: Sequence[Update | Removal]) -> Written:
        """Write, and die of it."""
        done = await super().write(collection, updates)
        type(self).writes_left -= bool(updates)
        if type(self).writes_left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return done


def main(settings: str, publisher: str, writes: str = "0") -> None:
    """Wait for a line of input, store the copies, print how they ended."""
    items = copies(publisher)
    random.Random(publisher).shuffle(items)
    if int(writes):
        Mortal.writes_left = int(writes)
        sys.modules["pipelines.connection"].Mongo = Mortal  # type: ignore[attr-defined]

    async def crawl() -> list[str]:
        async with store(json.loads(settings)) as (pipeline, _):
            print("ready", flush=True)
            sys.stdin.readline()
            return await outcomes(pipeline, items)

    print(json.dumps(asyncio.run(crawl())))


def hours(piece: Piece, later: float) -> Piece:
    """Return the piece printed so many hours later."""
    return Piece(
        title=piece.title, text=piece.text, published_at=piece.published_at + timedelta(hours=later)
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
