"""Deduplication within a round of an outlet."""

import pytest
from scrapy.utils.test import get_crawler

from crawler.signals import round_begun
from pipelines.deduplicate import DeduplicatePipeline
from pipelines.items import Dropped
from tests.contract.crawl import article


def test_an_outlet_s_articles_pass_once_in_each_of_its_rounds() -> None:
    crawler = get_crawler()
    pipeline = DeduplicatePipeline.from_crawler(crawler)
    ours, other = article(1), article(1, publisher="akhar")
    for item in (ours, other):
        assert pipeline.process_item(item) is item
        with pytest.raises(Dropped, match="duplicate"):
            pipeline.process_item(item)
    crawler.signals.send_catch_log(round_begun, publisher="misal")
    assert pipeline.process_item(ours) is ours
    with pytest.raises(Dropped, match="duplicate"):
        pipeline.process_item(other)
