"""Months and days that addresses name, and those of them outside a range."""

from datetime import UTC, datetime

import pytest

from crawler.discovery.url_classifier.url_dates import (
    find_path_date,
    find_publication_day,
    find_url_period,
    may_be_published_within,
    starts_with_date,
)

SINCE, UNTIL = datetime(2024, 1, 1, tzinfo=UTC), datetime(2024, 3, 1, tzinfo=UTC)
HOME = "https://news.example.sa/"


def read_period(path: str, *, is_sitemap: bool) -> str | None:
    period = find_url_period(HOME + path, is_sitemap=is_sitemap)
    return f"{period[0]:%Y-%m-%d} {period[1]:%Y-%m-%d}" if period else None


@pytest.mark.parametrize(("path", "period"), [
    ("sitemap-2024-01.xml", "2024-01-01 2024-02-01"),
    ("sitemap_2024_1.xml.gz", "2024-01-01 2024-02-01"),
    ("sitemaps/2024/12.xml", "2024-12-01 2025-01-01"),
    ("sitemap-202402.xml", "2024-02-01 2024-03-01"),
    ("sitemap-20240229.xml", "2024-02-29 2024-03-01"),
    ("sitemap/2024/02/29/", "2024-02-29 2024-03-01"),
    ("sitemap.xml?yyyy=2024&mm=2&dd=3", "2024-02-03 2024-02-04"),
    ("sitemap.xml?year=2024&month=02", "2024-02-01 2024-03-01"),
    ("sitemap.xml?date=2024-02", "2024-02-01 2024-03-01"),
    ("post-sitemap2024.xml", None),  # its number
    ("sitemap-2024.xml", None),
    ("sitemap-2024-13.xml", None),
    ("sitemap-20240230.xml", None),
    ("2024/02/sitemap-2024-03.xml", None),
    ("sitemap-posts-1.xml", None),
])  # fmt: skip
def test_a_sitemap_names_its_month_or_day(path: str, period: str | None) -> None:
    assert read_period(path, is_sitemap=True) == period


@pytest.mark.parametrize(("path", "period"), [
    ("2024/01/05/slug/", "2024-01-05 2024-01-06"),
    ("2024/01/slug", "2024-01-01 2024-02-01"),
    ("2024-01/slug", "2024-01-01 2024-02-01"),
    ("news/2024-01-05-slug", "2024-01-05 2024-01-06"),
    ("news/202401", None),  # numbers of articles
    ("news/20240105", None),
    ("news/results-2024-01", None),
    ("news.php?y=2024&m=1", None),
])  # fmt: skip
def test_an_article_names_its_day_only_where_it_is_surely_one(
    path: str, period: str | None
) -> None:
    assert read_period(path, is_sitemap=False) == period


# In every use the same date, but for the last, as likely an article's number: a page's address
# is not out of range for it.
@pytest.mark.parametrize("path", [
    "2024/03/12/slug", "2024-03/12/slug", "20240312/slug", "12-03-2024/slug", "2024/03/12",
    "20240312-slug", "news/20240312",
])  # fmt: skip
def test_a_date_is_the_same_to_all_who_read_it(path: str) -> None:
    *_, last = segments = path.split("/")
    found = find_path_date(segments)
    assert starts_with_date(last) or (found and found.day == 12)
    assert str(find_publication_day(HOME + path)) == "2024-03-12"
    assert read_period(path, is_sitemap=True) == "2024-03-12 2024-03-13"
    of_page = None if path == "news/20240312" else "2024-03-12 2024-03-13"
    assert read_period(path, is_sitemap=False) == of_page


@pytest.mark.parametrize(("path", "day"), [
    ("٢٠٢٤/٠٣/١٢/slug", "2024-03-12"),
    ("2024/03/2024-03-12-slug", "2024-03-12"),
    ("2024/03/12/slug-20231111", "2024-03-12"),
    ("slug_2024_03_12.html", "2024-03-12"),
    ("2023/12/31/2024-01-01-slug", "None"),  # of which day?
    ("2024/02/30/slug", "None"),
    ("2024/03/12.html", "None"),  # its number in that month
    ("2024/03/slug", "None"),
    ("slug-2024031245", "None"),
    ("final-2-1-2024", "None"),
])  # fmt: skip
def test_the_day_of_an_article(path: str, day: str) -> None:
    assert str(find_publication_day(HOME + path)) == day


@pytest.mark.parametrize(("name", "fetched"), [
    ("2023-11", False), ("2023-12", True), ("2024-01", True), ("2024-02", True), ("2024-03", True),
    ("2024-04", False), ("2023-12-30", False), ("2023-12-31", True), ("2024-03-01", True),
    ("2024-03-02", False), ("1", True),
])  # fmt: skip
def test_periods_outside_the_range_are_left_out_with_a_day_to_spare(
    name: str, fetched: bool
) -> None:
    assert (
        may_be_published_within(f"{HOME}sitemap-{name}.xml", SINCE, UNTIL, is_sitemap=True)
        is fetched
    )


def test_an_open_range_leaves_out_one_side_only() -> None:
    assert may_be_published_within(f"{HOME}sitemap-2031-01.xml", SINCE, None, is_sitemap=True)
    assert may_be_published_within(f"{HOME}sitemap-1999-01.xml", None, UNTIL, is_sitemap=True)
    assert may_be_published_within(f"{HOME}sitemap-1999-01.xml", None, None, is_sitemap=True)
