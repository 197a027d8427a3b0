"""A crawl of an outlet that attacks: each address has its outcome, and no other outlet is hurt."""

import csv
import sys
from datetime import UTC, datetime
from pathlib import Path

from tests.hostile.server import serve_hostile_site
from tests.hostile.site import DAY, publish_attacks, publish_victim
from tests.whole_crawls.workbench import Workbench


def test_an_outlet_that_attacks_hurts_nobody(bench: Workbench) -> None:
    other = "127.0.0.2" if sys.platform == "linux" else "127.0.0.1"
    out = bench.folder / "articles.csv"
    with serve_hostile_site() as site, serve_hostile_site(other) as neighbour:
        target = publish_victim(neighbour)
        outcomes = publish_attacks(site, target)
        # Some attacks are megabytes, on a machine that may be busy.
        words = ("-a", f"urls={target} {site.home}/", "-O", str(out), "-s", "DOWNLOAD_TIMEOUT=30")
        done = bench.scrapy("crawl", "news", *words, status=None)
        asked = list(site.asked)
    articles, run = bench.articles(), bench.runs()[0]
    found = {page["url"].rpartition("/")[2]: page["outcome"] for page in bench.pages()}

    dead = {str(number): "failed:http-404" for number in range(6)}  # named beside every article
    assert found == outcomes | dead | {"own-1001": "stored"}
    assert sum(run["outcomes"].values()) == len(found)
    assert len(asked) == len(set(asked)), "everything is asked for once"
    assert not [path for path in asked if "secret" in path or "xxx" in path or "SESS" in path]
    assert "Traceback" not in done.stderr
    assert "geheim" not in done.stderr + str(bench.runs())

    attacked = articles[target]
    assert attacked["publisher"] == neighbour.home.removeprefix("http://")
    assert attacked["revision"] == 1
    assert not any(words in attacked["text"] for words in ("(1:", "حديد"))
    thief = articles[f"{site.home}{DAY}/theft-1001"]
    assert thief["publisher"] == site.home.removeprefix("http://")
    dated = articles[f"{site.home}{DAY}/future-1003"]
    assert dated["published_at"] == datetime(2026, 11, 20, tzinfo=UTC), "as its address says"
    assert all(
        isinstance(name, str) for name in articles[f"{site.home}{DAY}/operators-1002"]["tags"]
    )

    shown = bench.scrapy("articles").stdout
    assert "[bold red]" in shown
    assert not set("\x1b\x07\u202e") & set(shown + done.stderr)
    check_export(out)


def check_export(out: Path) -> None:
    with out.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    titles = [row["title"] for row in rows if "HYPERLINK" in row["title"]]
    assert [title[:2] for title in titles] == ["'="]
