"""Runs of many cases, in this process or in several, of which any may hang or die."""

import multiprocessing
import traceback
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as OverTime
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import process_time

from pebble import ProcessExpired, ProcessPool

from tests.bench.fuzz.cases import FuzzCase, make_case
from tests.bench.fuzz.draft import Seed
from tests.bench.fuzz.material import corpus, load_site_bodies
from tests.bench.fuzz.reading import explain_body, read_body
from tests.bench.quality.words import measure_overlap

MIN_KEPT_F1 = 0.9
_CHUNK = 100
# Seconds of processor time allowed for any body, and in addition for each MB.
_MAX_SECONDS, _MAX_SECONDS_PER_MB = 2.0, 8.0
# A chunk or a case is given up after these seconds; other work may share the machine.
_CHUNK_TIME, _CASE_TIME = 300, 60


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """The outcome of a case.

    `text_f1` compares the text with the untouched page's (None where the text need not stay);
    `failure` is a traceback, "slow", "hang" or "crash".
    """

    number: int
    mutators: tuple[str, ...]
    source: str
    size: int
    seconds: float
    text_f1: float | None = None
    failure: str | None = None


def run_cases(seed: int, numbers: Sequence[int], shared: Path | None) -> list[Outcome]:
    """Run cases in this process, one after the other."""
    return [run_case(case) for case in make_cases(seed, numbers, shared)]


def make_cases(seed: int, numbers: Sequence[int], shared: Path | None) -> Iterator[FuzzCase]:
    """Make cases from the sample sites' bodies; each eighth from the corpora, where present."""
    site_bodies, corpus_bodies = load_site_bodies(), corpus(shared) if shared else ()
    for number in numbers:
        from_corpus = corpus_bodies and number % 8 == 0
        material: Sequence[Seed] = corpus_bodies if from_corpus else site_bodies
        yield make_case(seed, number, material)


def run_case(case: FuzzCase) -> Outcome:
    """Read the body of one case and return the outcome."""
    source, body, text_f1, failure = case.draft.seed, case.draft.body, None, None
    content_type = case.draft.content_type
    started = process_time()
    try:
        text = read_body(source.kind, body, source.url, content_type, case.expected_kind)
        if case.explains:
            explain_body(body, source.url, content_type)
        seconds = process_time() - started
        if case.keeps_text and source.article_text:
            text_f1 = measure_overlap(source.article_text, text).f1
    except Exception:  # noqa: BLE001 - any exception is a failure of the case
        failure, seconds = traceback.format_exc(), process_time() - started
    if failure is None and seconds > _MAX_SECONDS + _MAX_SECONDS_PER_MB * len(body) / 1e6:
        failure = "slow"
    return Outcome(
        number=case.number,
        mutators=case.mutators,
        source=source.name,
        size=len(body),
        seconds=seconds,
        text_f1=text_f1,
        failure=failure,
    )


def run_in_processes(
    seed: int, cases: int, shared: Path | None, workers: int
) -> Iterator[list[Outcome]]:
    """Run the cases of a seed number in processes; a process that hangs or dies costs one case."""
    context = multiprocessing.get_context("spawn")
    with ProcessPool(max_workers=workers, context=context) as pool:
        submit = partial(_submit, pool, seed, shared)
        chunks = [range(start, min(start + _CHUNK, cases)) for start in range(0, cases, _CHUNK)]
        for chunk, future in [(chunk, submit(chunk, _CHUNK_TIME)) for chunk in chunks]:
            try:
                yield future.result()
            except (OverTime, ProcessExpired):
                for number in chunk:
                    single = submit(range(number, number + 1), _CASE_TIME)
                    yield [_wait_for_case(number, single)]


def _submit(
    pool: ProcessPool, seed: int, shared: Path | None, numbers: range, seconds: int
) -> "Future[list[Outcome]]":
    future: Future[list[Outcome]] = pool.schedule(
        run_cases, args=[seed, numbers, shared], timeout=seconds
    )
    return future


def _wait_for_case(number: int, future: "Future[list[Outcome]]") -> Outcome:
    try:
        return future.result()[0]
    except (OverTime, ProcessExpired) as error:
        failure = "hang" if isinstance(error, OverTime) else "crash"
        return Outcome(
            number=number, mutators=(), source="", size=0, seconds=_CASE_TIME, failure=failure
        )
