"""Tuning of a crawl's process: fewer garbage collections, and no log records that nobody sees."""

import logging
from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler

from crawler.workers.garbage_collection import reduce_garbage_collection


class ProcessTuning:
    """An extension that tunes the process once everything is loaded, and restores the log level."""

    def __init__(self, log_level: str) -> None:
        self._log_level = log_level
        self._previous_level = logging.NOTSET

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Read LOG_LEVEL."""
        extension = cls(crawler.settings.get("LOG_LEVEL"))
        crawler.signals.connect(extension.spider_opened, signals.spider_opened)
        crawler.signals.connect(extension.engine_stopped, signals.engine_stopped)
        return extension

    def spider_opened(self) -> None:
        """Collect garbage less often, and set the root logger to LOG_LEVEL.

        Scrapy's handler drops records below LOG_LEVEL only after they are made: a dozen an article,
        and those of the database driver hold whole documents.
        """
        reduce_garbage_collection()
        self._previous_level = logging.getLogger().level
        logging.getLogger().setLevel(self._log_level)

    def engine_stopped(self) -> None:
        """Restore the root logger's level."""
        logging.getLogger().setLevel(self._previous_level)
