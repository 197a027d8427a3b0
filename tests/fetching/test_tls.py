"""TLS handshakes that fail, each with an outcome of its own."""

import ssl
from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta
from functools import partial
from pathlib import Path
from socket import socket
from typing import Any

from tests.fetching.conftest import Crawls
from tests.hostile.bodies import PAGE
from tests.hostile.certificates import Issuer, make_issuer
from tests.hostile.server import Connection, Greet, send_page, serve_hostile_site

ALERT = b"\x15\x03\x03\x00\x02\x02\x28"  # fatal, handshake_failure (RFC 5246, 7.2)


def _wrap_tls(context: ssl.SSLContext, line: Connection) -> socket:
    return context.wrap_socket(line.socket, server_side=True)


def _act_instead(act: Callable[[Connection], None]) -> Greet:
    """Act instead of a handshake, and close the connection."""

    def greet(line: Connection) -> socket:
        line.socket.recv(65536)
        act(line)
        raise ConnectionError

    return greet


MakeContext = Callable[[Issuer], ssl.SSLContext]
CERTIFIED: dict[str, MakeContext] = {
    "good": Issuer.server,
    "self-signed": partial(Issuer.server, signed=False),
    "expired": partial(Issuer.server, until=-timedelta(days=1)),
    "of another": partial(Issuer.server, host="127.0.0.9"),
}
BROKEN: dict[str, tuple[Greet, str]] = {
    "plain HTTP": (_act_instead(lambda line: line.send(b"HTTP/1.1 400 Bad\r\n\r\n")), "failed:tls"),
    "alert": (_act_instead(lambda line: line.send(ALERT)), "failed:tls"),
    "reset": (_act_instead(Connection.reset), "failed:connection"),
    "closed": (_act_instead(lambda line: None), "failed:connection"),
}
SILENT: dict[str, Greet] = {"silent": _act_instead(Connection.hold)}


def crawl_outcomes(
    crawl: Crawls, greets: dict[str, Greet], *, trust: Issuer, verify: bool = False, **settings: Any
) -> dict[str, str]:
    """Crawl one page behind each handshake, and return the outcomes."""
    with ExitStack() as stack:
        sites = {
            name: stack.enter_context(serve_hostile_site(greet=greet))
            for name, greet in greets.items()
        }
        for site in sites.values():
            site.acts["/a"] = send_page(PAGE)
        done = crawl(
            *(f"{site.home}/a" for site in sites.values()),
            trust=trust.file,
            DOWNLOAD_VERIFY_CERTIFICATES=verify,
            LOG_LEVEL="CRITICAL",
            RETRY_TIMES=0,
            ROBOTSTXT_OBEY=False,
            **settings,
        )
    results = {name: done.results[f"{site.home}/a"] for name, site in sites.items()}
    return {name: str(result.get("outcome", "whole")) for name, result in results.items()}


def test_each_ends_in_its_own_reason(crawl: Crawls, tmp_path: Path) -> None:
    trusted = make_issuer(tmp_path)
    certified = {name: partial(_wrap_tls, make(trusted)) for name, make in CERTIFIED.items()}
    broken = {name: greet for name, (greet, _) in BROKEN.items()}
    expected = {name: outcome for name, (_, outcome) in BROKEN.items()}
    accepted = dict.fromkeys(CERTIFIED, "whole")
    assert crawl_outcomes(crawl, {**certified, **broken}, trust=trusted) == accepted | expected
    strict = dict.fromkeys(CERTIFIED, "failed:tls") | {"good": "whole"}
    assert crawl_outcomes(crawl, {**certified}, trust=trusted, verify=True) == strict
    assert crawl_outcomes(crawl, SILENT, trust=trusted, DOWNLOAD_TIMEOUT=0.2) == {
        "silent": "failed:timeout"
    }


def test_a_robots_txt_behind_one_is_no_word_of_the_site(crawl: Crawls) -> None:
    with (
        serve_hostile_site(greet=BROKEN["alert"][0]) as site,
        serve_hostile_site(greet=BROKEN["closed"][0]) as other,
    ):
        urls = [f"{site.home}/a", f"{site.home}/b", f"{other.home}/a"]
        done = crawl(*urls, LOG_LEVEL="CRITICAL")
    outcomes = [done.results[url]["outcome"] for url in urls]
    assert outcomes == ["failed:tls", "failed:tls", "failed:robots-unreachable"]
    assert done.stats["robotstxt/unreachable"] == 2
