"""Options: wrong settings that are refused before the first request."""

from argparse import ArgumentParser

import pytest
from scrapy.exceptions import UsageError
from scrapy.settings import Settings

from crawler.commands.run_crawl import add_bound_options, apply_bounds
from crawler.crawl.options import BOUND_OPTIONS, read_crawl_options


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


def test_an_option_of_the_table_is_offered_and_reaches_its_setting() -> None:
    parser = ArgumentParser()
    add_bound_options(parser)
    words = [f"--{option.name}={position}" for position, option in enumerate(BOUND_OPTIONS)]
    settings = Settings()
    apply_bounds(settings, parser.parse_args(words))
    assert [str(settings[option.setting]) for option in BOUND_OPTIONS] == ["0", "1", "2"]
    with pytest.raises(UsageError, match="--limit: 'many' is no number"):
        apply_bounds(settings, parser.parse_args(["--limit", "many"]))
