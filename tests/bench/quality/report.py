"""The tables of the benchmark, as aligned text."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from statistics import fmean
from urllib.parse import urlsplit

from tests.bench.quality.contenders import Contender, ContenderRun
from tests.bench.quality.corpus import GoldPage
from tests.bench.quality.extractor import ExtractedFields
from tests.bench.quality.scores import Score, Summary, score_page, summarise

_COLUMNS = tuple(field.name for field in fields(Summary))
_HEADINGS = {"f1": "F1", "precision": "P", "recall": "R"}
# The field of a contender that a column needs.
_NEEDED_FIELDS = {"title": "title", "date": "date", "time": "date", "author": "authors"}
_WIDTH = 8

Corpora = Mapping[str, Sequence[GoldPage]]


def score_run(pages: Sequence[GoldPage], run: ContenderRun) -> list[Score]:
    """Score every page of a run."""
    return [score_page(page, fields) for page, fields in zip(pages, run.results, strict=True)]


def format_table(corpora: Corpora, runs: Mapping[tuple[Contender, str], ContenderRun]) -> str:
    """Return a table with a row a contender and a group of columns a corpus."""
    contenders = list(dict.fromkeys(contender for contender, _ in runs))
    groups = [f"{name} ({len(pages)} pages)" for name, pages in corpora.items()]
    group_width = _WIDTH * len(_COLUMNS)
    name_width = max(len(contender.name) for contender in contenders)
    lines = [" " * name_width + "".join(f"  {group:<{group_width - 2}}" for group in groups)]
    lines.append(_format_line("", _list_headings() * len(groups), name_width))
    for contender in contenders:
        cells: list[str] = []
        for name, pages in corpora.items():
            summary = summarise(score_run(pages, runs[contender, name]))
            cells += _format_cells(summary, contender.fields)
        lines.append(_format_line(contender.name, cells, name_width))
    return "\n".join(lines)


def format_breakdown(pages: Sequence[GoldPage], run: ContenderRun, by: str) -> str:
    """Return a table with a row an outlet or a page, the worst text first."""
    get_group: Callable[[GoldPage], str] = (lambda page: page.id) if by == "page" else _read_outlet
    groups: dict[str, list[Score]] = {}
    for page, score in zip(pages, score_run(pages, run), strict=True):
        groups.setdefault(get_group(page), []).append(score)
    summaries = {name: summarise(scores) for name, scores in groups.items()}
    width = max(map(len, groups))
    fields = frozenset(_NEEDED_FIELDS.values())
    lines = [_format_line("", [*_list_headings(), "pages"], width)]
    for name, summary in sorted(summaries.items(), key=lambda item: (item[1].f1 or 0, item[0])):
        cells = [*_format_cells(summary, fields), str(len(groups[name]))]
        lines.append(_format_line(name, cells, width))
    return "\n".join(lines)


def format_shares(name: str, values: Mapping[str, float]) -> str:
    """Return named shares in a line."""
    return f"{name}: " + ", ".join(f"{key} {value:.3f}" for key, value in values.items())


def share_rungs(results: Sequence[ExtractedFields]) -> dict[str, float]:
    """Return the share of pages whose text came from each rung."""
    counts = Counter(fields.rung or "none" for fields in results)
    return {rung: count / len(results) for rung, count in counts.most_common()}


def share_verdicts(results: Sequence[ExtractedFields]) -> dict[str, float]:
    """Return the share of pages on which trafilatura, as the judge, agreed or contradicted."""
    names = {True: "agreed", False: "contradicted", None: "not asked or mute"}
    counts = Counter(names[fields.judged] for fields in results)
    return {name: count / len(results) for name, count in counts.most_common()}


def list_rejections(pages: Sequence[GoldPage], run: ContenderRun) -> list[str]:
    """Return a line for every page that was not accepted, with the reason."""
    pairs = zip(pages, run.results, strict=True)
    return [f"{page.id}: {fields.rejected}" for page, fields in pairs if fields.rejected]


def compare_cost(run: ContenderRun, peer_run: ContenderRun) -> tuple[float, float]:
    """Return the ratio of a run's processor time to a peer's, and the share of pages no dearer."""
    pairs = [
        (fields.ms, peer_fields.ms)
        for fields, peer_fields in zip(run.results, peer_run.results, strict=True)
        if fields.ms is not None and peer_fields.ms is not None
    ]
    ratio = sum(ms for ms, _ in pairs) / sum(peer_ms for _, peer_ms in pairs)
    return ratio, fmean(ms <= peer_ms for ms, peer_ms in pairs)


def _format_cells(summary: Summary, fields: frozenset[str]) -> list[str]:
    """Format a row; a dash stands for fields that the extractor or the corpus does not have."""
    cells = []
    for name in _COLUMNS:
        value: float | None = getattr(summary, name)
        if value is None or (name in _NEEDED_FIELDS and _NEEDED_FIELDS[name] not in fields):
            cells.append("-")
        else:
            cells.append(f"{value:.1f}" if name == "ms" else f"{value:.3f}")
    return cells


def _list_headings() -> list[str]:
    return [_HEADINGS.get(name, name) for name in _COLUMNS]


def _format_line(name: str, cells: Sequence[str], name_width: int) -> str:
    return f"{name:<{name_width}}" + "".join(f"{cell:>{_WIDTH}}" for cell in cells)


def _read_outlet(page: GoldPage) -> str:
    return (urlsplit(page.url).hostname or page.url).removeprefix("www.")
