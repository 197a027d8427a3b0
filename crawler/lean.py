"""Spares a process what only costs time: looking for garbage in what stays, records nobody sees."""

import gc
import logging
from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler

# New objects between two looks for circles, and between those at older ones. A page makes some ten
# thousand, nearly all of which go without being looked for.
_NEW, _YOUNG, _OLD = 20_000, 20, 100


class Lean:
    """Begins when everything is loaded; the root logger goes back to its level afterwards."""

    def __init__(self, level: str) -> None:
        self._level = level
        self._before = logging.NOTSET

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
        collect_less()
        self._before = logging.getLogger().level
        logging.getLogger().setLevel(self._level)

    def engine_stopped(self) -> None:
        """Leave the logger as it was."""
        logging.getLogger().setLevel(self._before)


def collect_less() -> None:
    """Look for garbage in new objects only, and less often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_NEW, _YOUNG, _OLD)
