"""robots.txt by RFC 9309."""

import pytest

from tests.fetching.conftest import Crawls
from tests.fetching.server import Reply, Site, redirect, robots

DENY = robots("User-agent: *", "Disallow: /")
DENIED = {"error": "RobotsDenied", "outcome": "robots-denied"}
UNREACHABLE = {"error": "RobotsUnreachable", "outcome": "failed:robots-unreachable"}


def page(site: Site, path: str = "/a") -> str:
    """Put a page on a site and return its address."""
    site.says(path, Reply())
    return site.home + path


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451])
def test_4xx_allows(crawl: Crawls, site: Site, status: int) -> None:
    site.says("/robots.txt", Reply(status, DENY.body))
    url = page(site)
    assert crawl(url).results[url]["status"] == 200


@pytest.mark.parametrize("status", [429, 500, 503, 599])
def test_429_and_5xx_disallow(crawl: Crawls, site: Site, status: int) -> None:
    site.says("/robots.txt", Reply(status, b""))
    url, second = page(site), page(site, "/b")
    done = crawl(url, second)
    assert done.results == {url: UNREACHABLE, second: UNREACHABLE}
    assert set(site.asked) == {"/robots.txt"}
    assert done.stats["robotstxt/unreachable"] == 1


def test_5xx_is_retried_before_it_disallows(crawl: Crawls, site: Site) -> None:
    site.says("/robots.txt", Reply(503, b""), robots("User-agent: *", "Disallow: /b"))
    url, denied = page(site), page(site, "/b")
    done = crawl(url, denied)
    assert done.results[url]["status"] == 200
    assert done.results[denied] == DENIED
    assert done.requests() == {"robots": 1, "retry": 1, "source": 1}


def test_no_answer_disallows(crawl: Crawls, site: Site) -> None:
    site.says("/robots.txt", Reply(hang=True))
    url = page(site)
    assert crawl(url, DOWNLOAD_TIMEOUT=0.3).results[url] == UNREACHABLE
    assert "/a" not in site.asked


def test_a_closed_port_disallows(crawl: Crawls, site: Site) -> None:
    url = "http://127.0.0.1:1/a"
    assert crawl(url).results[url] == UNREACHABLE


def test_rules_of_the_longest_match_and_our_own_group(crawl: Crawls, site: Site) -> None:
    site.says(
        "/robots.txt",
        robots(
            "User-agent: *",
            "Disallow: /",
            "User-agent: Other",
            "User-Agent: WARRAQ/2.0 (news)",
            "User-agent: w3c-checker",
            "Disallow: /news/",
            "Allow: /news/ar",
            "Disallow: /*.pdf$",
        ),
    )
    urls = [page(site, path) for path in ("/", "/news/x", "/news/ar/1", "/f.pdf", "/f.pdf?x")]
    results = crawl(*urls).results
    assert [results[url].get("status", results[url].get("outcome")) for url in urls] == [
        200,
        "robots-denied",
        200,
        "robots-denied",
        200,
    ]


def test_arabic_rules_match_percent_encoded_addresses(crawl: Crawls, site: Site) -> None:
    site.says("/robots.txt", robots("User-agent: *", "Disallow: /وسوم/"))
    url = site.home + "/%D9%88%D8%B3%D9%88%D9%85/1"
    assert crawl(url).results[url] == DENIED


def test_every_port_has_its_own_file(crawl: Crawls, site: Site, other: Site) -> None:
    site.says("/robots.txt", DENY)
    other.says("/robots.txt", robots("User-agent: *", "Allow: /"))
    denied, allowed = page(site), page(other)
    results = crawl(denied, allowed).results
    assert results[denied] == DENIED
    assert results[allowed]["status"] == 200


def test_one_request_for_many_addresses(crawl: Crawls, site: Site) -> None:
    site.says("/robots.txt", robots("User-agent: *", "Disallow: /b"))
    urls = [page(site, path) for path in ("/a1", "/a2", "/b1", "/b2", "/a3")]
    done = crawl(*urls)
    assert site.asked.count("/robots.txt") == 1
    assert site.asked[0] == "/robots.txt"
    assert [done.results[url] for url in urls[2:4]] == [DENIED, DENIED]
    assert done.stats["robotstxt/forbidden"] == 2


