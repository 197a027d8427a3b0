"""Cases by the thousand: in this process, or in several that can be lost."""

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

from tests.bench.fuzz.cases import Case, case
from tests.bench.fuzz.draft import Seed
from tests.bench.fuzz.material import corpus, newsroom
from tests.bench.fuzz.reading import account, read
from tests.bench.quality.words import overlap

KEPT_F1 = 0.9
_CHUNK = 100
# Seconds of processor time: a bound for any body, and what a MB of it may take beside.
_ANY, _A_MEGABYTE = 2.0, 8.0
# A chunk or a case is given up after so many seconds; the machine may be shared.
_CHUNK_TIME, _CASE_TIME = 300, 60


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """How a case ended.

    `kept` is the F1 of its text against the untouched page's (None: not asked); `failure` a trace,
    "slow", "hang" or "crash".
    """

    number: int
    mutators: tuple[str, ...]
    source: str
    size: int
    seconds: float
    kept: float | None = None
    failure: str | None = None


def outcomes(seed: int, numbers: Sequence[int], shared: Path | None) -> list[Outcome]:
    """Run these cases here, one after the other."""
    return [outcome(one) for one in made(seed, numbers, shared)]


def made(seed: int, numbers: Sequence[int], shared: Path | None) -> Iterator[Case]:
    """Make cases: of the newsroom's bodies, of the corpora's each eighth."""
    own, theirs = newsroom(), corpus(shared) if shared else ()
    for number in numbers:
        material: Sequence[Seed] = theirs if theirs and number % 8 == 0 else own
        yield case(seed, number, material)


def outcome(one: Case) -> Outcome:
    """Read one case and say how it went."""
    source, body, kept, failure = one.draft.seed, one.draft.body, None, None
    begun = process_time()
    try:
        text = read(source.form, body, source.url, one.draft.content_type, one.want)
        if one.explained:
            account(body, source.url, one.draft.content_type)
        seconds = process_time() - begun
        if one.keeps and source.kept:
            kept = overlap(source.kept, text).f1
    except Exception:  # noqa: BLE001 - this is what is looked for
        failure, seconds = traceback.format_exc(), process_time() - begun
    if failure is None and seconds > _ANY + _A_MEGABYTE * len(body) / 1e6:
        failure = "slow"
    return Outcome(
        number=one.number,
        mutators=one.mutators,
        source=source.name,
        size=len(body),
        seconds=seconds,
        kept=kept,
        failure=failure,
    )


def spread(seed: int, cases: int, shared: Path | None, workers: int) -> Iterator[list[Outcome]]:
    """Run the cases of a seed number in processes; one that hangs or dies costs its case only."""
    context = multiprocessing.get_context("spawn")
    with ProcessPool(max_workers=workers, context=context) as pool:
        ask = partial(_ask, pool, seed, shared)
        numbers = [range(at, min(at + _CHUNK, cases)) for at in range(0, cases, _CHUNK)]
        for chunk, future in [(chunk, ask(chunk, _CHUNK_TIME)) for chunk in numbers]:
            try:
                yield future.result()
            except (OverTime, ProcessExpired):
                for number in chunk:
                    yield [_alone(number, ask(range(number, number + 1), _CASE_TIME))]


def _ask(
    pool: ProcessPool, seed: int, shared: Path | None, numbers: range, seconds: int
) -> "Future[list[Outcome]]":
    future: Future[list[Outcome]] = pool.schedule(
        outcomes, args=[seed, numbers, shared], timeout=seconds
    )
    return future


def _alone(number: int, future: "Future[list[Outcome]]") -> Outcome:
    try:
        return future.result()[0]
    except (OverTime, ProcessExpired) as error:
        failure = "hang" if isinstance(error, OverTime) else "crash"
        return Outcome(
            number=number, mutators=(), source="", size=0, seconds=_CASE_TIME, failure=failure
        )
