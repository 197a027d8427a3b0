"""Scores of extracted fields against the gold, page by page and summed up."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from statistics import fmean

from tests.bench.quality.corpus import GoldPage
from tests.bench.quality.extractor import ExtractedFields
from tests.bench.quality.words import Overlap, count_held_pieces, measure_overlap, split_words

_CLEAN_PRECISION, _CLEAN_RECALL = 0.99, 0.5
_TIME_TOLERANCE = timedelta(minutes=5)
# A gold that is a bare day does not say whose day: the publisher's clock is one of these from UTC.
_WEST, _EAST = timedelta(hours=-8), timedelta(hours=5)

# Right ones, and of how many.
Share = tuple[int, int]


@dataclass(frozen=True, kw_only=True, slots=True)
class Score:
    """The scores of one page; None where its gold has no such field.

    `authors` counts the gold's authors found, `named` the authors given that are the gold's, `kept`
    the pieces a right text has, `leaked` those it must not have. `lost`: there is no text.
    """

    text: Overlap
    clean: bool
    title: bool | None
    date: bool | None
    time: bool | None
    authors: Share
    named: Share
    kept: Share
    leaked: Share
    lost: bool
    ms: float | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Summary:
    """Shares of 1 over pages (of authors and pieces: over all pages), `lost` pages, ms a page."""

    f1: float | None
    precision: float | None
    recall: float | None
    clean: float | None
    title: float | None
    date: float | None
    time: float | None
    author: float | None
    named: float | None
    kept: float | None
    leaked: float | None
    lost: int
    ms: float | None


def score_page(page: GoldPage, fields: ExtractedFields) -> Score:
    """Score the fields of one page."""
    overlaps = (measure_overlap(page.text, text) for text in _list_scored_texts(page, fields))
    text = max(overlaps, key=lambda overlap: overlap.f1)
    given = {split_words(author) for author in fields.authors}
    wanted = [split_words(author) for author in page.authors]
    whole = _join_texts(fields)
    return Score(
        text=text,
        clean=text.precision >= _CLEAN_PRECISION and text.recall > _CLEAN_RECALL,
        title=split_words(fields.title) == split_words(page.title) if page.title else None,
        date=is_same_day(page.published, fields.published) if page.published else None,
        time=_is_same_time(page.published, fields.published),
        authors=(sum(author in given for author in wanted), len(wanted)),
        named=(len(given & set(wanted)), len(given)) if page.names_authors else (0, 0),
        kept=(count_held_pieces(page.has, whole), len(page.has)),
        leaked=(count_held_pieces(page.lacks, whole), len(page.lacks)),
        lost=not fields.text,
        ms=fields.ms,
    )


def summarise(scores: Sequence[Score]) -> Summary:
    """Sum up the scores of many pages."""
    return Summary(
        f1=_mean(scores, lambda score: score.text.f1),
        precision=_mean(scores, lambda score: score.text.precision),
        recall=_mean(scores, lambda score: score.text.recall),
        clean=_mean(scores, lambda score: score.clean),
        title=_mean(scores, lambda score: score.title),
        date=_mean(scores, lambda score: score.date),
        time=_mean(scores, lambda score: score.time),
        author=_add_shares(score.authors for score in scores),
        named=_add_shares(score.named for score in scores),
        kept=_add_shares(score.kept for score in scores),
        leaked=_add_shares(score.leaked for score in scores),
        lost=sum(score.lost for score in scores),
        ms=_mean(scores, lambda score: score.ms),
    )


def is_same_day(gold: str, extracted: str | None) -> bool:
    """Say whether two dates share a day, each as it is written or in UTC.

    A gold that is a bare day is met by an instant that falls on it in any zone of the publishers'.
    """
    days, parsed = _list_days(extracted), _parse_iso(extracted)
    if (
        isinstance(parsed, datetime)
        and parsed.tzinfo
        and not isinstance(_parse_iso(gold), datetime)
    ):
        instant = parsed.astimezone(UTC)
        days |= {(instant + _WEST).date(), (instant + _EAST).date()}
    return bool(_list_days(gold) & days)


def _list_scored_texts(page: GoldPage, fields: ExtractedFields) -> list[str]:
    both = _join_texts(fields)
    return {"text": [fields.text], "lead and text": [both], "better": [fields.text, both]}[
        page.scored
    ]


def _join_texts(fields: ExtractedFields) -> str:
    return "\n".join(part for part in (fields.lead, fields.text) if part)


def _mean(scores: Iterable[Score], get_value: Callable[[Score], float | None]) -> float | None:
    values = [value for score in scores if (value := get_value(score)) is not None]
    return fmean(values) if values else None


def _add_shares(shares: Iterable[Share]) -> float | None:
    pairs = list(shares)
    total = sum(count for _, count in pairs)
    return sum(right for right, _ in pairs) / total if total else None


def _parse_iso(text: str | None) -> date | datetime | None:
    """Return a date where the text has no clock time; None where it is not ISO 8601."""
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        pass
    try:
        return datetime.fromisoformat(text or "")
    except ValueError:
        return None


def _list_days(text: str | None) -> set[date]:
    parsed = _parse_iso(text)
    if not isinstance(parsed, datetime):
        return {parsed} if parsed else set()
    return {parsed.date(), parsed.astimezone(UTC).date()} if parsed.tzinfo else {parsed.date()}


def _is_same_time(gold: str | None, extracted: str | None) -> bool | None:
    """Say whether two times agree; None where the gold has no clock time or no zone.

    The extracted time needs both.
    """
    gold_time, extracted_time = _parse_iso(gold), _parse_iso(extracted)
    if not isinstance(gold_time, datetime) or gold_time.tzinfo is None:
        return None
    if not isinstance(extracted_time, datetime) or extracted_time.tzinfo is None:
        return False
    return abs(gold_time - extracted_time) <= _TIME_TOLERANCE
