"""What a run is refused for before its first request."""

import pytest
from scrapy.exceptions import UsageError
from scrapy.settings import Settings

from crawler.spiders.setup import read_setup


@pytest.mark.parametrize(("name", "value"), [
    ("RECHECK_AGES", "6h, 1h"), ("RECHECK_AGES", "bald"), ("SINCE", "neulich"),
    ("DISCOVERY_SOURCES", "rumours"),
])  # fmt: skip
def test_a_wrong_setting_is_named(name: str, value: str) -> None:
    settings = Settings({"DISCOVERY_SOURCES": ["feed"], name: value})
    with pytest.raises(UsageError, match=name):
        read_setup(["https://example.org/"], settings)
