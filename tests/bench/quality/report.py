"""The tables of the benchmark, as aligned text.

What is printed of pages that are set aside comes from `format_table` and `compare_cost` alone:
the other functions name pages.
"""

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
_NEEDED_FIELDS = {
    "title": "title",
    "date": "date",
    "time": "date",
    "author": "authors",
    "named": "authors",
}
_WIDTH = 8
_MUCH_BETTER = 0.05

Runs = Mapping[Contender, ContenderRun]


def score_run(pages: Sequence[GoldPage], run: ContenderRun) -> list[Score]:
    """Score every page of a run."""
    return [score_page(page, fields) for page, fields in zip(pages, run.results, strict=True)]


def format_table(pages: Sequence[GoldPage], runs: Runs) -> str:
    """Return a table with a row a contender, without the columns that the corpus has no gold for.

    A dash stands for fields that the extractor does not give.
    """
    rows = {
        contender.name: _list_values(summarise(score_run(pages, run)), contender.fields)
        for contender, run in runs.items()
    }
    return _format_rows(rows)


def format_breakdown(pages: Sequence[GoldPage], run: ContenderRun, by: str) -> str:
    """Return a table with a row an outlet or a page, the worst text first."""
    get_group: Callable[[GoldPage], str] = (lambda page: page.id) if by == "page" else _read_outlet
    groups: dict[str, list[Score]] = {}
    for page, score in zip(pages, score_run(pages, run), strict=True):
        groups.setdefault(get_group(page), []).append(score)
    summaries = {name: summarise(scores) for name, scores in groups.items()}
    given = frozenset(_NEEDED_FIELDS.values())
    return _format_rows(
        {
            f"{name} ({len(groups[name])})": _list_values(summary, given)
            for name, summary in sorted(
                summaries.items(), key=lambda item: (item[1].f1 or 0, item[0])
            )
        }
    )


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


def list_much_better(
    pages: Sequence[GoldPage], run: ContenderRun, peer_run: ContenderRun
) -> list[str]:
    """Return a line for every page on which the peer's F1 is higher by .05 or more."""
    pairs = zip(score_run(pages, run), score_run(pages, peer_run), strict=True)
    return [
        f"{page.id}: {own.text.f1:.3f}, trafilatura {peer.text.f1:.3f}"
        for page, (own, peer) in zip(pages, pairs, strict=True)
        if peer.text.f1 >= own.text.f1 + _MUCH_BETTER
    ]


def compare_cost(run: ContenderRun, peer_run: ContenderRun) -> tuple[float, float]:
    """Return the ratio of a run's processor time to a peer's, and the share of pages no dearer."""
    pairs = [
        (fields.ms, peer_fields.ms)
        for fields, peer_fields in zip(run.results, peer_run.results, strict=True)
        if fields.ms is not None and peer_fields.ms is not None
    ]
    ratio = sum(ms for ms, _ in pairs) / sum(peer_ms for _, peer_ms in pairs)
    return ratio, fmean(ms <= peer_ms for ms, peer_ms in pairs)


def _list_values(summary: Summary, given: frozenset[str]) -> list[float | None]:
    """List a summary's values, None for fields that are not given."""
    return [
        getattr(summary, name) if _NEEDED_FIELDS.get(name, "text") in given | {"text"} else None
        for name in _COLUMNS
    ]


def _format_rows(rows: Mapping[str, Sequence[float | None]]) -> str:
    shown = [any(row[place] is not None for row in rows.values()) for place in range(len(_COLUMNS))]
    width = max(map(len, rows))
    lines = [_format_line("", [_HEADINGS.get(name, name) for name in _COLUMNS], shown, width)]
    for name, row in rows.items():
        cells = [_format_cell(*pair) for pair in zip(_COLUMNS, row, strict=True)]
        lines.append(_format_line(name, cells, shown, width))
    return "\n".join(lines)


def _format_cell(name: str, value: float | None) -> str:
    if value is None:
        return "-"
    if name == "lost":
        return str(value)
    return f"{value:.1f}" if name == "ms" else f"{value:.3f}"


def _format_line(name: str, cells: Sequence[str], shown: Sequence[bool], name_width: int) -> str:
    visible = (cell for cell, is_shown in zip(cells, shown, strict=True) if is_shown)
    return f"{name:<{name_width}}" + "".join(f"{cell:>{_WIDTH}}" for cell in visible)


def _read_outlet(page: GoldPage) -> str:
    return (urlsplit(page.url).hostname or page.url).removeprefix("www.")
