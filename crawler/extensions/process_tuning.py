"""Spares a process what only costs time: looking for garbage in what stays, records nobody sees."""

import logging
from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler

from crawler.workers.garbage_collection import reduce_garbage_collection


class ProcessTuning:
    """Begins when everything is loaded; the root logger goes back to its level afterwards."""

    def __init__(self, log_level: str) -> None:
        self._log_level = log_level
        self._previous_level = logging.NOTSET

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Read LOG_LEVEL."""
        lean = cls(crawler.settings.get("LOG_LEVEL"))
        crawler.signals.connect(lean.spider_opened, signals.spider_opened)
        crawler.signals.connect(lean.engine_stopped, signals.engine_stopped)
        return lean

    def spider_opened(self) -> None:
        """Scrapy lets its handler drop what lies below LOG_LEVEL, once it is made: a dozen records
        an article, of which the database driver's hold whole documents.
        """
        reduce_garbage_collection()
        self._previous_level = logging.getLogger().level
        logging.getLogger().setLevel(self._log_level)

    def engine_stopped(self) -> None:
        """Leave the logger as it was."""
        logging.getLogger().setLevel(self._previous_level)
