"""The contenders: extractors, each run over the pages in a process of its own."""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.quality.answer_cache import Answer, AnswerCache
from tests.bench.quality.corpus import GoldPage
from tests.bench.quality.extractor import ExtractedFields, make_fields

ROOT = Path(__file__).parents[3]
ENVIRONMENTS = ROOT / ".bench"
_CACHE = ENVIRONMENTS / "cache"
_PEERS = Path(__file__).parent / "peers"
_HERE = "tests.bench.quality"


@dataclass(frozen=True, slots=True)
class Contender:
    """An extractor and the environment it runs in (None: warraq's own).

    `extractor` names an `Extractor`, "package.module:NAME"; `fields` are those it gives besides the
    text.
    """

    name: str
    extractor: str
    environment: str | None
    fields: frozenset[str] = frozenset()

    @property
    def python(self) -> Path:
        """The interpreter of the environment."""
        if self.environment is None:
            return Path(sys.executable)
        return find_python(self.environment)


def find_python(environment: str) -> Path:
    """Return the interpreter of an environment that the Makefile builds."""
    return ENVIRONMENTS / environment / "bin" / "python"


@dataclass(frozen=True, slots=True)
class ContenderRun:
    """A contender's fields, page by page (empty ones where it failed), and a line a failure."""

    results: Sequence[ExtractedFields]
    failures: Sequence[str] = ()


_ALL = frozenset({"title", "authors", "date"})


def _make_peer(name: str, extractor: str, environment: str, *fields: str) -> Contender:
    return Contender(name, f"{_HERE}.peers.{extractor}", environment, frozenset(fields))


# Without publisher files: the outlets that matter are those nobody has described.
WARRAQ = Contender("warraq", f"{_HERE}.warraq:EXTRACTOR", None, _ALL)
WITH_FILES = Contender("warraq, with files", f"{_HERE}.warraq:WITH_FILES", None, _ALL)
JUST_FETCHED = Contender("warraq", f"{_HERE}.warraq:JUST_FETCHED", None, _ALL)
TRAFILATURA = _make_peer("trafilatura", "with_trafilatura:PLAIN", "trafilatura", *_ALL)
TEXT_ONLY = _make_peer("trafilatura, text only", "with_trafilatura:TEXT_ONLY", "trafilatura")
PEERS = (
    TRAFILATURA,
    _make_peer("trafilatura, precise", "with_trafilatura:PRECISE", "trafilatura", *_ALL),
    TEXT_ONLY,
    _make_peer("newspaper4k", "with_newspaper4k:EXTRACTOR", "newspaper4k", *_ALL),
    _make_peer("goose3", "with_goose3:EXTRACTOR", "goose3", *_ALL),
    _make_peer("readability-lxml", "with_readability:EXTRACTOR", "readability-lxml", "title"),
    _make_peer("resiliparse", "with_resiliparse:EXTRACTOR", "resiliparse"),
)
CONTENDERS = (WARRAQ, WITH_FILES, *PEERS)


def open_cache(contender: Contender, *, fresh: bool) -> AnswerCache | None:
    """Return the cache of a peer's answers, without earlier ones where all are to be `fresh`.

    None for warraq, which is always asked.
    """
    if contender.environment is None:
        return None
    module = contender.extractor.removeprefix(f"{_HERE}.peers.").partition(":")[0]
    lock = _PEERS / f"{contender.environment}.lock"
    peer_files = (lock, _PEERS / f"{module}.py")
    return AnswerCache(_CACHE / f"{contender.name}.jsonl", contender.extractor, peer_files, fresh)


def run_contender(
    contender: Contender,
    pages: Sequence[GoldPage],
    readings: int = 1,
    cache: AnswerCache | None = None,
) -> ContenderRun:
    """Return a contender's answers on every page, from the cache where it has them."""
    answers = {page.id: answer for page in pages if cache and (answer := cache.find(page))}
    missing = [page for page in pages if page.id not in answers]
    for page, answer in zip(missing, _ask(contender, missing, readings), strict=True):
        answers[page.id] = answer
        if cache:
            cache.add(page, answer)
    return ContenderRun(
        results=[answers[page.id].fields for page in pages],
        failures=[f"{page.id}: {end}" for page in pages if (end := answers[page.id].failure)],
    )


def _ask(contender: Contender, pages: Sequence[GoldPage], readings: int) -> Iterator[Answer]:
    """Run a contender on every page, and go on after a page that ends its process."""
    done = 0
    while done < len(pages):
        process = _run_process(contender, pages[done:], readings)
        for line in process.stdout.splitlines():
            yield Answer(make_fields(json.loads(line)))
            done += 1
        if done < len(pages):
            lines = process.stderr.strip().splitlines() or [f"signal {-process.returncode}"]
            yield Answer(ExtractedFields(), lines[-1])
            done += 1


def _run_process(
    contender: Contender, pages: Sequence[GoldPage], readings: int
) -> "subprocess.CompletedProcess[str]":
    rows = (json.dumps({"url": page.url, "file": str(page.file)}) for page in pages)
    return subprocess.run(
        [contender.python, "-m", f"{_HERE}.runner", contender.extractor, str(readings)],
        cwd=ROOT,
        input="\n".join(rows),
        text=True,
        capture_output=True,
        check=False,
    )
