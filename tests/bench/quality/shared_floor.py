"""Sets of the shared folder that have a floor: few enough pages for every run of the tests."""

import gzip
from collections.abc import Callable, Mapping
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from tests.bench.quality import cases, lines
from tests.bench.quality.corpus import INDEX_CORPUS, GoldPage, read_corpus, read_negatives
from tests.bench.quality.extractor import ExtractedFields
from tests.bench.quality.scores import Summary, score_page, summarise
from tests.bench.quality.warraq import convert_article, extract_article

# Of large corpora every so manieth page is read.
_STEPS = {"real": 1, "real-2010": 1, "outlet": 5, "arabized": 3, "wcxb/articles": 12}
_INDEX_STEP = 4
# Fields of a summary that may not fall.
_FIELDS = ("f1", "clean", "title", "date", "time", "author", "named")


class SetScores(NamedTuple):
    """The scores of one set of inputs, shares of 1 by name; `inputs` is their SHA-256."""

    inputs: str
    scores: dict[str, float]


def _score_corpus(shared: Path, name: str, step: int) -> SetScores:
    """Score pages of a corpus as pages of outlets that nobody has described."""
    pages = read_corpus(shared / "corpus", name)[::step]
    scores = [score_page(page, _extract(page)) for page in pages]
    summary = summarise(scores)
    accepted = {"accepted": 1 - summary.lost / len(pages)}
    return SetScores(_hash_pages(pages), accepted | _list_scores(summary))


def _score_refusals(shared: Path) -> SetScores:
    """Score the pages that are no articles: the share that is refused."""
    sets = {
        "negatives": read_negatives(shared / "corpus" / "negatives"),
        INDEX_CORPUS: read_corpus(shared / "corpus", INDEX_CORPUS)[::_INDEX_STEP],
    }
    inputs = _hash_pages([page for pages in sets.values() for page in pages])
    return SetScores(inputs, {name: _share_refused(pages) for name, pages in sets.items()})


def _score_cases(shared: Path) -> SetScores:
    """Score the small inputs and the lines: the shares that are right."""
    folder = shared / "cases"
    wrong = cases.list_wrong(folder / "web")
    right = {"web": sum(not faults for faults in wrong.values()) / len(wrong)}
    files = [*sorted((folder / "web").glob("*/input.*")), *sorted((folder / "lines").iterdir())]
    return SetScores(_hash_files(files), right | lines.compute_line_shares(folder / "lines"))


SETS: Mapping[str, Callable[[Path], SetScores]] = {
    **{name: partial(_score_corpus, name=name, step=step) for name, step in _STEPS.items()},
    "refusals": _score_refusals,
    "cases": _score_cases,
}


def _extract(page: GoldPage) -> ExtractedFields:
    return convert_article(extract_article(gzip.decompress(page.file.read_bytes()), page.url))


def _share_refused(pages: list[GoldPage]) -> float:
    return sum(_extract(page).rejected is not None for page in pages) / len(pages)


def _list_scores(summary: Summary) -> dict[str, float]:
    values = {name: getattr(summary, name) for name in _FIELDS}
    return {name: value for name, value in values.items() if value is not None}


def _hash_pages(pages: list[GoldPage]) -> str:
    total = sha256(repr([(page.url, page.text, page.title) for page in pages]).encode())
    total.update(_hash_files([page.file for page in pages]).encode())
    return total.hexdigest()


def _hash_files(files: list[Path]) -> str:
    total = sha256()
    for file in files:
        total.update(file.read_bytes())
    return total.hexdigest()
