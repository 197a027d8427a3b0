"""The tables of the benchmark, as aligned text."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from statistics import fmean
from urllib.parse import urlsplit

from tests.bench.quality.answer import Answer
from tests.bench.quality.contest import Contender, Run
from tests.bench.quality.corpus import Case
from tests.bench.quality.scores import Score, Summary, score, summarise

_COLUMNS = tuple(field.name for field in fields(Summary))
_HEADS = {"f1": "F1", "precision": "P", "recall": "R"}
_NEEDS = {"title": "title", "date": "date", "time": "date", "author": "authors"}
_WIDTH = 8

Corpora = Mapping[str, Sequence[Case]]


def scores_of(cases: Sequence[Case], run: Run) -> list[Score]:
    """Score every answer of a run."""
    return [score(case, answer) for case, answer in zip(cases, run.answers, strict=True)]


def contest(corpora: Corpora, runs: Mapping[tuple[Contender, str], Run]) -> str:
    """Return a row a contender, a group of columns a corpus."""
    contenders = list(dict.fromkeys(contender for contender, _ in runs))
    groups = [f"{name} ({len(cases)} pages)" for name, cases in corpora.items()]
    rows = [
        [
            cell
            for name, cases in corpora.items()
            for cell in _cells(summarise(scores_of(cases, runs[contender, name])), contender.gives)
        ]
        for contender in contenders
    ]
    wide = _WIDTH * len(_COLUMNS)
    first = max(len(contender.name) for contender in contenders)
    heads = [" " * first + "".join(f"  {group:<{wide - 2}}" for group in groups)]
    heads.append(_line("", _headings() * len(groups), first))
    return "\n".join(
        [*heads, *(_line(one.name, row, first) for one, row in zip(contenders, rows, strict=True))]
    )


def broken_down(cases: Sequence[Case], run: Run, by: str) -> str:
    """Return a row an outlet or a page, the worst text first."""
    key: Callable[[Case], str] = (lambda case: case.id) if by == "page" else _outlet
    groups: dict[str, list[Score]] = {}
    for case, one in zip(cases, scores_of(cases, run), strict=True):
        groups.setdefault(key(case), []).append(one)
    summaries = {name: summarise(scores) for name, scores in groups.items()}
    first = max(map(len, groups))
    every = frozenset(_NEEDS.values())
    rows = [
        _line(f"{name:<{first}}", [*_cells(summary, every), str(len(groups[name]))], first)
        for name, summary in sorted(summaries.items(), key=lambda pair: (pair[1].f1 or 0, pair[0]))
    ]
    return "\n".join([_line("", [*_headings(), "pages"], first), *rows])


def shares(name: str, values: Mapping[str, float]) -> str:
    """Return named shares in a line."""
    return f"{name}: " + ", ".join(f"{key} {value:.3f}" for key, value in values.items())


def rungs(answers: Sequence[Answer]) -> dict[str, float]:
    """Return on what share of pages each rung gave the text."""
    counted = Counter(answer.rung or "none" for answer in answers)
    return {rung: count / len(answers) for rung, count in counted.most_common()}


def verdicts(answers: Sequence[Answer]) -> dict[str, float]:
    """Return on what share of pages trafilatura, as the judge, agreed, contradicted or was mute."""
    names = {True: "agreed", False: "contradicted", None: "not asked or mute"}
    counted = Counter(names[answer.judged] for answer in answers)
    return {name: count / len(answers) for name, count in counted.most_common()}


def refusals(cases: Sequence[Case], run: Run) -> list[str]:
    """Return a line for every page that was not accepted, with the reason."""
    pairs = zip(cases, run.answers, strict=True)
    return [f"{case.id}: {answer.rejected}" for case, answer in pairs if answer.rejected]


def cost(ours: Run, theirs: Run) -> tuple[float, float]:
    """Return our milliseconds for one of theirs, and the share of pages that cost us no more."""
    pairs = [
        (one.ms, other.ms)
        for one, other in zip(ours.answers, theirs.answers, strict=True)
        if one.ms is not None and other.ms is not None
    ]
    ratio = sum(one for one, _ in pairs) / sum(other for _, other in pairs)
    return ratio, fmean(one <= other for one, other in pairs)


def _cells(summary: Summary, gives: frozenset[str]) -> list[str]:
    """A dash stands for what an extractor does not give or a corpus does not know."""
    cells = []
    for name in _COLUMNS:
        value: float | None = getattr(summary, name)
        if value is None or _NEEDS.get(name, name) not in gives | set(_COLUMNS) - set(_NEEDS):
            cells.append("-")
        else:
            cells.append(f"{value:.1f}" if name == "ms" else f"{value:.3f}")
    return cells


def _headings() -> list[str]:
    return [_HEADS.get(name, name) for name in _COLUMNS]


def _line(name: str, cells: Sequence[str], first: int) -> str:
    return f"{name:<{first}}" + "".join(f"{cell:>{_WIDTH}}" for cell in cells)


def _outlet(case: Case) -> str:
    return (urlsplit(case.url).hostname or case.url).removeprefix("www.")
