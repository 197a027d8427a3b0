"""Addresses of an outlet: on its domains, with or without a port, or on its homepage's site."""

import pytest

from crawler.publisher import Publisher, find_publisher

PAPER = Publisher(
    slug="paper",
    homepage="https://paper.example/",
    domains=("paper.example", "cdn.example.net", "img.example.net:8080", "مثال.إختبار"),
)
PREVIEW = Publisher(
    slug="preview",
    homepage="http://www.desk.example:8080/",
    domains=("desk.example:8080", "other.example"),
)


@pytest.mark.parametrize(
    "url",
    [
        "https://paper.example/1",
        "http://www.paper.example/1",
        "https://m.paper.example:8443/1",
        "https://news.cdn.example.net/1",
        "http://img.example.net:8080/1",
        "http://m.img.example.net:8080/1",
        "https://xn--mgbh0fb.xn--kgbechtv/1",
        "HTTPS://PAPER.example./1",
    ],
)
def test_an_address_on_a_domain_is_the_outlets(url: str) -> None:
    assert PAPER.owns(url)
    assert find_publisher(url, {"paper": PAPER}) is PAPER


@pytest.mark.parametrize(
    "url",
    [
        "https://example.net/1",
        "https://img.example.net/1",
        "http://img.example.net:8081/1",
        "https://notpaper.example/1",
        "https://paper.example.evil.example/1",
        "https://paper.example@evil.example/1",
        "mailto:desk@paper.example",
        "",
    ],
)
def test_an_address_beside_the_domains_is_not(url: str) -> None:
    assert not PAPER.owns(url)


@pytest.mark.parametrize(
    ("url", "is_own"),
    [
        ("http://desk.example:8080/1", True),
        ("http://m.desk.example:8080/1", True),
        ("http://desk.example/1", False),
        ("http://desk.example:9090/1", False),
        ("http://other.example:9090/1", True),
    ],
)
def test_a_homepage_with_a_port_stands_for_that_port(url: str, is_own: bool) -> None:
    assert PREVIEW.owns(url) is is_own


def test_all_hosts_of_the_homepages_site_are_the_outlets() -> None:
    gate = Publisher(
        slug="gate", homepage="https://gate.ahram.org.eg/", domains=("gate.ahram.org.eg",)
    )
    assert gate.owns("https://www.ahram.org.eg/1")
    assert not gate.owns("https://www.alwafd.org.eg/1")


@pytest.mark.parametrize(
    "home", ["http://127.0.0.1:8001/", "http://[::1]:8001/", "http://newsroom:9000/"]
)
def test_a_site_without_a_file_owns_its_addresses(home: str) -> None:
    site = find_publisher(home, {})
    assert site.owns(f"{home}1")
    assert not site.owns("http://127.0.0.1:8002/1")
    assert not site.owns("http://[::1]:8002/1")


def test_an_address_that_only_the_homepage_s_site_claims_is_filed_under_its_owner() -> None:
    outlet = Publisher(
        slug="gate", homepage="https://gate.ahram.org.eg/", domains=("gate.ahram.org.eg",)
    )
    address = "https://www.ahram.org.eg/news/1"
    assert outlet.owns(address)
    assert find_publisher(address, {"gate": outlet}) is outlet
    rival = Publisher(
        slug="rival", homepage="https://rival.ahram.org.eg/", domains=("rival.ahram.org.eg",)
    )
    found = find_publisher(address, {"gate": outlet, "rival": rival})
    assert found.slug not in {"gate", "rival"}
