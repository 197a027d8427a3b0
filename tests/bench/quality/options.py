"""The options of the benchmark."""

import argparse
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.quality.contenders import CONTENDERS, ROOT, TRAFILATURA, WARRAQ, Contender
from tests.bench.quality.corpus import ARTICLE_CORPORA, INDEX_CORPUS

# What is scored beside the shared corpora.
_OTHER_PARTS = ("newsroom", "cases", "dates", "negatives")
_PARTS = (*ARTICLE_CORPORA, INDEX_CORPUS, *_OTHER_PARTS)


@dataclass(frozen=True, kw_only=True, slots=True)
class BenchOptions:
    """What a run scores and prints; `parts` are corpora and other parts."""

    shared: Path
    contenders: tuple[Contender, ...]
    parts: frozenset[str]
    aside: bool
    by: str | None
    worse: bool
    fresh: bool
    readings: int


def read_options(arguments: Sequence[str], description: str) -> BenchOptions:
    """Read the command line; SystemExit with status 2 where it cannot be followed."""
    parser = _make_parser(description)
    read = parser.parse_args(arguments)
    parts = frozenset(read.part or _PARTS)
    if read.aside:
        if read.by or read.worse or set(read.part or ()) & set(_OTHER_PARTS):
            parser.error("pages set aside are scored as a whole: no --by, no --worse, corpora only")
        parts -= set(_OTHER_PARTS)
    return BenchOptions(
        shared=read.shared,
        contenders=_choose_contenders(read.only, aside=read.aside),
        parts=parts,
        aside=read.aside,
        by=read.by,
        worse=read.worse,
        fresh=read.fresh,
        readings=read.readings,
    )


def find_shared_folder() -> Path:
    """Return the folder of shared corpora and cases, there or not."""
    return Path(os.environ.get("WARRAQ_SHARED", ROOT.parent / "shared"))


def _choose_contenders(prefix: str | None, *, aside: bool) -> tuple[Contender, ...]:
    """Choose those whose name begins so; of pages set aside, by default warraq and trafilatura."""
    if prefix is None:
        return (WARRAQ, TRAFILATURA) if aside else CONTENDERS
    return tuple(contender for contender in CONTENDERS if contender.name.startswith(prefix))


def _make_parser(description: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.quality", description=description)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    names = sorted({contender.name.partition(",")[0] for contender in CONTENDERS})
    parser.add_argument("--only", choices=["", *names], help="one contender, '' for all")
    parser.add_argument("--part", choices=_PARTS, action="append", help="one part; may be repeated")
    parser.add_argument("--by", choices=("outlet", "page"), help="warraq's scores in detail")
    parser.add_argument("--worse", action="store_true", help="the pages trafilatura reads better")
    parser.add_argument("--aside", action="store_true", help="the pages set aside, as a whole")
    parser.add_argument("--fresh", action="store_true", help="ask peers anew, for their times too")
    parser.add_argument(
        "--readings", type=int, default=1, help="how often a page is read; the quickest counts"
    )
    parser.add_argument(
        "--shared", type=Path, default=find_shared_folder(), help="the folder of the corpora"
    )
    return parser
