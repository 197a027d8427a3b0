"""Checks of the database once a plan has run: every event is there, exactly once."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from crawler.urls.canonical_form import make_url_id
from tests.whole_crawls.standing.moving import MovingNewsroom
from tests.whole_crawls.standing.plan import Event
from tests.whole_crawls.workbench import Workbench

Article = Mapping[str, Any]


def find_wrong_articles(
    bench: Workbench, newsroom: MovingNewsroom, events: Sequence[Event], start: datetime
) -> list[str]:
    """Return a line for each event that is not in the database as it must be."""
    stored = {article["_id"]: article for article in bench.db.articles.find()}
    lines = []
    published = [event for event in events if event.kind in ("publish", "copy")]
    urls = {
        event.story.key: newsroom.outlets[event.outlet].url(event.story.key) for event in events
    }
    for event in published:
        article = stored.pop(make_url_id(urls[event.story.key]), None)
        if article is None:
            lines.append(f"{urls[event.story.key]}: not stored")
            continue
        own_events = [other for other in events if other.story.key == event.story.key]
        lines += [f"{article['url']}: {line}" for line in _wrong_fields(article, own_events, start)]
        if event.of and article["story"] != _story_of(bench, urls[event.of]):
            lines.append(f"{article['url']}: another story than {urls[event.of]}")
    lines += [f"{article['url']}: never published" for article in stored.values()]
    return [*lines, *_wrong_revisions(bench, events, urls, start)]


def _wrong_fields(article: Article, events: Sequence[Event], start: datetime) -> Iterator[str]:
    """Compare an article with its events, which are in order."""
    last = events[-1]
    if article["text"] != last.story.text:
        yield "not the newest text"
    if article["title"] != last.story.title:
        yield "another title"
    if bool(article.get("gone_at")) != (last.kind == "delete"):
        yield f"gone_at is {article.get('gone_at')}"
    if article["first_seen_at"] < start + events[0].at:
        yield "stored before it was published"


def _wrong_revisions(
    bench: Workbench, events: Sequence[Event], urls: Mapping[str, str], start: datetime
) -> Iterator[str]:
    """Compare the edits of stored articles with the earlier versions: one for each edit."""
    first_seen = _first_seen(bench)
    versions = Counter(revision["article_id"] for revision in bench.db.revisions.find())
    for event in events:
        url_id = make_url_id(urls[event.story.key])
        if event.kind == "edit" and first_seen.get(url_id, start) < start + event.at:
            count = versions.pop(url_id, 0)
            if count != 1:
                yield f"{urls[event.story.key]}: {count} earlier versions of one edited once"
    yield from (f"{url_id}: an earlier version of what was not edited" for url_id in versions)


def _story_of(bench: Workbench, url: str) -> str | None:
    article = bench.db.articles.find_one({"_id": make_url_id(url)})
    return article["story"] if article else None


def _first_seen(bench: Workbench) -> dict[str, Any]:
    return {article["_id"]: article["first_seen_at"] for article in bench.db.articles.find()}


def measure_latencies(
    bench: Workbench, newsroom: MovingNewsroom, events: Sequence[Event], start: datetime
) -> tuple[timedelta, timedelta]:
    """Return the median and the longest time from publication to storage."""
    first_seen = _first_seen(bench)
    waits = [
        first_seen[url_id] - (start + event.at)
        for event in events
        if event.kind in ("publish", "copy")
        and (url_id := make_url_id(newsroom.outlets[event.outlet].url(event.story.key)))
        in first_seen
    ]
    return median(waits), max(waits)
