"""Commands on good and bad input: their output and exit statuses."""

import json
import socket
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pytest

from crawler.fetching.moved_paths import NEW_PATHS
from tests.loopback_server import serve_in_thread
from tests.newsroom import Newsroom
from tests.whole_crawls.sites import ARTICLE_PAGE
from tests.whole_crawls.truth import addresses
from tests.whole_crawls.workbench import Workbench


def closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.mark.parametrize("words", [
    ("harvest",),
    ("harvest", "--bogus", "https://example.org/"),
    ("harvest", "no-such-publisher"),
    ("harvest", "@no-such-file.txt"),
    ("harvest", "ftp://example.org/"),
    ("harvest", "--limit", "many", "https://example.org/"),
    ("harvest", "--since", "yesterdayish", "https://example.org/"),
    ("harvest", "https://example.org/", "-s", "CONCURRENT_REQUESTS=2.5"),
    ("extract", "README.md", "-s", "EXTRACTION_WORKERS=1.5"),
    ("explain", "https://example.org/", "-s", "RETRY_TIMES=1.5"),
    ("watch",),
    ("watch", "https://example.org/2026/01/01/article-12345.html"),
    ("watch", "https://example.org/", "-s", "LEASE_SECONDS=1"),
    ("harvest", "https://example.org/", "-O", "/dev/null/articles.jsonl"),
    ("crawl", "nws"),
    ("crawl", "news"),
    ("crawl", "news", "-a", "publishers=no-such-publisher"),
    ("crawl", "news", "-a", "publisher=hespress"),
    ("extract",),
    ("extract", "--input", "no-such-list.jsonl"),
    ("extract", "--bogus", "page.html"),
    ("extract", "--workers", "1" * 5000, "page.html"),
    ("extract", "no-such-page.html"),
    ("explain", "no-such-page.html"),
    ("articles", "--bogus"),
    ("articles", "--limit", "1" * 5000),
    ("articles", "--since", "soon"),
    ("articles", "--publisher", "nobody"),
    ("articles", "--since", "999999w"),
])  # fmt: skip
def test_wrong_usage_is_named_and_exits_2(bench: Workbench, words: tuple[str, ...]) -> None:
    done = bench.scrapy(*words, status=2)
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr


def test_a_wrong_target_is_named_and_the_others_go_on(bench: Workbench) -> None:
    with Newsroom(port=0, slow_seconds=5) as newsroom:
        article = newsroom.outlets[0].expected_articles[0].url
        done = bench.scrapy("harvest", "no-such-publisher", article, "ftp://x.org/", status=1)
    assert "no-such-publisher" in done.stderr
    assert "ftp://x.org/" in done.stderr
    assert list(bench.articles()) == [article]


def test_targets_come_from_files_and_standard_input(bench: Workbench) -> None:
    with Newsroom(port=0, slow_seconds=5) as newsroom:
        urls = [expected.url for expected in newsroom.outlets[0].expected_articles[:3]]
        listed = bench.folder / "addresses.txt"
        listed.write_text(f"# two articles\n{urls[0]}\n\n{urls[1]}\n", encoding="utf-8")
        bench.scrapy("harvest", f"@{listed}", "@-", stdin=urls[2])
    assert set(bench.articles()) == set(urls)


def test_a_target_that_gives_nothing_is_named_and_exits_1(bench: Workbench) -> None:
    target = f"http://127.0.0.1:{closed_port()}/"
    done = bench.scrapy("harvest", target, status=1)
    assert target in done.stderr


def test_a_database_that_is_away_is_one_line_and_exit_1(bench: Workbench) -> None:
    bench.environment["MONGODB_URI"] = f"mongodb://user:geheim@127.0.0.1:{closed_port()}/"
    done = bench.scrapy("harvest", "https://example.org/", status=1)
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1
    assert "geheim" not in done.stderr


def test_private_addresses_are_refused_unless_allowed(bench: Workbench) -> None:
    with Newsroom(port=0, slow_seconds=5) as newsroom:
        done = bench.scrapy(
            "harvest", newsroom.outlets[0].address, "-s", "ALLOW_PRIVATE_ADDRESSES=0", status=1
        )
        assert newsroom.log == []
    assert "ALLOW_PRIVATE_ADDRESSES" in done.stderr


def test_production_refuses_to_start_without_contact_and_server(bench: Workbench) -> None:
    bench.environment |= {"SCRAPY_PROJECT": "production", "CONTACT": "", "MONGODB_URI": ""}
    done = bench.scrapy("harvest", "https://example.org/", status=2)
    assert "CONTACT" in done.stderr
    assert "MONGODB_URI" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_limit_stops_after_that_many_articles(bench: Workbench) -> None:
    with Newsroom(port=0, slow_seconds=5) as newsroom:
        bench.scrapy("harvest", "--limit", "7", *addresses(newsroom))
    assert len(bench.articles()) == 7
    assert bench.runs()[0]["reason"] == "article_limit"


def test_since_and_until_bound_the_articles(bench: Workbench) -> None:
    with Newsroom(port=0, slow_seconds=5) as newsroom:
        outlet = newsroom.outlets[0]
        dates = sorted(expected.published_at for expected in outlet.expected_articles)
        since, until = dates[2], dates[-2]
        bounds = ("--since", since.isoformat(), "--until", until.isoformat())
        bench.scrapy("harvest", *bounds, outlet.address)
        wanted = {
            expected.url
            for expected in outlet.expected_articles
            if since <= expected.published_at < until
        }
    assert set(bench.articles()) == wanted


