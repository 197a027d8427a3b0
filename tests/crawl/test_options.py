"""Options: wrong settings that are refused before the first request."""

import pytest
from scrapy.exceptions import UsageError
from scrapy.settings import Settings

from crawler.crawl.options import read_crawl_options


@pytest.mark.parametrize(("name", "value"), [
    ("RECHECK_AGES", "6h, 1h"), ("RECHECK_AGES", "bald"), ("SINCE", "neulich"),
    ("DISCOVERY_SOURCES", "rumours"),
])  # fmt: skip
def test_a_wrong_setting_is_named(name: str, value: str) -> None:
    settings = Settings({"DISCOVERY_SOURCES": ["feed"], name: value})
    with pytest.raises(UsageError, match=name):
        read_crawl_options(["https://example.org/"], settings)


def test_an_empty_range_is_refused() -> None:
    bounds = {"SINCE": "2026-02-01", "UNTIL": "2026-01-01"}
    with pytest.raises(UsageError, match="nothing lies between"):
        read_crawl_options(
            ["https://example.org/"], Settings({"DISCOVERY_SOURCES": ["feed"], **bounds})
        )
