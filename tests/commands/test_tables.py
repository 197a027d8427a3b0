"""The tables of `scrapy publishers` and of the end of a harvest."""

from datetime import UTC, datetime, timedelta

import pytest
from rich.console import Console

from crawler.commands.crawl_report import build_outcome_table
from crawler.commands.publishers_table import build_publishers_table
from crawler.commands.terminal import make_console
from crawler.health import OutletAccount
from crawler.publisher import Publisher, load_publishers

NOW = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)


def lines(publishers: dict[str, Publisher], crawled: dict[str, OutletAccount]) -> list[str]:
    console = Console(width=160, highlight=False)
    with console.capture() as capture:
        console.print(build_publishers_table(publishers, crawled, NOW))
    return capture.get().splitlines()


def row(crawled: OutletAccount) -> list[str]:
    found = lines({}, {"127.0.0.21:8070": crawled})
    (line,) = [line for line in found if "127.0.0.21:8070" in line]
    return [part.strip() for part in line.split("  ") if part.strip()][1:-1]


def test_a_row_tells_how_the_crawls_go() -> None:
    account = OutletAccount(
        last_success_at=NOW - timedelta(hours=3),
        next_due=NOW + timedelta(minutes=7, seconds=30),
        failures=2,
        pace_seconds=900.0,
        hours={"2026-02-28T12": 5, "2026-02-28T13": 4, "2026-03-01T12": 3},
    )
    assert row(account) == ["3 h ago", "15 min", "7", "2", "in 7 min"]
    assert row(OutletAccount(next_due=NOW)) == ["never", "now"]


def test_outlets_with_and_without_a_file_and_without_a_crawl_have_rows() -> None:
    publishers = dict(list(load_publishers().items())[:3])
    crawled = dict.fromkeys([min(publishers), "news.example"], OutletAccount(last_success_at=NOW))
    found = lines(publishers, crawled)
    assert all(any(slug in line for line in found) for slug in publishers)
    (without,) = [line for line in found if "news.example" in line]
    assert "0 min ago" in without and "no file" in without
    assert "selectors" in lines(publishers, {})[1]


def test_every_row_of_the_shipped_files_fits_on_a_line() -> None:
    publishers = load_publishers()
    account = OutletAccount(last_success_at=NOW - timedelta(days=300), next_due=NOW, failures=12)
    found = lines(publishers, dict.fromkeys(publishers, account))
    assert len([line for line in found if line.strip()]) == len(publishers) + 2


def test_names_and_outcomes_stand_whole_where_there_is_no_terminal(
    capsys: pytest.CaptureFixture[str],
) -> None:
    slug = "alwakala-alwataniya-lilanbaa.example.org"
    kinds = ("stored", "revised", "unchanged", "not-modified", "duplicate", "robots-denied")
    stats = {f"publisher/{slug}/{kind}": 100 for kind in kinds}
    make_console().print(build_outcome_table(stats))
    shown = capsys.readouterr().out
    assert all(word in shown for word in (slug, *kinds))
