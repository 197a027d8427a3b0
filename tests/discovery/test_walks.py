"""Outlets of many systems, walked by their lists alone: all of it, and little beside it."""

import pytest

from crawler.urls import article_id
from tests.discovery.systems import SYSTEMS, System
from tests.discovery.walking import PAGE_SIZE, Imagined, walk


@pytest.mark.parametrize("system", SYSTEMS, ids=lambda system: system.name)
def test_every_article_is_reached_and_little_else_asked(system: System) -> None:
    site = Imagined(system, length=22)
    done = walk(site.home, lambda url: site.pages.get(article_id(url)), site.articles)
    assert not site.articles - done.articles
    assert done.others == []
    assert len(done.lists) <= len(site.pages) + 1
    assert len(site.articles) == 3 * 22 > 3 * PAGE_SIZE