def test_five_redirects_are_followed_to_another_host(
    crawl: Crawls, site: Site, other: Site
) -> None:
    site.says("/robots.txt", redirect("/r1", 301))
    for hop in (1, 2, 3):
        site.says(f"/r{hop}", redirect(f"/r{hop + 1}", 307))
    site.says("/r4", redirect(other.home + "/rules", 308))
    other.says("/rules", DENY)
    url, free = page(site), page(other)
    results = crawl(url, free).results
    assert results[url] == DENIED
    assert results[free]["status"] == 200


def test_a_chain_without_end_allows(crawl: Crawls, site: Site) -> None:
    site.says("/robots.txt", redirect("/robots.txt?again"))
    site.says("/robots.txt?again", redirect("/robots.txt?again"))
    url = page(site)
    done = crawl(url)
    assert done.results[url]["status"] == 200
    assert done.requests() == {"robots": 1, "redirect": 5, "source": 1}


def test_500_kib_are_read_and_no_more(crawl: Crawls, site: Site) -> None:
    filler = b"# " + b"x" * 97 + b"\n"
    first = b"User-agent: *\nDisallow: /a\n" + filler * 5000
    site.says("/robots.txt", Reply(200, first + filler * 300_000 + b"Disallow: /b\n"))
    denied, allowed = page(site), page(site, "/b")
    results = crawl(denied, allowed).results
    assert results[denied] == DENIED
    assert results[allowed]["status"] == 200


def test_wildcards_without_number_disallow(crawl: Crawls, site: Site) -> None:
    site.says("/a", Reply())
    site.says("/robots.txt", robots("User-agent: *", *(f"Disallow: /*x{n}" for n in range(1000))))
    assert crawl(site.home + "/a").results[site.home + "/a"]["status"] == 200
    site.says("/robots.txt", robots("User-agent: *", *(f"Disallow: /*x{n}" for n in range(1001))))
    assert crawl(site.home + "/a").results[site.home + "/a"]["error"] == "RobotsUnreachable"


def test_a_byte_order_mark_and_html_around_the_rules(crawl: Crawls, site: Site) -> None:
    body = b"\xef\xbb\xbfUser-agent: *\r\nDisallow: /a\r\n<html><body>Disallow: /b</body></html>"
    site.says("/robots.txt", Reply(200, body))
    denied, allowed = page(site), page(site, "/b")
    results = crawl(denied, allowed).results
    assert results[denied] == DENIED
    assert results[allowed]["status"] == 200


def test_a_request_cannot_ask_not_to_be_asked(crawl: Crawls, site: Site) -> None:
    site.says("/robots.txt", DENY)
    url = page(site)
    marks = {"dont_obey_robotstxt": True, "robots_middleware": True, "page_kind": "robots"}
    assert crawl({"url": url, "meta": marks}).results[url] == DENIED


def test_only_the_setting_switches_it_off(crawl: Crawls, site: Site) -> None:
    site.says("/robots.txt", DENY)
    url = page(site)
    assert crawl(url, ROBOTSTXT_OBEY=False).results[url]["status"] == 200
    assert site.asked == ["/a"]


def test_what_else_it_says_is_told(crawl: Crawls, site: Site) -> None:
    site.says(
        "/robots.txt",
        robots(
            "Sitemap: https://example.org/s1.xml",
            "User-agent: *",
            "Crawl-delay: 0.02",
            "sitemap: https://example.org/news.xml.gz",
            "Sitemap: https://example.org/s1.xml",
        ),
    )
    sitemaps = ["https://example.org/s1.xml", "https://example.org/news.xml.gz"]
    assert crawl(page(site)).robots == [{"sitemaps": sitemaps, "delay": 0.02}]


def test_the_user_agent_names_the_contact(crawl: Crawls, site: Site) -> None:
    crawl(page(site))
    agents = {headers["User-Agent"] for headers in site.headers}
    assert agents == {"warraq/0.1.0 (+https://warraq.example/bot)"}
