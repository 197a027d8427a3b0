"""The contenders, each run over the pages in a process of its own."""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench.quality.answer import Answer
from tests.bench.quality.corpus import Case

ROOT = Path(__file__).parents[3]
ENVIRONMENTS = ROOT / ".bench"
_HERE = "tests.bench.quality"


@dataclass(frozen=True, slots=True)
class Contender:
    """An extractor: its `Reader`, the environment it runs in (None: ours), the fields it gives."""

    name: str
    reader: str
    environment: str | None
    gives: frozenset[str] = frozenset()

    @property
    def python(self) -> Path:
        """The interpreter of its environment."""
        if self.environment is None:
            return Path(sys.executable)
        return python_of(self.environment)


def python_of(environment: str) -> Path:
    """Return the interpreter of an environment the Makefile builds."""
    return ENVIRONMENTS / environment / "bin" / "python"


@dataclass(slots=True)
class Run:
    """A contender's answers, one a case (an empty one where it broke), and how often it broke."""

    answers: list[Answer] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)


_ALL = frozenset({"title", "authors", "date"})

WARRAQ = Contender("warraq", f"{_HERE}.ours:READER", None, _ALL)
TEXT_ONLY = Contender(
    "trafilatura, text only", f"{_HERE}.peers.with_trafilatura:TEXT_ONLY", "trafilatura"
)
CONTENDERS = (
    WARRAQ,
    Contender("warraq, no files", f"{_HERE}.ours:WITHOUT_FILES", None, _ALL),
    Contender("trafilatura", f"{_HERE}.peers.with_trafilatura:PLAIN", "trafilatura", _ALL),
    Contender(
        "trafilatura, precise", f"{_HERE}.peers.with_trafilatura:PRECISE", "trafilatura", _ALL
    ),
    TEXT_ONLY,
    Contender("newspaper4k", f"{_HERE}.peers.with_newspaper4k:READER", "newspaper4k", _ALL),
    Contender("goose3", f"{_HERE}.peers.with_goose3:READER", "goose3", _ALL),
    Contender(
        "readability-lxml",
        f"{_HERE}.peers.with_readability:READER",
        "readability-lxml",
        frozenset({"title"}),
    ),
    Contender("resiliparse", f"{_HERE}.peers.with_resiliparse:READER", "resiliparse"),
)


def run(contender: Contender, cases: Sequence[Case], readings: int = 1) -> Run:
    """Let a contender answer for every page, going on behind pages that break it."""
    done = Run()
    while len(done.answers) < len(cases):
        left = cases[len(done.answers) :]
        process = _process(contender, left, readings)
        done.answers += _read(process.stdout)
        if len(done.answers) < len(cases):
            last = process.stderr.strip().splitlines() or [f"signal {-process.returncode}"]
            done.broken.append(f"{cases[len(done.answers)].id}: {last[-1]}")
            done.answers.append(Answer())
    return done


def _process(
    contender: Contender, cases: Sequence[Case], readings: int
) -> "subprocess.CompletedProcess[str]":
    rows = (json.dumps({"url": case.url, "file": str(case.file)}) for case in cases)
    return subprocess.run(
        [contender.python, "-m", f"{_HERE}.runner", contender.reader, str(readings)],
        cwd=ROOT,
        input="\n".join(rows),
        text=True,
        capture_output=True,
        check=False,
    )


def _read(output: str) -> Iterator[Answer]:
    for line in output.splitlines():
        row = json.loads(line)
        yield Answer(**(row | {"authors": tuple(row["authors"])}))
