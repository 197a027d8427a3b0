"""Records: the known pages that are due, and the sources that need not be read."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from crawler.discovery.links import Link
from crawler.state.records import PageState, SourceState, is_page_due

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
URL = "https://news.example.sa/news/1"


def page(outcome: str = "stored", ago: timedelta = DAY, **fields: Any) -> PageState:
    return PageState(outcome=outcome, last_at=NOW - ago, **fields)


def due(state: PageState, **link: Any) -> bool:
    return is_page_due(state, Link(url=URL, kind="article", **link), NOW, None, None)


@pytest.mark.parametrize("outcome", [
    "stored", "unchanged", "revised", "not-modified", "duplicate", "rejected:no-text",
])  # fmt: skip
def test_a_page_that_ended_well_or_was_rejected_is_not_due_by_itself(outcome: str) -> None:
    assert not due(page(outcome))
    assert due(page(outcome, next_due=NOW))
    assert not due(page(outcome, next_due=NOW + HOUR))


def test_a_newer_date_makes_a_page_due() -> None:
    assert not due(page(), modified=NOW - 2 * DAY)
    assert due(page(), modified=NOW - HOUR)
    assert due(page(), published=NOW - HOUR)
    assert not due(page(listed_at=NOW - HOUR), modified=NOW - HOUR)
    assert due(page(listed_at=NOW - 2 * HOUR), modified=NOW - HOUR)
    # A date this far back was there at the last visit, in whatever zone.
    assert not due(page(listed_at=NOW - 9 * DAY), modified=NOW - 3 * DAY)
    assert not due(page(), modified=NOW + DAY)


@pytest.mark.parametrize("outcome", ["failed:interrupted", "failed:spooled"])
def test_a_page_that_the_run_itself_broke_off_is_due_at_once(outcome: str) -> None:
    assert due(page(outcome, ago=timedelta(0), next_due=NOW + DAY))


def test_a_source_that_dates_everything_anew_is_doubted() -> None:
    ago = timedelta(minutes=15)
    assert due(page(ago=ago, unchanged=2), modified=NOW)
    assert due(page(ago=ago, unchanged=3), modified=NOW)
    assert not due(page(ago=ago, unchanged=4), modified=NOW)


def test_a_page_that_answered_410_is_due_where_it_is_named_a_day_later() -> None:
    assert due(page("failed:http-410", ago=DAY))
    assert not due(page("failed:http-410", ago=HOUR))


def test_a_page_out_of_range_is_due_in_another_range() -> None:
    state = page("rejected:out-of-range", published_at=NOW - 9 * DAY)
    link = Link(url=URL, kind="article")
    assert not is_page_due(state, link, NOW, NOW - 2 * DAY, None)
    assert is_page_due(state, link, NOW, NOW - 10 * DAY, None)
    assert is_page_due(state, link, NOW, None, None)


@pytest.mark.parametrize(("read_as", "again"), [
    ("stored", "not-modified"),
    ("revised", "not-modified"),
    ("rejected:no-text", "rejected:no-text"),
    ("duplicate", "duplicate"),
])  # fmt: skip
def test_a_page_that_has_not_changed_ends_as_it_did(read_as: str, again: str) -> None:
    assert page("failed:timeout", read_as=read_as).unchanged_outcome == again


def source(**fields: Any) -> SourceState:
    defaults: dict[str, Any] = {"read_at": NOW - DAY, "discovery_sources": ("feed", "listing")}
    return SourceState(url=URL, publisher="x", kind="feed", **(defaults | fields))


def test_a_source_covers_no_more_than_it_was_read_for() -> None:
    feed, both = frozenset({"feed"}), frozenset({"feed", "sitemap"})
    assert source().covers(feed, None)
    assert source().covers(feed, NOW)
    assert not source().covers(both, None)
    assert not source(read_at=None).covers(feed, None)
    bounded = source(since=NOW - DAY)
    assert bounded.covers(feed, NOW - HOUR)
    assert not bounded.covers(feed, NOW - 2 * DAY)
    assert not bounded.covers(feed, None)


def test_a_sitemap_read_well_after_its_last_change_is_old() -> None:
    def link(age: timedelta | None) -> Link:
        return Link(url=URL, kind="sitemap", modified=NOW - age if age else None)

    assert source().was_read_after_change(link(3 * DAY))
    assert not source().was_read_after_change(link(2 * DAY))  # it may be a day without an hour
    assert not source().was_read_after_change(link(None))
