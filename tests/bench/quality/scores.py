"""Scores of extracted fields against the gold, page by page and summed up."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from statistics import fmean

from tests.bench.quality.corpus import GoldPage
from tests.bench.quality.extractor import ExtractedFields
from tests.bench.quality.words import Overlap, measure_overlap, split_words

_CLEAN_PRECISION, _CLEAN_RECALL = 0.99, 0.5
_TIME_TOLERANCE = timedelta(minutes=5)


@dataclass(frozen=True, kw_only=True, slots=True)
class Score:
    """The scores of one page; None where its gold has no such field.

    `authors` is (authors found, authors in the gold).
    """

    text: Overlap
    clean: bool
    title: bool | None
    date: bool | None
    time: bool | None
    authors: tuple[int, int]
    ms: float | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Summary:
    """Shares of 1 over pages (over gold authors for `author`) and milliseconds a page."""

    f1: float | None
    precision: float | None
    recall: float | None
    clean: float | None
    title: float | None
    date: float | None
    time: float | None
    author: float | None
    ms: float | None


def score_page(page: GoldPage, fields: ExtractedFields) -> Score:
    """Score the fields of one page."""
    overlaps = (measure_overlap(page.text, text) for text in _list_scored_texts(page, fields))
    text = max(overlaps, key=lambda overlap: overlap.f1)
    authors = {split_words(author) for author in fields.authors}
    return Score(
        text=text,
        clean=text.precision >= _CLEAN_PRECISION and text.recall > _CLEAN_RECALL,
        title=split_words(fields.title) == split_words(page.title) if page.title else None,
        date=is_same_day(page.published, fields.published) if page.published else None,
        time=_is_same_time(page.published, fields.published),
        authors=(
            sum(split_words(author) in authors for author in page.authors),
            len(page.authors),
        ),
        ms=fields.ms,
    )


def summarise(scores: Sequence[Score]) -> Summary:
    """Sum up the scores of many pages."""
    authors_found = sum(score.authors[0] for score in scores)
    authors = sum(score.authors[1] for score in scores)
    return Summary(
        f1=_mean(scores, lambda score: score.text.f1),
        precision=_mean(scores, lambda score: score.text.precision),
        recall=_mean(scores, lambda score: score.text.recall),
        clean=_mean(scores, lambda score: score.clean),
        title=_mean(scores, lambda score: score.title),
        date=_mean(scores, lambda score: score.date),
        time=_mean(scores, lambda score: score.time),
        author=authors_found / authors if authors else None,
        ms=_mean(scores, lambda score: score.ms),
    )


def is_same_day(gold: str, extracted: str | None) -> bool:
    """Say whether two dates share a day, each as it is written or in UTC."""
    return bool(_list_days(gold) & _list_days(extracted))


def _list_scored_texts(page: GoldPage, fields: ExtractedFields) -> list[str]:
    both = "\n".join(part for part in (fields.lead, fields.text) if part)
    return {"text": [fields.text], "lead and text": [both], "better": [fields.text, both]}[
        page.scored
    ]


def _mean(scores: Iterable[Score], get_value: Callable[[Score], float | None]) -> float | None:
    values = [value for score in scores if (value := get_value(score)) is not None]
    return fmean(values) if values else None


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
