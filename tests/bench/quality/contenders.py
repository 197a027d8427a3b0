"""The contenders: extractors, each run over the pages in a process of its own."""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench.quality.corpus import GoldPage
from tests.bench.quality.extractor import ExtractedFields

ROOT = Path(__file__).parents[3]
ENVIRONMENTS = ROOT / ".bench"
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


@dataclass(slots=True)
class ContenderRun:
    """A contender's fields, page by page (empty ones where it failed), and a line a failure."""

    results: list[ExtractedFields] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)


_ALL = frozenset({"title", "authors", "date"})

WARRAQ = Contender("warraq", f"{_HERE}.warraq:EXTRACTOR", None, _ALL)
TEXT_ONLY = Contender(
    "trafilatura, text only", f"{_HERE}.peers.with_trafilatura:TEXT_ONLY", "trafilatura"
)
CONTENDERS = (
    WARRAQ,
    Contender("warraq, no files", f"{_HERE}.warraq:WITHOUT_FILES", None, _ALL),
    Contender("trafilatura", f"{_HERE}.peers.with_trafilatura:PLAIN", "trafilatura", _ALL),
    Contender(
        "trafilatura, precise", f"{_HERE}.peers.with_trafilatura:PRECISE", "trafilatura", _ALL
    ),
    TEXT_ONLY,
    Contender("newspaper4k", f"{_HERE}.peers.with_newspaper4k:EXTRACTOR", "newspaper4k", _ALL),
    Contender("goose3", f"{_HERE}.peers.with_goose3:EXTRACTOR", "goose3", _ALL),
    Contender(
        "readability-lxml",
        f"{_HERE}.peers.with_readability:EXTRACTOR",
        "readability-lxml",
        frozenset({"title"}),
    ),
    Contender("resiliparse", f"{_HERE}.peers.with_resiliparse:EXTRACTOR", "resiliparse"),
)


def run_contender(
    contender: Contender, pages: Sequence[GoldPage], readings: int = 1
) -> ContenderRun:
    """Run a contender on every page, and go on after a page that ends its process."""
    run = ContenderRun()
    while len(run.results) < len(pages):
        process = _run_process(contender, pages[len(run.results) :], readings)
        run.results += _parse_output(process.stdout)
        if len(run.results) < len(pages):
            lines = process.stderr.strip().splitlines() or [f"signal {-process.returncode}"]
            run.failures.append(f"{pages[len(run.results)].id}: {lines[-1]}")
            run.results.append(ExtractedFields())
    return run


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


def _parse_output(output: str) -> Iterator[ExtractedFields]:
    for line in output.splitlines():
        row = json.loads(line)
        yield ExtractedFields(**(row | {"authors": tuple(row["authors"])}))
