"""One answer against its gold, and many together."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from statistics import fmean

from tests.bench.quality.answer import Answer
from tests.bench.quality.corpus import Case
from tests.bench.quality.words import Overlap, overlap, words

_CLEAN_PRECISION, _CLEAN_RECALL = 0.99, 0.5
_SAME_TIME = timedelta(minutes=5)


@dataclass(frozen=True, kw_only=True, slots=True)
class Score:
    """One page; None where its gold has nothing to compare. `authors` is (found, of how many)."""

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


def score(case: Case, answer: Answer) -> Score:
    """Score one answer."""
    text = max((overlap(case.text, said) for said in _texts(case, answer)), key=lambda one: one.f1)
    said = {words(author) for author in answer.authors}
    return Score(
        text=text,
        clean=text.precision >= _CLEAN_PRECISION and text.recall > _CLEAN_RECALL,
        title=words(answer.title) == words(case.title) if case.title else None,
        date=same_day(case.published, answer.published) if case.published else None,
        time=_same_time(case.published, answer.published),
        authors=(sum(words(author) in said for author in case.authors), len(case.authors)),
        ms=answer.ms,
    )


def summarise(scores: Sequence[Score]) -> Summary:
    """Put the scores of many pages together."""
    found = sum(one.authors[0] for one in scores)
    wanted = sum(one.authors[1] for one in scores)
    return Summary(
        f1=_mean(scores, lambda one: one.text.f1),
        precision=_mean(scores, lambda one: one.text.precision),
        recall=_mean(scores, lambda one: one.text.recall),
        clean=_mean(scores, lambda one: one.clean),
        title=_mean(scores, lambda one: one.title),
        date=_mean(scores, lambda one: one.date),
        time=_mean(scores, lambda one: one.time),
        author=found / wanted if wanted else None,
        ms=_mean(scores, lambda one: one.ms),
    )


def same_day(gold: str, said: str | None) -> bool:
    """Say whether two dates share a day, each as it is written or in UTC."""
    return bool(_days(gold) & _days(said))


def _texts(case: Case, answer: Answer) -> list[str]:
    both = "\n".join(part for part in (answer.lead, answer.text) if part)
    return {"text": [answer.text], "lead and text": [both], "better": [answer.text, both]}[
        case.scored
    ]


def _mean(scores: Iterable[Score], value: Callable[[Score], float | None]) -> float | None:
    known = [number for one in scores if (number := value(one)) is not None]
    return fmean(known) if known else None


def _moment(text: str | None) -> date | datetime | None:
    """A date where no clock time is printed; None for what is no ISO 8601."""
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        pass
    try:
        return datetime.fromisoformat(text or "")
    except ValueError:
        return None


def _days(text: str | None) -> set[date]:
    moment = _moment(text)
    if not isinstance(moment, datetime):
        return {moment} if moment else set()
    return {moment.date(), moment.astimezone(UTC).date()} if moment.tzinfo else {moment.date()}


def _same_time(gold: str | None, said: str | None) -> bool | None:
    """None where the gold has no clock time or no zone; an answer needs both."""
    wanted, found = _moment(gold), _moment(said)
    if not isinstance(wanted, datetime) or wanted.tzinfo is None:
        return None
    if not isinstance(found, datetime) or found.tzinfo is None:
        return False
    return abs(wanted - found) <= _SAME_TIME
