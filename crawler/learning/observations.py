"""How observations are added up: every article counts once, what is old goes. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import TypeVar

from crawler.extraction.traces import lead_trace
from crawler.items import Article
from crawler.learning.outlet_memory import Outlet, Sighting, Single
from crawler.text.normalise import fold
from crawler.urls.canonical_form import article_id

K = TypeVar("K")
V = TypeVar("V")

# Bounds of what is kept of one outlet.
ARTICLES_KEPT = 50  # ids of a sighting
WINDOW = 1_000
_SIGHTINGS_MAX = 300
_SINGLES_MAX = 600
_CONTAINERS_MAX = 20
_COUNTED_MAX = 500  # articles by container; then all counts are halved
_NAMED_MAX = 6  # author sets and sections of a sighting
_NAME_MAX = 100
_SAMPLE = 200
# A block not seen for so long is forgotten.
DAYS_KEPT = timedelta(days=60)
OBSERVED_KEPT = 2_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Observation:
    """What one article's page showed: its blocks (trace, text), and those already cut as chrome.

    `author` (all names, folded) and `section` are empty where nobody and none is named.
    """

    article: str
    at: datetime
    blocks: tuple[tuple[str, str], ...]
    cut: tuple[str, ...] = ()
    author: str = ""
    section: str = ""
    container: str | None = None


def observation_of(article: Article) -> Observation | None:
    """Read an observation from an article as extraction gave it; None where it has no traces."""
    texts = article.text.split("\n\n") if article.text else []
    if not article.traces or len(texts) != len(article.traces):
        return None
    blocks = list(zip(article.traces, texts, strict=True))
    if article.lead:
        blocks.append((lead_trace(article.lead), article.lead))
    return Observation(
        article=article_id(article.url),
        at=article.fetched_at,
        blocks=tuple(blocks),
        cut=article.chrome,
        author=" ".join(sorted(map(fold, article.authors)))[:_NAME_MAX],
        section=fold(article.section or "")[:_NAME_MAX],
        container=article.container,
    )


def absorb(outlet: Outlet, seen: Observation) -> None:
    """Add an observation. One of the same article again counts nothing twice."""
    outlet.tick += 1
    new = outlet.window.pop(seen.article, None) is None
    outlet.window[seen.article] = outlet.tick
    _trim(outlet.window, WINDOW)
    if new:
        outlet.observed += 1
        if seen.container:
            _count(outlet.containers, seen.container)
    for mark, text in dict(_blocks(seen)).items():
        _note(outlet, seen, mark, text, new=new)


def forget(outlet: Outlet, now: datetime) -> None:
    """Drop what was not seen for long, and what is too much."""
    outlet.singles = {
        mark: one for mark, one in outlet.singles.items() if now - one.at <= DAYS_KEPT
    }
    kept = {
        mark: one
        for mark, one in outlet.sightings.items()
        if now - one.last_seen_at <= DAYS_KEPT and outlet.observed - one.until <= OBSERVED_KEPT
    }
    if len(kept) > _SIGHTINGS_MAX:
        best = sorted(kept.items(), key=lambda item: (item[1].learned, item[1].count, item[1].last))
        kept = dict(best[-_SIGHTINGS_MAX:])
    outlet.sightings = kept


def _blocks(seen: Observation) -> Iterator[tuple[str, str]]:
    yield from ((mark, "") for mark in seen.cut)
    yield from seen.blocks


def _note(outlet: Outlet, seen: Observation, mark: str, text: str, *, new: bool) -> None:
    sighting = outlet.sightings.get(mark)
    if sighting is None:
        single = outlet.singles.pop(mark, None)
        if single is None or single.article == seen.article:
            outlet.singles[mark] = single or _single(outlet, seen)
            _trim(outlet.singles, _SINGLES_MAX)
            return
        sighting = outlet.sightings[mark] = _sighting(single, text)
    _see(outlet, sighting, seen, new=new)


def _see(outlet: Outlet, sighting: Sighting, seen: Observation, *, new: bool) -> None:
    sighting.last, sighting.until = outlet.tick, outlet.observed
    sighting.last_seen_at = max(sighting.last_seen_at, seen.at)
    # Of an article that was observed before and has left the list nobody knows whether it counted.
    if seen.article not in sighting.articles and (new or sighting.count < ARTICLES_KEPT):
        sighting.count += 1
        sighting.articles = [*sighting.articles, seen.article][-ARTICLES_KEPT:]
    for names, name in ((sighting.authors, seen.author), (sighting.sections, seen.section)):
        if name not in names and len(names) < _NAMED_MAX:
            names.append(name)


def _single(outlet: Outlet, seen: Observation) -> Single:
    return Single(seen.article, outlet.tick, outlet.observed, seen.author, seen.section, seen.at)


def _sighting(single: Single, text: str) -> Sighting:
    return Sighting(
        articles=[single.article],
        count=1,
        size=len(text),
        text=text[:_SAMPLE],
        first=single.tick,
        last=single.tick,
        since=single.number,
        until=single.number,
        first_seen_at=single.at,
        last_seen_at=single.at,
        authors=[single.author],
        sections=[single.section],
    )


def _count(containers: dict[str, int], path: str) -> None:
    """Count an article; those of long ago for less and less, as outlets are redesigned."""
    containers[path] = containers.get(path, 0) + 1
    while sum(containers.values()) > _COUNTED_MAX:
        halved = {one: count // 2 for one, count in containers.items() if count > 1}
        containers.clear()
        containers.update(halved)
    if len(containers) > _CONTAINERS_MAX:
        others = (one for one in containers if one != path)
        del containers[min(others, key=lambda one: containers[one])]


def _trim(kept: dict[K, V], most: int) -> None:
    """Drop the oldest above a number."""
    for key in list(islice(kept, max(0, len(kept) - most))):
        del kept[key]
