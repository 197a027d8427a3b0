"""Redirects: those of articles stay on their publisher's site."""

import pytest

from tests.fetching.conftest import Crawls
from tests.fetching.server import PAGE, Reply, Site, redirect, robots


def article(url: str) -> dict[str, object]:
    """Return a request for an article."""
    return {"url": url, "context": {"page_kind": "article", "publisher": "paper"}}


def make_publishers(site: Site, *domains: str) -> dict[str, object]:
    """Return publishers by slug: one, whose homepage is a site."""
    return {"paper": {"homepage": site.home + "/", "domains": list(domains)}}


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_within_the_site(crawl: Crawls, site: Site, status: int) -> None:
    site.says("/a", redirect("/b", status))
    site.says("/b", Reply())
    url = site.home + "/a"
    done = crawl(article(url), publishers=make_publishers(site))
    assert done.results[url] == {"status": 200, "url": site.home + "/b"}
    assert done.requests() == {"robots": 1, "article": 1, "redirect": 1}


def test_off_the_site_is_refused(crawl: Crawls, site: Site, other: Site) -> None:
    site.says("/a", redirect(other.home + "/b"))
    url = site.home + "/a"
    done = crawl(article(url), publishers=make_publishers(site))
    assert done.results[url] == {"error": "OffsiteRedirect", "outcome": "failed:offsite-redirect"}
    assert other.asked == []


@pytest.mark.parametrize("home", ["/", "/index.php", "/ar/"])
def test_home_is_refused(crawl: Crawls, site: Site, home: str) -> None:
    site.says("/a", redirect("/b"))
    site.says("/b", redirect(home))
    url = site.home + "/a"
    done = crawl(article(url), publishers=make_publishers(site))
    assert done.results[url] == {"error": "RedirectedHome", "outcome": "failed:redirected-home"}
    assert site.asked == ["/robots.txt", "/a", "/b"]


def test_to_another_domain_of_the_publisher(crawl: Crawls, site: Site, other: Site) -> None:
    site.says("/a", redirect(other.home + "/b"))
    other.says("/b", Reply())
    url = site.home + "/a"
    done = crawl(article(url), publishers=make_publishers(site, f"{other.host}:{other.port}"))
    assert done.results[url]["status"] == 200
    assert other.asked == ["/robots.txt", "/b"]
    assert set(done.slots) == {site.host, other.host}


def test_sources_may_move_anywhere(crawl: Crawls, site: Site, other: Site) -> None:
    site.says("/feed", redirect(other.home + "/feed"))
    other.says("/feed", Reply())
    url = site.home + "/feed"
    request = {"url": url, "context": {"page_kind": "source", "publisher": "paper"}}
    assert crawl(request, publishers=make_publishers(site)).results[url]["status"] == 200


def test_robots_of_the_new_address_hold(crawl: Crawls, site: Site) -> None:
    site.says("/robots.txt", robots("User-agent: *", "Disallow: /private"))
    site.says("/a", redirect("/private/a"))
    url = site.home + "/a"
    assert (
        crawl(article(url), publishers=make_publishers(site)).results[url]["error"]
        == "RobotsDenied"
    )
    assert "/private/a" not in site.asked


def test_a_loop_ends(crawl: Crawls, site: Site) -> None:
    site.says("/a", redirect("/b"))
    site.says("/b", redirect("/a"))
    url = site.home + "/a"
    done = crawl(article(url), publishers=make_publishers(site))
    assert done.results[url]["outcome"] == "failed:too-many-redirects"
    assert done.requests()["redirect"] == 5


@pytest.mark.parametrize(
    ("to", "outcome"),
    [
        ("ftp://127.0.0.1/a", "failed:http-302"),
        ("file:///etc/passwd", "failed:http-302"),
        ("data:text/html,x", "failed:http-302"),
        ("javascript:void(0)", "failed:bad-redirect"),
        ("http://[bad/", "failed:bad-redirect"),
    ],
)
def test_what_is_no_web_address_is_not_followed(
    crawl: Crawls, site: Site, to: str, outcome: str
) -> None:
    site.says("/robots.txt", redirect(to))
    site.says("/a", redirect(to))
    url = site.home + "/a"
    done = crawl(article(url), publishers=make_publishers(site))
    assert done.results[url]["outcome"] == outcome
    assert site.asked == ["/robots.txt", "/a"]


def test_two_addresses_of_one_page_both_arrive(crawl: Crawls, site: Site) -> None:
    for path in ("/a", "/b"):
        site.says(path, redirect("/page"))
    site.says("/page", Reply())
    urls = [site.home + "/a", site.home + "/b"]
    results = crawl(*map(article, urls), publishers=make_publishers(site)).results
    assert [results[url]["status"] for url in urls] == [200, 200]


def refresh_page(after: int, to: str) -> Reply:
    """Reply with a page that has a meta refresh."""
    return Reply(200, f'<meta http-equiv="refresh" content="{after};url={to}">'.encode())


