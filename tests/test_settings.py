"""Settings modules: their names, the components they name, and values that cannot be read."""

from importlib import import_module
from types import ModuleType
from typing import Any

import pytest
from scrapy.settings import Settings, default_settings
from scrapy.utils.misc import load_object

from crawler.commands.settings_checks import find_unreadable_settings

# Settings that are not Scrapy's.
OWN_SETTINGS = {
    "CONTACT", "REQUIRE_CONTACT", "REQUIRE_MONGODB_URI", "CRAWL_DELAY_MAX", "RETRY_AFTER_MAX",
    "ALLOW_PRIVATE_ADDRESSES", "DISCOVERY_SOURCES", "LISTING_PAGES_MAX", "ARTICLE_LIMIT", "SINCE",
    "UNTIL", "PUBLISHERS_DIR", "EXTRACTION_WORKERS", "EXTRACTION_TIMEOUT", "EXTRACTION_MEMORY_MB",
    "DATABASE", "DATA_DIR", "MONGODB_URI", "MONGODB_DATABASE", "STORE_BATCH_SIZE",
    "STORE_BATCH_SECONDS", "STORE_PATIENCE", "PROGRESS_ENABLED", "PROGRESS_SECONDS",
    "EMBEDDED_SERVER", "RECORD_ENABLED", "RECORDED_SETTINGS", "RETRY_BACKOFF", "LEARNED",
    "LEARNING_ENABLED", "CLOCK", "STATE", "REFETCH", "SOURCES", "PACE_FLOOR", "PACE_CEILING",
    "RECHECK_AGES", "RECHECK_ENABLED", "RECHECK_LIMIT", "RECHECKS",
    "WATCH_PACE", "WATCH_ROUNDS", "WATCH_LOOK", "SCHEDULE", "LEASE_SECONDS",
}  # fmt: skip
_COMPONENT_TABLES = ("ITEM_PIPELINES", "DOWNLOADER_MIDDLEWARES", "SPIDER_MIDDLEWARES", "EXTENSIONS")
NAMES = ("base", "development", "production", "testing")


def load_settings(name: str) -> ModuleType:
    return import_module(f"settings.{name}")


def list_names(settings: ModuleType) -> set[str]:
    return {name for name in vars(settings) if name.isupper() and not name.startswith("_")}


@pytest.mark.parametrize("name", NAMES)
def test_every_name_is_scrapys_or_ours(name: str) -> None:
    known_names = OWN_SETTINGS | set(vars(default_settings))
    assert list_names(load_settings(name)) <= known_names


def list_components() -> list[str]:
    base = load_settings("base")
    paths: list[str] = [base.SCHEDULER, base.SCHEDULER_MEMORY_QUEUE, base.CLOCK]
    paths += [base.DATABASE, base.LEARNED, base.RECHECKS, base.SCHEDULE]
    for name in _COMPONENT_TABLES:
        table: dict[str, Any] = getattr(base, name, {})
        paths += [path for path, order in table.items() if order is not None]
    for name in ("DOWNLOAD_HANDLERS", "FEED_EXPORTERS"):
        paths += filter(None, getattr(base, name).values())
    return paths


@pytest.mark.parametrize("path", list_components())
def test_every_component_exists(path: str) -> None:
    assert load_object(path)


def test_pipelines_stand_in_the_documented_order_with_gaps() -> None:
    order = sorted(load_settings("base").ITEM_PIPELINES.items(), key=lambda pair: pair[1])
    assert [path.split(".")[1] for path, _ in order] == [
        "clean", "validate", "deduplicate", "store", "learn", "expectations",
    ]  # fmt: skip
    assert all(position % 50 == 0 for _, position in order)


def test_production_demands_a_contact_and_a_server() -> None:
    production = load_settings("production")
    assert production.REQUIRE_CONTACT
    assert production.REQUIRE_MONGODB_URI


def test_no_secret_is_written_down() -> None:
    assert not {"MONGODB_URI", "DATA_DIR"} & set(load_settings("production").RECORDED_SETTINGS)


@pytest.mark.parametrize(
    ("name", "value", "problem"),
    [
        ("DOWNLOAD_MAXSIZE", "abc", "DOWNLOAD_MAXSIZE is no whole number: 'abc'"),
        ("CONCURRENT_REQUESTS", "2.5", "CONCURRENT_REQUESTS is no whole number: '2.5'"),
        ("ARTICLE_LIMIT", 2.5, "ARTICLE_LIMIT is no whole number: 2.5"),
        ("ARTICLE_LIMIT", float("inf"), "ARTICLE_LIMIT is no whole number: inf"),
        ("EXTRACTION_TIMEOUT", "", "EXTRACTION_TIMEOUT is no number: ''"),
        ("RETRY_ENABLED", "perhaps", "RETRY_ENABLED is no switch: 'perhaps'"),
        ("DOWNLOAD_DELAY", "0.5", None),
        ("DOWNLOAD_TIMEOUT", "1.5", None),
        ("PACE_FLOOR", "0.5", None),
    ],
)
def test_numbers_are_asked_for_before_a_crawl(
    monkeypatch: pytest.MonkeyPatch, name: str, value: Any, problem: str | None
) -> None:
    monkeypatch.setenv("SCRAPY_SETTINGS_MODULE", "settings.base")
    settings = Settings()
    settings.setmodule("settings.base")
    assert find_unreadable_settings(settings) == []
    settings.set(name, value, priority="cmdline")
    assert find_unreadable_settings(settings) == ([problem] if problem else [])
