"""Cookies of redirects and refreshes: kept a host and a run; those of pages are not."""

import pytest
from scrapy.http import Request, Response

from crawler.fetching.bounce_cookies import MAX_COOKIES_PER_HOST, BounceCookies
from tests.fetching.conftest import Crawls
from tests.fetching.server import PAGE, Reply, Site, redirect
from tests.fetching.test_redirects import article, make_publishers

COOKIE = ("Set-Cookie", "seen=1; path=/")
HTML = ("Content-Type", "text/html")


def bounce(to: str) -> Reply:
    """Reply with a redirect that sets a cookie."""
    return Reply(302, b"", (("Location", to), COOKIE))


def list_cookies(site: Site, path: str) -> list[str | None]:
    """List the cookies that came with the requests of a path, in order."""
    return [
        headers.get("Cookie")
        for asked, headers in zip(site.asked, site.headers, strict=True)
        if asked == path
    ]


def test_a_page_behind_a_bounce_is_reached(crawl: Crawls, site: Site) -> None:
    site.says("/a", bounce("/a"), Reply())
    site.says("/b", Reply())
    urls = [site.home + "/a", site.home + "/b"]
    done = crawl(*map(article, urls), publishers=make_publishers(site))
    assert [done.results[url]["status"] for url in urls] == [200, 200]
    assert list_cookies(site, "/a") == [None, "seen=1"]
    assert done.requests() == {"robots": 1, "article": 2, "redirect": 1}


@pytest.mark.parametrize(
    "first",
    [
        bounce("/check?next=/a"),
        bounce("/"),
        Reply(200, b"<html></html>", (HTML, COOKIE, ("Refresh", "0; url=/a"))),
        Reply(200, b'<meta http-equiv="refresh" content="0">', (HTML, COOKIE)),
    ],
)
def test_other_ways_to_set_a_cookie(crawl: Crawls, site: Site, first: Reply) -> None:
    site.says("/a", first, Reply())
    site.says("/check?next=/a", redirect("/a"))
    url = site.home + "/a"
    done = crawl(article(url), publishers=make_publishers(site))
    assert done.results[url] == {"status": 200, "url": url}
    assert list_cookies(site, "/a") == [None, "seen=1"]


def test_cookies_of_pages_are_not_kept(crawl: Crawls, site: Site) -> None:
    site.says("/a", Reply(200, PAGE, (HTML, COOKIE)))
    site.says("/b", Reply())
    urls = [site.home + "/a", site.home + "/b"]
    crawl(*map(article, urls), publishers=make_publishers(site), CONCURRENT_REQUESTS=1)
    assert list_cookies(site, "/b") == [None]


def test_cookies_stay_with_their_host(crawl: Crawls, site: Site, other: Site) -> None:
    site.says("/feed", bounce(other.home + "/feed"))
    other.says("/feed", Reply())
    url = site.home + "/feed"
    assert crawl(url).results[url]["status"] == 200
    assert site.host == other.host or list_cookies(other, "/feed") == [None]


def test_a_bounce_without_end_ends(crawl: Crawls, site: Site) -> None:
    site.says("/a", bounce("/a"))
    site.says("/b", bounce("/"))
    urls = [site.home + "/a", site.home + "/b"]
    done = crawl(*map(article, urls), publishers=make_publishers(site), CONCURRENT_REQUESTS=1)
    outcomes = [done.results[url]["outcome"] for url in urls]
    assert outcomes == ["failed:too-many-redirects", "failed:redirected-home"]


def keep(cookies: BounceCookies, url: str, *headers: str) -> str:
    """Keep the cookies of an answer; return those that the next request brings."""
    cookies.keep(Request(url), Response(url, headers={"Set-Cookie": list(headers)}))
    request = Request(url)
    cookies.process_request(request)
    sent = (request.headers.get("Cookie") or b"").decode()
    cookies.process_response(request, Response(url))
    assert "Cookie" not in request.headers
    return sent


def test_whose_cookies_are_kept() -> None:
    url = "https://www.example.com.eg/a"
    assert keep(BounceCookies(), url, "a=1; Domain=.example.com.eg", "b=2") == "b=2; a=1"
    assert keep(BounceCookies(), url, "a=1; Domain=.com.eg", "b=2; Domain=other.eg") == ""
    assert keep(BounceCookies(), url, f"a={'x' * 5000}", "b=2") == "b=2"
    assert keep(BounceCookies(), "http://localhost:8000/a", "a=1; path=/") == "a=1"
    assert keep(BounceCookies(), "http://127.0.0.1:8000/a", "a=1; Domain=127.0.0.1") == "a=1"


def test_a_cookie_of_the_domain_goes_to_its_other_hosts() -> None:
    cookies, first = BounceCookies(), "https://login.example.com/"
    assert keep(cookies, first, "a=1; Domain=example.com; Path=/", "b=2") == "b=2; a=1"
    request = Request("https://www.example.com/news/1")
    cookies.process_request(request)
    assert request.headers.get("Cookie") == b"a=1"


def test_a_host_with_cookies_without_end_is_forgotten() -> None:
    cookies = BounceCookies()
    sent = keep(cookies, "https://example.com/", *(f"c{n}=1" for n in range(180)))
    assert sent.count("=") <= MAX_COOKIES_PER_HOST
