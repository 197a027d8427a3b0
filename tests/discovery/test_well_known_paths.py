"""Feeds and sitemaps: named by robots.txt, or at their usual addresses."""

import pytest
from scrapy.robotstxt import ProtegoRobotParser

from crawler.discovery.robots_txt import filter_robots_groups
from crawler.discovery.url_classifier.classify import classify
from crawler.discovery.well_known_paths import list_well_known_feeds, list_well_known_sitemaps
from crawler.fetching.robots import list_robots_sitemaps


def list_sitemaps(body: bytes) -> list[str]:
    return list_robots_sitemaps(ProtegoRobotParser(filter_robots_groups(body, "warraq"), None))


def test_sitemap_lines_in_order_each_once() -> None:
    body = """\ufeffUser-agent: *
Disallow: /admin
SITEMAP: https://example.com/a.xml   # ours
  sitemap : /b.xml.gz
Sitemap:https://cdn.example.net/خريطة.xml
Sitemap: https://example.com/a.xml
Sitemap:
"""
    assert list_sitemaps(body.encode()) == [
        "https://example.com/a.xml",
        "/b.xml.gz",
        "https://cdn.example.net/خريطة.xml",
    ]


@pytest.mark.parametrize(
    "body",
    [b"", b"\xff\xfe\x00", b"<html>Sitemap: https://example.com/a.xml</html>", b"\x00" * 99],
)
def test_no_robots_file_names_none(body: bytes) -> None:
    assert list_sitemaps(body) == []


def test_a_mislabelled_letter_costs_nothing_else() -> None:
    body = "# خريطة\nSitemap: https://example.com/a.xml".encode("cp1256")
    assert list_sitemaps(body) == ["https://example.com/a.xml"]


def test_usual_addresses_are_few_and_of_the_right_kind() -> None:
    feeds, sitemaps = (
        list_well_known_feeds("https://example.com/ar"),
        list_well_known_sitemaps("https://example.com/ar"),
    )
    assert feeds[0] == "https://example.com/ar/feed/"
    assert sitemaps[0] == "https://example.com/sitemap.xml"
    assert max(len(feeds), len(sitemaps)) <= 5
    assert {classify(url) for url in feeds} == {"feed"}
    assert {classify(url) for url in sitemaps} == {"sitemap"}
