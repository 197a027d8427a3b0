"""Dates of publication and of the last change, chosen by the weight of their evidence. Pure.

The days that candidates name compete: each has the weights of the rungs that name it, of a rung the
greatest. Of the candidates of the winning day one that knows the minute is taken.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from crawler.extraction.fields.date_candidates import is_utc, lacks_time
from crawler.extraction.fields.date_reader import DateCandidate, PageDateReader
from crawler.items import PublicationDate

# Set by hand, so that any two rungs outweigh a third: what programs declare for search engines is
# the article's; a printed date is worth as much as who says what it dates and where it stands.
EVIDENCE_WEIGHTS = {
    "selector": 12.0,
    "json-ld article": 6.0,
    "json-ld page": 4.0,
    "meta": 5.0,
    "microdata": 5.0,
    "label by headline": 6.0,
    "label": 4.0,
    "by headline": 4.5,
    "above headline": 2.5,
    "below text": 2.0,
    "mention": 1.0,
    "address": 4.0,
    "hint": 3.0,
}
# Of a declared date that the page's own print contradicts, as one rewritten at each change.
REWRITTEN_SHARE = 0.3
# Of a date counted back from the time of the fetch: an absolute one is right, wherever it stands.
RELATIVE_SHARE = 0.1
# A date that a line only mentions supports others, but is none by itself.
MIN_WEIGHT = 1.5

_MINUTE, _DAY = timedelta(minutes=1), timedelta(days=1)
_DECLARING_RUNGS = frozenset({"json-ld", "meta"})


def choose_dates(
    candidates: list[DateCandidate], date_reader: PageDateReader
) -> tuple[DateCandidate | None, DateCandidate | None]:
    """Return the dates of publication and of the last change, each None where there is none."""
    published = _choose_published(candidates)
    modified = next((candidate for candidate in candidates if candidate.role == "modified"), None)
    if published is None and modified is not None:
        published, modified = modified, None
    if published is not None:
        published = _correct_zone(published, candidates, date_reader)
    if modified is not None:
        modified = _correct_zone(modified, candidates, date_reader)
    if (
        published
        and modified
        and modified.date.instant < published.date.instant - timedelta(minutes=1)
    ):
        modified = None
    return published, modified


def weigh_candidates(candidates: list[DateCandidate]) -> list[float]:
    """Return the weight of each candidate."""
    rewritten_after = _find_rewritten_after(candidates)
    changes = [each.date.instant for each in candidates if each.role == "modified"]
    return [_weigh_candidate(candidate, rewritten_after, changes) for candidate in candidates]


def _weigh_candidate(
    candidate: DateCandidate, rewritten_after: dict[str, date], changes: list[datetime]
) -> float:
    weight = EVIDENCE_WEIGHTS[candidate.evidence]
    if candidate.date.is_relative:
        return weight * RELATIVE_SHARE
    if candidate.rung not in _DECLARING_RUNGS or candidate.role != "published":
        return weight
    days_late = {evidence: candidate.date.day - day for evidence, day in rewritten_after.items()}
    is_change = any(abs(change - candidate.date.instant) <= _MINUTE for change in changes)
    is_rewritten = days_late.get("label by headline", _DAY) > _DAY or (
        is_change and any(late >= _DAY for late in days_late.values())
    )
    return weight * REWRITTEN_SHARE if is_rewritten else weight


def _find_rewritten_after(candidates: list[DateCandidate]) -> dict[str, date]:
    """Return the day that the page prints by its headline, by the evidence for it."""
    return {
        candidate.evidence: candidate.date.day
        for candidate in reversed(candidates)
        if candidate.role == "published"
        and candidate.evidence in {"label by headline", "by headline"}
        and not candidate.date.is_relative
    }


def _choose_published(candidates: list[DateCandidate]) -> DateCandidate | None:
    """Choose the heaviest day, and its first candidate, or a later one that knows the minute."""
    weighed = [
        (candidate, weight)
        for candidate, weight in zip(candidates, weigh_candidates(candidates), strict=True)
        if candidate.role == "published"
    ]
    if not weighed:
        return None
    weights_by_day = _collect_weights(weighed)
    totals = [_sum_weights(candidate, weights_by_day) for candidate, _ in weighed]
    heaviest = max(totals)
    best = weighed[totals.index(heaviest)][0]
    min_weight = MIN_WEIGHT * (RELATIVE_SHARE if best.date.is_relative else 1)
    if heaviest < min_weight:
        return None
    return _find_most_exact(best, [candidate for candidate, _ in weighed])


def _collect_weights(
    weighed: Iterable[tuple[DateCandidate, float]],
) -> dict[date, dict[str, float]]:
    """Return for each day what each rung gives to it: its greatest weight."""
    weights_by_day: dict[date, dict[str, float]] = {}
    for candidate, weight in weighed:
        for day in _days_of(candidate):
            weight_by_rung = weights_by_day.setdefault(day, {})
            weight_by_rung[candidate.rung] = max(weight, weight_by_rung.get(candidate.rung, 0.0))
    return weights_by_day


def _sum_weights(candidate: DateCandidate, weights_by_day: dict[date, dict[str, float]]) -> float:
    return max(sum(weights_by_day[day].values()) for day in _days_of(candidate))


def _days_of(candidate: DateCandidate) -> set[date]:
    """Return the day as printed, and that of the instant in UTC where a zone is printed."""
    printed = candidate.date
    if printed.precision == "day" or not printed.zone_printed:
        return {printed.day}
    return {printed.day, printed.instant.astimezone(UTC).date()}


def _find_most_exact(best: DateCandidate, candidates: list[DateCandidate]) -> DateCandidate:
    if not lacks_time(best.date):
        return best
    days = (
        {best.date.day + timedelta(days=shift) for shift in (-1, 0, 1)}
        if best.date.precision == "minute"
        else {best.date.day}
    )
    return next(
        (
            candidate
            for candidate in candidates
            if not lacks_time(candidate.date)
            and candidate.date.day in days
            and not candidate.date.is_relative
        ),
        best,
    )


def _correct_zone(
    candidate: DateCandidate, candidates: list[DateCandidate], date_reader: PageDateReader
) -> DateCandidate:
    """Read a time without a zone, or a local one mislabelled as UTC, in the outlet's own zone.

    The latter only where the page shows the same wall time without a zone.
    """
    printed = candidate.date
    if printed.precision == "day" or (candidate.rung == "markup" and printed.zone_printed):
        return candidate
    zone_name = date_reader.timezone
    if not zone_name or not (printed.zone is None or is_utc(printed)):
        return candidate
    zone = ZoneInfo(zone_name)
    wall_time = printed.instant.replace(tzinfo=None, second=0, microsecond=0)
    if printed.zone is not None and (
        not zone.utcoffset(wall_time) or not _is_wall_time_visible(wall_time, candidates)
    ):
        return candidate
    local = printed.instant.replace(tzinfo=zone)
    return replace(
        candidate,
        date=replace(printed, instant=local, zone=zone_name, zone_assumed=False),
    )


def _is_wall_time_visible(wall_time: datetime, candidates: list[DateCandidate]) -> bool:
    return any(
        abs(other.date.instant.replace(tzinfo=None) - wall_time) <= _MINUTE
        for other in candidates
        if other.rung == "markup"
        and other.date.precision == "minute"
        and not other.date.zone_printed
    )


def build_publication_date(candidate: DateCandidate) -> tuple[datetime, PublicationDate]:
    """Return the instant to store and its provenance; a day is 00:00 UTC of the printed day."""
    parsed = candidate.date
    instant = parsed.instant
    if parsed.precision == "day":
        instant = datetime(instant.year, instant.month, instant.day, tzinfo=UTC)
    publication_date = PublicationDate(
        raw=parsed.raw,
        source=candidate.rung,
        precision=parsed.precision,
        zone=parsed.zone,
        zone_assumed=parsed.zone_assumed,
    )
    return instant, publication_date