def outlet_with_long_articles(address: str) -> dict[str, Any]:
    """Return the stored record of an outlet whose articles used to be long."""
    day = {"articles": 30, "filled": {}, "lengths": {"13": 30}, "outcomes": {}}
    return {"_id": address.split("/")[2], "tick": 1, "days": {"2020-01-01": day}}


def test_articles_are_streamed_and_a_change_of_pages_exits_3(bench: Workbench) -> None:
    with Newsroom(port=0, slow_seconds=5) as newsroom:
        outlet = newsroom.outlets[0].address
        bench.db.outlets.insert_one(outlet_with_long_articles(outlet))
        done = bench.scrapy("harvest", outlet, status=3)
    alerts = [line for line in done.stderr.splitlines() if line.startswith("ALERT ")]
    slug = outlet.split("/")[2]
    assert [line.split(": ")[:2] for line in alerts] == [[f"ALERT {slug}", "layout"]]
    lines = bench.scrapy("articles", "--json").stdout.splitlines()
    articles = [json.loads(line) for line in lines]
    keys = [(article["changed_at"], article["_id"]) for article in articles]
    assert keys == sorted(keys)
    assert {article["url"] for article in articles} == set(bench.articles())
    assert all(datetime.fromisoformat(article["changed_at"]).tzinfo for article in articles)
    assert len(bench.scrapy("articles", "--json", "--limit", "2").stdout.splitlines()) == 2
    none = bench.scrapy("articles", "--json", "--publisher", "nobody", status=2)
    assert (none.stdout, none.stderr.split(":")[:2]) == ("", ["warraq", " nobody"])
    assert len(none.stderr.splitlines()) == 1
    assert (
        "matches" in bench.scrapy("articles", "--publisher", slug, "--since", "2999-01-01").stderr
    )
    assert "matches" in bench.scrapy("articles", "--publisher", "hespress").stderr
    assert bench.scrapy("articles", "--limit", "0").stdout.count("http://") == len(articles)
    shown = bench.scrapy("articles", "--since", "1d", "--limit", "3").stdout
    assert shown.count("http://") == 3


def test_feed_exports_work_beside_the_store(bench: Workbench) -> None:
    out = bench.folder / "articles.jsonl"
    with Newsroom(port=0, slow_seconds=5) as newsroom:
        bench.scrapy("crawl", "news", "-a", f"urls={newsroom.outlets[0].address}", "-O", str(out))
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert {row["url"] for row in rows} == set(bench.articles())


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no disk that is always full")
def test_an_export_that_fails_exits_1(bench: Workbench) -> None:
    with Newsroom(port=0, slow_seconds=5) as newsroom:
        article = newsroom.outlets[0].expected_articles[0].url
        done = bench.scrapy("harvest", article, "-O", "/dev/full:jsonl", status=1)
    assert "warraq: an export" in done.stderr


def test_two_runs_of_one_target_do_not_overlap(bench: Workbench) -> None:
    with Newsroom(port=0, slow_seconds=5) as newsroom:
        address = newsroom.outlets[0].address
        first = bench.start("harvest", address, "-s", "DOWNLOAD_DELAY=0.05")
        while not newsroom.log:
            assert first.poll() is None
        second = bench.scrapy("harvest", address, status=1)
        first.communicate(timeout=90)
    assert first.returncode == 0
    assert str(first.pid) in second.stderr


class _RedirectOrBusy(BaseHTTPRequestHandler):
    """An outlet whose articles are redirected, or answered at the second request only."""

    protocol_version = "HTTP/1.1"
    turned_away: ClassVar[set[str]] = set()

    def do_GET(self) -> None:
        number = self.path.rsplit("/", 1)[-1]
        if self.path == "/robots.txt" or not number.isdigit():
            self._reply(404, b"")
        elif self.path.startswith("/old/"):
            self._reply(301, b"", Location=f"/news/{number}")
        elif self.path.startswith("/busy/") and self.path not in self.turned_away:
            self.turned_away.add(self.path)
            self._reply(503, b"")
        else:
            self._reply(200, ARTICLE_PAGE.replace("عشرين", f"{number} عشرين").encode())

    def _reply(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in (headers | {"Content-Length": str(len(body))}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Print nothing."""


@pytest.mark.parametrize("way", ["old", "busy"])
def test_a_limited_run_follows_redirects_and_retries_to_their_end(
    bench: Workbench, way: str
) -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _RedirectOrBusy)
    with serve_in_thread(server):
        home = f"http://127.0.0.1:{server.server_port}"
        urls = [f"{home}/{way}/{4820 + number}" for number in range(4)]
        bench.scrapy("harvest", "--limit", "2", *urls, seconds=40)
    assert len(bench.articles()) == 2
    [run] = bench.runs()
    assert sum(run["outcomes"].values()) == 2


@pytest.mark.parametrize("words", [
    ("harvest", "https://example.org/", "-s", "SCHEDULER=crawler.scheduler.LimitedScheduler"),
    ("articles", "-s", "DATABASE=pipelines.database.Database"),
    ("publishers", "-s", "DATABASE=pipelines.database.Database"),
    ("explain", "page.html", "-s", "LEARNED=pipelines.memory.Memory"),
])  # fmt: skip
def test_a_path_of_an_earlier_version_is_answered_with_the_new_one(
    bench: Workbench, words: tuple[str, ...]
) -> None:
    done = bench.scrapy(*words, status=2)
    setting, path = words[-1].split("=")
    assert f"{setting} names {path}, which is {NEW_PATHS[path]} now" in done.stderr
    assert "Traceback" not in done.stderr
