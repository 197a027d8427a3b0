"""Item pipelines that clean, validate, deduplicate and count, on items of several kinds."""

from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import Any

import pytest
from scrapy.statscollectors import StatsCollector
from scrapy.utils.test import get_crawler

from crawler.items import Article
from crawler.publisher import Expectations
from pipelines.clean import CleanPipeline
from pipelines.deduplicate import DeduplicatePipeline
from pipelines.expectations import ExpectationsPipeline
from pipelines.items import Dropped
from pipelines.validate import ValidatePipeline
from tests.test_cleaning import ARTICLE


def drop_item(pipeline: Any, item: Any) -> str:
    with pytest.raises(Dropped) as dropped:
        pipeline.process_item(item)
    return dropped.value.outcome


def test_a_dict_goes_the_same_way_and_keeps_its_own_fields() -> None:
    item = asdict(ARTICLE) | {"mine": 1}
    cleaned = ValidatePipeline().process_item(CleanPipeline().process_item(item))
    assert cleaned["mine"] == 1
    assert cleaned["title"] == CleanPipeline().process_item(ARTICLE).title
    assert isinstance(cleaned["authors"], list)


def test_what_is_no_article_is_rejected_with_its_reason() -> None:
    assert drop_item(CleanPipeline(), {"title": "عنوان"}) == "rejected:malformed-item"
    listing = replace(ARTICLE, kind="listing")
    assert drop_item(ValidatePipeline(), listing) == "rejected:not-an-article"


def test_an_article_outside_the_range_is_rejected() -> None:
    cleaned = CleanPipeline().process_item(ARTICLE)
    later = ValidatePipeline(since=datetime(2026, 11, 23, tzinfo=UTC))
    assert drop_item(later, cleaned) == "rejected:out-of-range"


def test_the_same_address_or_content_passes_once() -> None:
    article: Article = CleanPipeline().process_item(ARTICLE)
    once = DeduplicatePipeline()
    assert once.process_item(article) is article
    same_address = replace(article, url="http://www.example.org/1/", content_hash="other")
    same_content = replace(article, url="https://example.org/2")
    elsewhere = replace(article, url="https://example.net/1", publisher="example.net")
    assert drop_item(once, same_address) == "duplicate"
    assert drop_item(once, same_content) == "duplicate"
    assert once.process_item(elsewhere) is elsewhere


def test_a_publisher_below_its_expectations_is_called_out() -> None:
    stats = StatsCollector(get_crawler())
    expected = {"example.org": Expectations(articles=3, filled={"authors": 0.9, "title": 0.9})}
    judge = ExpectationsPipeline(expected, stats, lambda: frozenset({"example.org"}))
    judge.process_item(ARTICLE)
    judge.process_item(replace(ARTICLE, authors=()))
    judge.process_item(replace(ARTICLE, publisher="nobody.example"))
    judge.close_spider()
    lines = stats.get_value("expectations/failed")
    assert len(lines) == 2
    assert "2 articles, expected 3" in lines[0]
    assert "authors filled in 1 of 2" in lines[1]
