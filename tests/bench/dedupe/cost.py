"""The cost of finding copies of a document, by the number of documents stored."""

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
from crawler.text.normalise import split_words
from pipelines.collections import stories, story_index
from pipelines.collections.story_index import MEMBERS_MAX
from pipelines.embedded import EmbeddedServer
from pipelines.mongo.client import Mongo
from pipelines.mongo.operations import Document, Update
from tests.bench.dedupe.sources import read_site_articles
from tests.bench.dedupe.templates import REPORT_TEMPLATES

_BATCH = 100
_START = datetime(2026, 1, 1, tzinfo=UTC)
_MEASURED = 500  # documents at each size
_TEMPLATE_SHARE = 0.2  # of the documents are written from a template
_WORDS = 90  # of each other document


@dataclass(frozen=True, slots=True)
class Cost:
    """Milliseconds and candidates a document, averaged over the documents before one size."""

    size: int
    milliseconds: float
    candidates: float
    max_candidates: int


class Corpus:
    """Documents without end, by number: real words at random, and reports from templates."""

    def __init__(self) -> None:
        words = sorted(
            {word for _, piece in read_site_articles() for word in split_words(piece.text)}
        )
        random.Random(0).shuffle(words)
        self._words = words
        # Zipf's law: the n-th word is as frequent as 1/n.
        self._weights = list(accumulate(1 / (rank + 3) for rank in range(len(words))))
        self._templates = list(REPORT_TEMPLATES.values())

    def compute_keys(self, number: int) -> tuple[str, ...]:
        """Return the story keys of a document; random words need no folding."""
        document = self.make_document(number)
        if document["_from_template"]:
            return compute_story_keys(make_fingerprint(document["title"], None, document["text"]))
        hashes = hash_shingles(document["text"], MAX_WORDS)
        return compute_story_keys(
            Fingerprint(title_words=(), shingles=hashes.tobytes(), text=document["text"])
        )

    def make_document(self, number: int) -> Document:
        """Return the document of a number, always the same."""
        random_ = random.Random(number)
        if from_template := random_.random() < _TEMPLATE_SHARE:
            piece = random_.choice(self._templates)(random_, number // 10_000)
            title, text = piece.title, piece.text
        else:
            words = random_.choices(self._words, cum_weights=self._weights, k=_WORDS)
            title, text = " ".join(words[:8]), " ".join(words)
        return {
            "_id": f"{number:020x}",
            "_from_template": from_template,
            "title": title,
            "lead": None,
            "text": text,
            "publisher": f"outlet{number % 97}",
            "published_at": _START + timedelta(seconds=number * 20),
        }


def measure_in_process(sizes: Sequence[int]) -> Iterator[Cost]:
    """Measure keys, a story index of the same bounds in a dict, and the ranking of candidates."""
    corpus = Corpus()
    index: dict[str, list[int]] = {}
    for number in range(max(sizes)):
        size = next((size for size in sizes if number < size), 0)
        if number == size - _MEASURED:
            seconds, counts = 0.0, list[int]()
        if number < size - _MEASURED:
            _add_to_index(index, number, corpus.compute_keys(number))
            continue
        document = corpus.make_document(number)
        start = time.process_time()
        keys = _compute_document_keys(document)
        counts.append(_add_to_index(index, number, keys))
        seconds += time.process_time() - start
        if number == size - 1:
            yield _average_cost(size, seconds, counts)


def measure_over_database(sizes: Sequence[int], folder: Path) -> Iterator[Cost]:
    """Measure the assignment of stories, insertion and release over the embedded database.

    Between the sizes the story index and the articles are filled without looking for copies.
    """
    server = EmbeddedServer(folder)
    uri = server.ensure_running(keep=True)
    try:
        filled = 0
        for size in sizes:
            yield asyncio.run(_measure_size(uri, filled, size))
            filled = size
    finally:
        server.stop(force=True)


def measure_costs(in_memory: Sequence[int], stored: Sequence[int]) -> Iterator[tuple[str, Cost]]:
    """Yield each cost as soon as it is measured, with the name of the method."""
    for cost in measure_in_process(in_memory):
        yield "in process", cost
    with TemporaryDirectory() as folder:
        for cost in measure_over_database(stored, Path(folder)):
            yield "embedded database", cost


async def _measure_size(uri: str, start: int, size: int) -> Cost:
    corpus, mongo = Corpus(), Mongo(uri, "bench")
    try:
        for first in range(start, size - _MEASURED, _BATCH):
            documents = [corpus.make_document(number) for number in range(first, first + _BATCH)]
            now = _compute_time(first)
            keys = {
                document["_id"]: corpus.compute_keys(int(document["_id"], 16))
                for document in documents
            }
            await story_index.file_articles(mongo, keys, now)
            own_stories = {document["_id"]: document["_id"] for document in documents}
            await _insert(mongo, documents, own_stories, now)
        seconds, candidates = 0.0, []
        for first in range(size - _MEASURED, size, _BATCH):
            documents = [corpus.make_document(number) for number in range(first, first + _BATCH)]
            now = _compute_time(first)
            keys = {document["_id"]: _compute_document_keys(document) for document in documents}
            nearest = await story_index.find_nearest_articles(mongo, keys, now)
            candidates += list(nearest.values())
            started = time.perf_counter()
            assigned = await stories.assign_stories(mongo, documents, {}, now)
            story_ids = {name: place.story or name for name, place in assigned.items()}
            await _insert(mongo, documents, story_ids, now)
            await stories.release_claims(mongo, story_ids)
            seconds += time.perf_counter() - started
    finally:
        await mongo.close()
    return _average_cost(size, seconds, list(map(len, candidates)))


def _average_cost(size: int, seconds: float, counts: Sequence[int]) -> Cost:
    mean = sum(counts) / len(counts)
    return Cost(size, seconds / len(counts) * 1000, mean, max(counts))


async def _insert(
    mongo: Mongo, documents: Sequence[Document], story_ids: Mapping[str, str], now: datetime
) -> None:
    updates = []
    for document in documents:
        not_stored = {"_id", "_from_template"}
        values = {name: value for name, value in document.items() if name not in not_stored}
        values |= {"story": story_ids[document["_id"]], "first_seen_at": now}
        updates.append(Update({"_id": document["_id"]}, {"$setOnInsert": values}, upsert=True))
    await mongo.write("articles", updates)


def _add_to_index(index: dict[str, list[int]], number: int, keys: Sequence[str]) -> int:
    """Add a document to the index; return the number of its candidates."""
    entries = [index.setdefault(key, []) for key in keys]
    candidates = story_index.rank_by_shared_keys(
        "", ([str(member) for member in members] for members in entries)
    )
    for members in entries:
        members.append(number)
        del members[:-MEMBERS_MAX]
    return len(candidates)


def _compute_document_keys(document: Document) -> tuple[str, ...]:
    return compute_story_keys(
        make_fingerprint(document["title"], document["lead"], document["text"])
    )


def _compute_time(number: int) -> datetime:
    return _START + timedelta(seconds=number * 20)
