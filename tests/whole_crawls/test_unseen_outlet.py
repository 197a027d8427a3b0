"""A crawl of the shared corpus's largest outlet, as one site that no publisher file describes.

The front page says nothing of the articles; what is read of them must come from their own pages.
"""

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from lxml import html

from tests.bench.quality.corpus import GoldPage, read_corpus
from tests.bench.quality.scores import is_same_day
from tests.bench.quality.words import count_held_pieces, split_words
from tests.newsroom.server import Reply, Server
from tests.whole_crawls.workbench import Workbench

STORED, RIGHT = 0.98, 0.97


@contextmanager
def one_site(pages: list[GoldPage]) -> Iterator[Server]:
    """Serve the pages at their own paths, their outlet's address replaced by the server's."""
    origin = f"http://{urlsplit(pages[0].url).netloc}/"
    links = "".join(
        f'<li><a href="{urlsplit(page.url).path}">خبر {number}</a></li>'
        for number, page in enumerate(pages, 1)
    )
    front = f'<html lang="ar"><meta charset="utf-8"><title>صحيفة</title><ul>{links}</ul></html>'
    with Server("127.0.0.1", 0, 1) as server:
        replies = {"/": Reply(body=front.encode())}
        for page in pages:
            body = gzip.decompress(page.file.read_bytes())
            body = body.replace(origin.encode(), server.address.encode())
            # The page, not its server, says how it is encoded.
            replies[urlsplit(page.url).path] = Reply(body=body, content_type="text/html")
        server.answer = lambda target: replies.get(target, Reply(status=404))
        yield server


def has_commented(author: str, page: GoldPage) -> bool:
    tree: html.HtmlElement = html.document_fromstring(gzip.decompress(page.file.read_bytes()))
    boxes = tree.find_class("comments")
    signatures = [name.text_content() for box in boxes for name in box.find_class("author")]
    return any(count_held_pieces([author], signature) for signature in signatures)


def share_right(right: list[bool], pages: list[GoldPage]) -> float:
    return sum(right) / len(pages)


def test_an_outlet_nobody_described_is_read_whole(bench: Workbench, shared: Path) -> None:
    pages = read_corpus(shared / "corpus", "outlet")
    with one_site(pages) as server:
        bench.scrapy("crawl", "news", "-a", f"urls={server.address}", "-s", "LEARNING_ENABLED=1")
        stored, learned = bench.articles(), list(bench.db.chrome.find())
        found: list[tuple[GoldPage, dict[str, Any]]] = [
            (page, stored[url])
            for page in pages
            if (url := server.address.rstrip("/") + urlsplit(page.url).path) in stored
        ]
    titles = [split_words(article["title"]) == split_words(page.title) for page, article in found]
    days = [has_gold_day(page, article) for page, article in found]
    commenters = [
        (page.id, author)
        for page, article in found
        for author in article["authors"]
        if has_commented(author, page)
    ]
    assert share_right([True for _ in found], pages) >= STORED
    assert share_right(titles, pages) >= RIGHT
    assert share_right(days, pages) >= RIGHT
    assert commenters == []
    assert [chrome["observed"] >= STORED * len(pages) for chrome in learned] == [True]
    assert learned[0]["confirmed"], "where the texts stand is learned"


def has_gold_day(page: GoldPage, article: dict[str, Any]) -> bool:
    instant: datetime | None = article["published_at"]
    said = instant.replace(tzinfo=UTC).isoformat() if instant else None
    return page.published is not None and is_same_day(page.published, said)