def test_a_page_that_moves_by_refresh(crawl: Crawls, site: Site, other: Site) -> None:
    site.says("/a", refresh_page(0, "/b"))
    site.says("/b", Reply())
    site.says("/off", refresh_page(0, other.home + "/"))
    url, off = site.home + "/a", site.home + "/off"
    results = crawl(article(url), article(off), publishers=make_publishers(site)).results
    assert results[url] == {"status": 200, "url": site.home + "/b"}
    assert results[off]["error"] == "OffsiteRedirect"


REFRESH = (("Content-Type", "text/html"), ("Refresh", "0; URL='/b'"))


@pytest.mark.parametrize(
    "reply",
    [
        Reply(200, b"<html><body></body></html>", REFRESH),
        Reply(200, b"", REFRESH[1:]),
        Reply(200, b"<meta http-equiv=REFRESH content='0.5, /b'><p>moved"),
        Reply(200, b"<base href='/x/'><meta content='1; url = ../b' http-equiv=' Refresh '>"),
        Reply(
            200, b"<meta http-equiv=refresh content=soon><meta http-equiv=refresh content='0;/b'>"
        ),
    ],
)
def test_refreshes_as_browsers_read_them(crawl: Crawls, site: Site, reply: Reply) -> None:
    site.says("/a", reply)
    site.says("/b", Reply())
    url = site.home + "/a"
    done = crawl(article(url), publishers=make_publishers(site))
    assert done.results[url] == {"status": 200, "url": site.home + "/b"}


@pytest.mark.parametrize(
    "reply",
    [
        Reply(200, PAGE, (("Content-Type", "text/html"), ("Refresh", "300; url=/b"))),
        Reply(200, PAGE, (("Content-Type", "text/html"), ("Refresh", "soon"))),
        Reply(200, b"<noscript><meta http-equiv='refresh' content='0;url=/b'></noscript>" + PAGE),
        Reply(200, b"<!-- <meta http-equiv='refresh' content='0;url=/b'> -->" + PAGE),
    ],
)
def test_what_is_no_refresh_for_browsers(crawl: Crawls, site: Site, reply: Reply) -> None:
    site.says("/a", reply)
    url = site.home + "/a"
    done = crawl(article(url), publishers=make_publishers(site))
    assert done.results[url] == {"status": 200, "url": url}


def test_a_location_in_another_encoding(crawl: Crawls, site: Site) -> None:
    location = "/خبر عاجل".encode("cp1256").decode("latin-1")
    site.says("/a", redirect(location))
    site.says("/r", Reply(200, b"", (*REFRESH[:1], ("Refresh", f"0; url={location}"))))
    site.says("/%CE%C8%D1%20%DA%C7%CC%E1", Reply())
    urls = [site.home + "/a", site.home + "/r"]
    results = crawl(*map(article, urls), publishers=make_publishers(site)).results
    assert [results[url]["status"] for url in urls] == [200, 200]


def test_a_refresh_is_found_in_any_encoding(crawl: Crawls, site: Site) -> None:
    page = '<html><head><META HTTP-EQUIV="Refresh" CONTENT="0;URL=/b">'
    site.says("/a", Reply(200, page.encode("utf-16")))
    site.says("/b", Reply())
    url = site.home + "/a"
    assert (
        crawl(article(url), publishers=make_publishers(site)).results[url]["url"]
        == site.home + "/b"
    )


@pytest.mark.parametrize(
    "to", ["javascript:void(0)", "http://[bad/", "http://127.0.0.1:99999/", "http://u:p@127.0.0.1/"]
)
def test_a_refresh_that_leads_nowhere_is_none(crawl: Crawls, site: Site, to: str) -> None:
    site.says("/a", refresh_page(0, to))
    url = site.home + "/a"
    result = crawl(article(url), publishers=make_publishers(site)).results[url]
    assert result == {"status": 200, "url": url}


@pytest.mark.parametrize("name", ["undefined", "hex", "idna", "punycode"])
def test_what_is_no_encoding_keeps_no_page_away(crawl: Crawls, site: Site, name: str) -> None:
    page = b"<html><script>function refresh() {}</script>" + b"\xd8\xa7" * 20_000
    site.says("/a", Reply(200, page, (("Content-Type", f"text/html; charset={name}"),)))
    url = site.home + "/a"
    assert crawl(article(url), publishers=make_publishers(site)).results[url]["status"] == 200


def test_nobody_is_named_to_another_address(crawl: Crawls, site: Site) -> None:
    site.says("/robots.txt", redirect(f"http://u:p@{site.host}:{site.port}/robots"))
    site.says("/a", Reply())
    site.says("/b", redirect(f"http://u:p@{site.host}:{site.port}/c"))
    urls = [site.home + "/a", site.home + "/b"]
    results = crawl(*map(article, urls), publishers=make_publishers(site)).results
    assert results[urls[0]]["status"] == 200
    assert results[urls[1]]["error"] == "BadRedirect"
    assert site.asked.count("/robots") == site.asked.count("/c") == 0


def test_a_page_that_only_reloads_itself(crawl: Crawls, site: Site) -> None:
    site.says("/a", refresh_page(1, "/a"))
    site.says("/b", refresh_page(60, "/elsewhere"))
    urls = [site.home + "/a", site.home + "/b"]
    results = crawl(*map(article, urls), publishers=make_publishers(site)).results
    assert [results[url] for url in urls] == [{"status": 200, "url": url} for url in urls]
