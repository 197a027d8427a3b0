"""Private and loopback addresses, however they are written or reached."""

import socket
import subprocess
import sys
from ipaddress import ip_address

import pytest

from crawler.urls.hosts import is_private_host, is_private_ip
from tests.conftest import ROOT
from tests.fetching.conftest import Crawls
from tests.fetching.server import Reply, Site, redirect

REFUSED = {"error": "PrivateAddress", "outcome": "failed:private-address"}


def test_every_network_of_this_machine_is_private() -> None:
    addresses = {entry[4][0] for entry in socket.getaddrinfo("localhost", 80)}
    assert all(is_private_ip(ip_address(address)) for address in addresses)


def test_literals_are_refused_before_anything_is_sent(crawl: Crawls, site: Site) -> None:
    hosts = ("127.0.0.1", "127.1", "2130706433", "0x7f.1", "localhost", "[::1]", "169.254.169.254")
    urls = [f"http://{host}:{site.port}/a" for host in hosts]
    done = crawl(*urls, ALLOW_PRIVATE_ADDRESSES=False, LOG_LEVEL="CRITICAL")
    assert done.results == dict.fromkeys(urls, REFUSED)
    assert "downloader/request_count" not in done.stats
    assert site.asked == []


@pytest.mark.parametrize("obey", [True, False])
def test_a_redirect_is_refused(crawl: Crawls, site: Site, obey: bool) -> None:
    """The site stands in for a public one, as the proxy through which it is reached."""
    first, second = "http://news.example/a", "http://news.example/b"
    site.says(first, redirect(site.home + "/secret"))
    site.says(second, redirect("http://169.254.169.254/latest/meta-data/"))
    done = crawl(
        first,
        second,
        proxy=site.home,
        ALLOW_PRIVATE_ADDRESSES=False,
        ROBOTSTXT_OBEY=obey,
        LOG_LEVEL="CRITICAL",
    )
    assert done.results == {first: REFUSED, second: REFUSED}
    assert set(site.asked) <= {first, second, "http://news.example/robots.txt"}


def test_robots_are_not_fetched_from_inside_either(crawl: Crawls, site: Site) -> None:
    url = "http://news.example/a"
    site.says("http://news.example/robots.txt", redirect(site.home + "/secret"))
    site.says(url, Reply())
    done = crawl(url, proxy=site.home, ALLOW_PRIVATE_ADDRESSES=False, LOG_LEVEL="CRITICAL")
    assert done.results == {url: REFUSED}
    assert site.asked == ["http://news.example/robots.txt"]


def find_private_name() -> str:
    """Return this machine's name if it resolves to a private address; else skip the test."""
    name = socket.gethostname()
    try:
        address = socket.gethostbyname(name)
    except OSError:
        pytest.skip(f"this machine's name {name} does not resolve")
    if is_private_host(name) or not is_private_host(address):
        pytest.skip(f"this machine's name {name} resolves to {address}")
    return name


def test_a_name_that_resolves_to_a_private_address(crawl: Crawls, site: Site) -> None:
    urls = [f"http://{find_private_name()}:{site.port}{path}" for path in ("/a", "/b")]
    done = crawl(*urls, ALLOW_PRIVATE_ADDRESSES=False, LOG_LEVEL="CRITICAL")
    assert done.results == dict.fromkeys(urls, REFUSED)
    assert site.asked == []
    assert "retry/count" not in done.stats


def test_a_name_that_does_not_exist_is_no_private_one(crawl: Crawls) -> None:
    url = "http://news.invalid/a"
    done = crawl(url, ALLOW_PRIVATE_ADDRESSES=False, ROBOTSTXT_OBEY=False, LOG_LEVEL="CRITICAL")
    assert done.results[url]["outcome"] == "failed:dns"


RESOLVE = """
import sys
from scrapy.crawler import CrawlerProcess
from twisted.internet import reactor

process = CrawlerProcess({
    "TWISTED_DNS_RESOLVER": "crawler.fetching.private_addresses.PublicResolver",
    "ALLOW_PRIVATE_ADDRESSES": sys.argv[1] == "allow", "LOG_ENABLED": False,
})

def ask():
    for name in sys.argv[2:]:
        answer = reactor.resolver.getHostByName(name)
        answer.addBoth(lambda result, name=name: print(name, getattr(result, "type", result)))
    reactor.callLater(0.2, reactor.stop)

reactor.callWhenRunning(ask)
process._setup_reactor(install_signal_handlers=False)
reactor.run()
"""


@pytest.mark.parametrize("allow", ["allow", "refuse"])
def test_the_resolver_judges_what_the_system_answers(allow: str) -> None:
    """Twisted takes `127.1` and the like for names: the system's resolver reads them."""
    names = ["127.1", "0x7f000001", "localhost", "::1", "::ffff:10.0.0.1"]
    command = [sys.executable, "-c", RESOLVE, allow, *names]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    answers = dict(line.split(maxsplit=1) for line in done.stdout.splitlines())
    error = "<class 'twisted.internet.error.DNSLookupError'>"
    loopback = dict.fromkeys(names[:3], "127.0.0.1") | {name: name for name in names[3:]}
    assert answers == (loopback if allow == "allow" else dict.fromkeys(names, error))
