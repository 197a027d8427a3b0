"""A robots.txt without the groups of other robots."""

import pytest
from scrapy.robotstxt import ProtegoRobotParser

from crawler.discovery.robots_txt import count_wildcard_rules, filter_robots_groups
from crawler.fetching.robots import list_robots_sitemaps, read_crawl_delay


def allowed(text: str, path: str = "/a") -> bool:
    parser = ProtegoRobotParser(filter_robots_groups(text.encode(), "warraq"), None)
    return parser.allowed(f"https://example.com{path}", "warraq")


@pytest.mark.parametrize("name", ["warraq", "WARRAQ/2.0 (news)", "warraq # ours", "Warraq bot"])
@pytest.mark.parametrize("field", ["User-agent: ", "useragent:", "\tUSER AGENT : ", "user-agent "])
def test_a_group_that_names_us_is_ours(field: str, name: str) -> None:
    assert not allowed(f"{field}{name}\nDisallow: /a\nUser-agent: *\nAllow: /")


@pytest.mark.parametrize("name", ["war", "other", "warraqs", "my-warraq", "*bot", "w*", "خبر", "/"])
def test_a_group_of_others_is_not(name: str) -> None:
    assert allowed(f"User-agent: {name}\nDisallow: /")
    assert not allowed(f"User-agent: {name}\nDisallow: /b\nUser-agent: *\nDisallow: /a")


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", "\x0c", "\u2028"])
def test_lines_end_as_the_parser_has_them(end: str) -> None:
    lines = ["\ufeffUser-agent: other", "User-agent: warraq", "Disallow: /a", "Allow: /a/b"]
    assert not allowed(end.join(lines))
    assert allowed(end.join(lines), "/a/b")


def test_wildcards_are_counted_where_they_apply_to_us() -> None:
    rules = "Disallow: /*a\nAllow: /b$\nDisallow: /c # *\nDissalow /d*\n"
    text = f"User-agent: other\nuser-agent: Warraq/1\n\n{rules}User-agent: other\n{rules}"
    assert count_wildcard_rules(filter_robots_groups(text.encode(), "warraq"), "warraq") == 3
    own = f"User-agent: warraq\nAllow: /\nUser-agent: *\n{rules}"
    assert count_wildcard_rules(filter_robots_groups(own.encode(), "warraq"), "warraq") == 0
    everybody = f"User-agent: *\n{rules}Sitemap: https://example.com/*.xml\n"
    assert count_wildcard_rules(filter_robots_groups(everybody.encode(), "warraq"), "warraq") == 3


@pytest.mark.timeout(30)
def test_thousands_of_names_with_thousands_of_rules_cost_nothing() -> None:
    names = "".join(
        f"{field} a{n}\n" for n in range(7000) for field in ("User-agent:", "useragent")
    )
    rules = "Disallow: /a\n" * 15_000
    assert not allowed(f"{names}User-agent: *\n{rules}Sitemap: /s.xml")
    body = f"{names}{rules}Sitemap: /s.xml".encode()
    assert list_robots_sitemaps(ProtegoRobotParser(filter_robots_groups(body, "warraq"), None)) == [
        "/s.xml"
    ]


def test_a_rate_without_measure_is_a_long_delay() -> None:
    parser = ProtegoRobotParser(b"User-agent: *\nRequest-rate: 1/" + b"9" * 4000, None)
    assert read_crawl_delay(parser, "warraq") == 1e9
