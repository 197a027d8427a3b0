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


def render_lines(publishers: dict[str, Publisher], accounts: dict[str, OutletAccount]) -> list[str]:
    console = Console(width=160, highlight=False)
    with console.capture() as capture:
        console.print(build_publishers_table(publishers, accounts, NOW))
    return capture.get().splitlines()


def read_row(account: OutletAccount) -> list[str]:
    lines = render_lines({}, {"127.0.0.21:8070": account})
    (line,) = [line for line in lines if "127.0.0.21:8070" in line]
    return [cell.strip() for cell in line.split("  ") if cell.strip()][1:-1]


def test_a_row_tells_how_the_crawls_go() -> None:
    account = OutletAccount(
        last_success_at=NOW - timedelta(hours=3),
        next_due=NOW + timedelta(minutes=7, seconds=30),
        failures=2,
        pace_seconds=900.0,
        hours={"2026-02-28T12": 5, "2026-02-28T13": 4, "2026-03-01T12": 3},
    )
    assert read_row(account) == ["3 h ago", "15 min", "7", "2", "in 7 min"]
    assert read_row(OutletAccount(next_due=NOW)) == ["never", "now"]


def test_outlets_with_and_without_a_file_and_without_a_crawl_have_rows() -> None:
    publishers = dict(list(load_publishers().items())[:3])
    accounts = dict.fromkeys([min(publishers), "news.example"], OutletAccount(last_success_at=NOW))
    lines = render_lines(publishers, accounts)
    assert all(any(slug in line for line in lines) for slug in publishers)
    (line_without_file,) = [line for line in lines if "news.example" in line]
    assert "0 min ago" in line_without_file and "no file" in line_without_file
    assert "selectors" in render_lines(publishers, {})[1]


def test_every_row_of_the_shipped_files_fits_on_a_line() -> None:
    publishers = load_publishers()
    account = OutletAccount(last_success_at=NOW - timedelta(days=300), next_due=NOW, failures=12)
    lines = render_lines(publishers, dict.fromkeys(publishers, account))
    assert len([line for line in lines if line.strip()]) == len(publishers) + 2


def test_names_and_outcomes_stand_whole_where_there_is_no_terminal(
    capsys: pytest.CaptureFixture[str],
) -> None:
    slug = "alwakala-alwataniya-lilanbaa.example.org"
    kinds = ("stored", "revised", "unchanged", "not-modified", "duplicate", "robots-denied")
    stats = {f"publisher/{slug}/{kind}": 100 for kind in kinds}
    table = build_outcome_table(stats)
    assert table
    make_console().print(table)
    output = capsys.readouterr().out
    assert all(word in output for word in (slug, *kinds))
