"""What finding copies costs a document, however many are stored already."""

import asyncio
import random
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from tempfile import TemporaryDirectory

from crawler.near_duplicates import Fingerprint, compute_story_keys, make_fingerprint
from crawler.near_duplicates.fingerprint import MAX_WORDS
from crawler.near_duplicates.shingles import hash_shingles
from crawler.text.normalise import split_words as words_of
from pipelines.collections import stories, story_index
from pipelines.collections.story_index import MEMBERS_MAX
from pipelines.embedded import EmbeddedServer
from pipelines.mongo.client import Mongo
from pipelines.mongo.operations import Document, Update
from tests.bench.dedupe.sources import of_sites
from tests.bench.dedupe.templates import MOULDS

_BATCH = 100
_START = datetime(2026, 1, 1, tzinfo=UTC)
_MEASURED = 500  # documents at each size
_MOULDED = 0.2  # the share of reports of one mould
_WORDS = 90


@dataclass(frozen=True, slots=True)
class Cost:
    """Milliseconds and candidates a document, of the documents around one size."""

    size: int
    milliseconds: float
    candidates: float
    most: int


class Corpus:
    """Documents without end, by number: made sentences of real words, and moulds."""

    def __init__(self) -> None:
        words = sorted({word for _, piece in of_sites() for word in words_of(piece.text)})
        random.Random(0).shuffle(words)
        self._words = words
        # As words are in any language: the n-th as often as 1/n.
        self._weights = list(accumulate(1 / (at + 3) for at in range(len(words))))
        self._moulds = list(MOULDS.values())

    def keys(self, number: int) -> tuple[str, ...]:
        """Return the keys of a number's document, without its face where that is plain words."""
        one = self.document(number)
        if one["_mould"]:
            return compute_story_keys(make_fingerprint(one["title"], None, one["text"]))
        hashes = hash_shingles(one["text"], MAX_WORDS)
        return compute_story_keys(
            Fingerprint(title_words=(), shingles=hashes.tobytes(), text=one["text"])
        )

    def document(self, number: int) -> Document:
        """Return the document of a number, always the same."""
        random_ = random.Random(number)
        if mould := random_.random() < _MOULDED:
            piece = random_.choice(self._moulds)(random_, number // 10_000)
            title, text = piece.title, piece.text
        else:
            words = random_.choices(self._words, cum_weights=self._weights, k=_WORDS)
            title, text = " ".join(words[:8]), " ".join(words)
        return {
            "_id": f"{number:020x}",
            "_mould": mould,
            "title": title,
            "lead": None,
            "text": text,
            "publisher": f"outlet{number % 97}",
            "published_at": _START + timedelta(seconds=number * 20),
        }


def in_process(sizes: Sequence[int]) -> Iterator[Cost]:
    """Measure keys, bands of the same bounds in a dict, and the ranking of candidates."""
    corpus = Corpus()
    index: dict[str, list[int]] = {}
    for number in range(max(sizes)):
        size = next((size for size in sizes if number < size), 0)
        if number == size - _MEASURED:
            spent, counts = 0.0, list[int]()
        if number < size - _MEASURED:
            _file_in(index, number, corpus.keys(number))
            continue
        one = corpus.document(number)
        start = time.process_time()
        its = compute_story_keys(make_fingerprint(one["title"], one["lead"], one["text"]))
        counts.append(_file_in(index, number, its))
        spent += time.process_time() - start
        if number == size - 1:
            yield _cost(size, spent, counts)


def over_database(sizes: Sequence[int], folder: Path) -> Iterator[Cost]:
    """Measure `stories.place`, insertion and release over the embedded database.

    Between the sizes bands and articles are filled without being asked, in larger batches.
    """
    server = EmbeddedServer(folder)
    uri = server.ensure_running(keep=True)
    try:
        done = 0
        for size in sizes:
            yield asyncio.run(_grow(uri, done, size))
            done = size
    finally:
        server.stop(force=True)


async def _grow(uri: str, start: int, size: int) -> Cost:
    corpus, mongo = Corpus(), Mongo(uri, "bench")
    try:
        for first in range(start, size - _MEASURED, _BATCH):
            some = [corpus.document(number) for number in range(first, first + _BATCH)]
            now = _now(first)
            filed = {one["_id"]: corpus.keys(int(one["_id"], 16)) for one in some}
            await story_index.file_articles(mongo, filed, now)
            await _insert(mongo, some, {one["_id"]: one["_id"] for one in some}, now)
        spent, near = 0.0, []
        for first in range(size - _MEASURED, size, _BATCH):
            some = [corpus.document(number) for number in range(first, first + _BATCH)]
            now = _now(first)
            near += list(
                (await story_index.find_nearest_articles(mongo, _keys(some), now)).values()
            )
            began = time.perf_counter()
            places = await stories.assign_stories(mongo, some, {}, now)
            told = {name: one.story or name for name, one in places.items()}
            await _insert(mongo, some, told, now)
            await stories.release_claims(mongo, told)
            spent += time.perf_counter() - began
    finally:
        await mongo.close()
    return _cost(size, spent, [len(one) for one in near])


def _cost(size: int, spent: float, counts: Sequence[int]) -> Cost:
    mean = sum(counts) / len(counts)
    return Cost(size, spent / len(counts) * 1000, mean, max(counts))


async def _insert(
    mongo: Mongo, some: Sequence[Document], told: Mapping[str, str], now: datetime
) -> None:
    updates = []
    for one in some:
        values = {name: value for name, value in one.items() if name not in {"_id", "_mould"}}
        values |= {"story": told[one["_id"]], "first_seen_at": now}
        updates.append(Update({"_id": one["_id"]}, {"$setOnInsert": values}, upsert=True))
    await mongo.write("articles", updates)


def measure(in_memory: Sequence[int], stored: Sequence[int]) -> Iterator[tuple[str, Cost]]:
    """Yield each cost as it is known."""
    for cost in in_process(in_memory):
        yield "in process", cost
    with TemporaryDirectory() as folder:
        for cost in over_database(stored, Path(folder)):
            yield "embedded database", cost


def _file_in(index: dict[str, list[int]], number: int, its: Sequence[str]) -> int:
    members = [index.setdefault(key, []) for key in its]
    near = story_index.rank_by_shared_keys("", ([str(one) for one in some] for some in members))
    for some in members:
        some.append(number)
        del some[:-MEMBERS_MAX]
    return len(near)


def _keys(some: Sequence[Document]) -> dict[str, tuple[str, ...]]:
    return {
        one["_id"]: compute_story_keys(make_fingerprint(one["title"], one["lead"], one["text"]))
        for one in some
    }


def _now(number: int) -> datetime:
    return _START + timedelta(seconds=number * 20)
