"""Conditional requests: unchanged pages are recognised, whatever the server answers."""

from typing import Any

from crawler.state.validators import hash_body
from tests.fetching.conftest import Crawl, Crawls
from tests.fetching.server import PAGE, Reply, Site, redirect

TAGGED = Reply(200, PAGE, (("ETag", '"1"'), ("Last-Modified", "Fri, 20 Nov 2026 10:00:00 GMT")))
SAME = Reply(304, b"", (("ETag", '"1"'),))
KNOWN = {"etag": '"1"', "last_modified": None, "body_hash": hash_body(PAGE)}


def crawl_known(crawl: Crawls, site: Site, known: dict[str, Any] | None, path: str = "/a") -> Crawl:
    return crawl({"url": site.home + path, "known": known})


def find_result(done: Crawl, site: Site, path: str = "/a") -> dict[str, Any]:
    return done.results[site.home + path]


def test_a_first_answer_leaves_what_to_ask_by(crawl: Crawls, site: Site) -> None:
    site.says("/a", TAGGED)
    result = find_result(crawl_known(crawl, site, None), site)
    assert result["status"] == 200
    assert result["validators"]["etag"] == '"1"'
    assert result["validators"]["last_modified"] == "Fri, 20 Nov 2026 10:00:00 GMT"
    assert result["validators"]["body_hash"] == hash_body(PAGE)
    assert "If-None-Match" not in site.headers[-1]


def test_a_validator_that_no_header_may_be_is_none(crawl: Crawls, site: Site) -> None:
    site.says("/a", Reply(200, PAGE, (("ETag", '"a\0b"'),)))
    result = find_result(crawl_known(crawl, site, None), site)
    assert (result["status"], result["validators"]["etag"]) == (200, None)


def test_an_answer_304_is_no_page(crawl: Crawls, site: Site) -> None:
    site.says("/a", SAME)
    result = find_result(crawl_known(crawl, site, KNOWN), site)
    assert site.headers[-1]["If-None-Match"] == '"1"'
    assert (result["error"], result["outcome"]) == ("NotModified", "not-modified")
    assert result["validators"]["told_same"] == 1


def test_the_same_bytes_are_no_page(crawl: Crawls, site: Site) -> None:
    site.says("/a", Reply(200, PAGE, (("ETag", '"2"'),)))
    result = find_result(crawl_known(crawl, site, KNOWN), site)
    assert result["outcome"] == "not-modified"
    assert result["validators"]["distrust"] == 1
    result = find_result(crawl_known(crawl, site, KNOWN | {"etag": None}), site)
    assert result["outcome"] == "not-modified"
    assert result["validators"]["distrust"] == 0


def test_other_bytes_are_a_page(crawl: Crawls, site: Site) -> None:
    site.says("/a", Reply(200, b"<p>new</p>", (("ETag", '"2"'),)))
    result = find_result(crawl_known(crawl, site, KNOWN), site)
    assert (result["status"], result["validators"]["etag"]) == (200, '"2"')


def test_a_redirect_is_followed_to_the_body_that_is_compared(crawl: Crawls, site: Site) -> None:
    site.says("/old", redirect("/a"))
    site.says("/a", SAME)
    result = find_result(crawl_known(crawl, site, KNOWN, "/old"), site, "/old")
    assert result["outcome"] == "not-modified"


def test_nobody_is_told_304_who_did_not_ask(crawl: Crawls, site: Site) -> None:
    site.says("/a", SAME)
    result = find_result(crawl_known(crawl, site, KNOWN | {"told_same": 7}), site)
    assert result["outcome"] == "failed:http-304"
