"""Backfill of a range of dates from the monthly sitemaps of an outlet's archive."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from html import escape

from tests.learning.outlets import load_stories
from tests.newsroom import xml
from tests.newsroom.server import Reply, Request, Server
from tests.newsroom.story import Story
from tests.whole_crawls.truth import check_sums
from tests.whole_crawls.workbench import Workbench

# The days of the articles, one a day; each month has a sitemap.
DAYS = [
    datetime(2023, 11, 5, 9, tzinfo=UTC), datetime(2023, 12, 30, 9, tzinfo=UTC),
    datetime(2024, 1, 2, 9, tzinfo=UTC), datetime(2024, 1, 28, 9, tzinfo=UTC),
    datetime(2024, 2, 29, 9, tzinfo=UTC), datetime(2024, 3, 1, 9, tzinfo=UTC),
    datetime(2024, 3, 20, 9, tzinfo=UTC), datetime(2025, 6, 1, 9, tzinfo=UTC),
]  # fmt: skip
XML = "application/xml; charset=utf-8"


def page(story: Story, day: datetime) -> bytes:
    text = "".join(f"<p>{escape(block.text)}</p>" for block in story.blocks)
    return (
        f'<!doctype html><html lang="ar"><head><meta charset="utf-8"><title>{escape(story.title)}'
        f'</title><meta property="article:published_time" content="{day.isoformat()}"></head>'
        f"<body><h1>{escape(story.title)}</h1><div>{text}</div></body></html>"
    ).encode()


@contextmanager
def archive(log: list[Request]) -> Iterator[Server]:
    """Serve an outlet whose robots.txt alone names its index of sitemaps, one a month."""
    with Server("127.0.0.1", 0, 1) as server:
        server.log = log.append
        pages = make_pages(server.address)
        server.answer = lambda target: pages.get(target, Reply(status=404))
        yield server


def make_pages(home: str) -> dict[str, Reply]:
    """Return an outlet's articles, monthly sitemaps and robots.txt by path."""
    pages: dict[str, Reply] = {"/": Reply(body=b"<html lang=ar><title>x</title>")}
    months: dict[str, list[xml.Item]] = {}
    for number, (day, story) in enumerate(zip(DAYS, load_stories(), strict=False)):
        path = f"/news/{7000 + number}.html"
        pages[path] = Reply(body=page(story, day))
        item = xml.Item(url=home + path[1:], title=story.title)
        months.setdefault(f"/sitemap-{day:%Y-%m}.xml", []).append(item)
    for name, items in months.items():
        pages[name] = Reply(body=xml.document(xml.urlset(items)), content_type=XML)
    index = xml.sitemap_index(home + name[1:] for name in months)
    pages["/sitemap.xml"] = Reply(body=xml.document(index), content_type=XML)
    rules = xml.robots([], [f"{home}sitemap.xml"])
    pages["/robots.txt"] = Reply(body=rules, content_type="text/plain")
    return pages


def test_a_range_is_filled_in_from_the_sitemaps_of_its_months(bench: Workbench) -> None:
    log: list[Request] = []
    with archive(log) as server:
        bounds = ("--since", "2024-01-01", "--until", "2024-03-01")
        bench.scrapy("harvest", server.address, *bounds)
    paths = [request.path for request in log]
    # In another time zone a month's sitemap may have articles of the months around it.
    fetched = {path for path in paths if path.startswith("/sitemap-")}
    assert {"/sitemap-2024-01.xml", "/sitemap-2024-02.xml"} <= fetched
    assert not fetched & {"/sitemap-2023-11.xml", "/sitemap-2025-06.xml"}
    published = sorted(article["published_at"] for article in bench.articles().values())
    assert published == DAYS[2:5]
    assert not {"/news/7000.html", "/news/7007.html"} & set(paths)
    check_sums(bench, bench.runs()[-1], len(log))
