"""What must be in the database once a plan has run: every event, exactly once."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from crawler.urls.canonical_form import make_url_id
from tests.whole_crawls.standing.moving import MovingNewsroom
from tests.whole_crawls.standing.plan import Event
from tests.whole_crawls.workbench import Workbench

Article = Mapping[str, Any]


def wrong(
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
        own = [one for one in events if one.story.key == event.story.key]
        lines += [f"{article['url']}: {line}" for line in _wrong(article, own, start)]
        if event.of and article["story"] != _story(bench, urls[event.of]):
            lines.append(f"{article['url']}: another story than {urls[event.of]}")
    lines += [f"{article['url']}: never published" for article in stored.values()]
    return [*lines, *_wrong_revisions(bench, events, urls, start)]


def _wrong(article: Article, own: Sequence[Event], start: datetime) -> Iterator[str]:
    """Compare an article with what happened to it, in order."""
    last = own[-1]
    if article["text"] != last.story.text:
        yield "not the newest text"
    if article["title"] != last.story.title:
        yield "another title"
    if bool(article.get("gone_at")) != (last.kind == "delete"):
        yield f"gone_at is {article.get('gone_at')}"
    if article["first_seen_at"] < start + own[0].at:
        yield "stored before it was published"


def _wrong_revisions(
    bench: Workbench, events: Sequence[Event], urls: Mapping[str, str], start: datetime
) -> Iterator[str]:
    """Every edit of a stored article has one earlier version, and nothing else has."""
    seen = {one["_id"]: one["first_seen_at"] for one in bench.db.articles.find()}
    kept: dict[str, int] = {}
    for one in bench.db.revisions.find():
        kept[one["article_id"]] = kept.get(one["article_id"], 0) + 1
    for event in events:
        name = make_url_id(urls[event.story.key])
        if event.kind == "edit" and seen.get(name, start) < start + event.at:
            count = kept.pop(name, 0)
            if count != 1:
                yield f"{urls[event.story.key]}: {count} earlier versions of one edited once"
    yield from (f"{name}: an earlier version of what was not edited" for name in kept)


def _story(bench: Workbench, url: str) -> str | None:
    found = bench.db.articles.find_one({"_id": make_url_id(url)})
    return found["story"] if found else None


def latencies(
    bench: Workbench, newsroom: MovingNewsroom, events: Sequence[Event], start: datetime
) -> tuple[timedelta, timedelta]:
    """Return the median and the longest time from publication to storage."""
    seen = {one["_id"]: one["first_seen_at"] for one in bench.db.articles.find()}
    waits = [
        seen[name] - (start + event.at)
        for event in events
        if event.kind in ("publish", "copy")
        and (name := make_url_id(newsroom.outlets[event.outlet].url(event.story.key))) in seen
    ]
    return median(waits), max(waits)
