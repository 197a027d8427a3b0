"""The progress of a crawl on standard error: a live table on a terminal, else a line at times."""

import asyncio
import atexit
import signal
import sys
from collections import deque
from collections.abc import Callable
from time import monotonic
from typing import Any, Final, Self

from rich.console import Console
from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.utils.asyncio import create_looping_call

from crawler.extensions.progress_figures import (
    CrawlFigures,
    PlainLinesDisplay,
    ProgressDisplay,
    choose_display,
    read_crawl_figures,
)

_TABLE_REFRESH_SECONDS: Final = 0.5
_RATE_WINDOW_SECONDS: Final = 15.0
_STOPPING_MESSAGE: Final = "warraq: finishing what is under way; again to stop at once"


class Progress:
    """An extension that shows progress; PROGRESS_SECONDS lie between two plain lines."""

    def __init__(self, crawler: Crawler) -> None:
        if not crawler.settings.getbool("PROGRESS_ENABLED"):
            raise NotConfigured
        self._crawler = crawler
        self._loop = create_looping_call(self._update_display)
        self._display: ProgressDisplay | None = None
        self._started_at = 0.0
        self._samples: deque[tuple[float, int]] = deque()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Connect the signals. Raises NotConfigured without PROGRESS_ENABLED."""
        progress = cls(crawler)
        crawler.signals.connect(progress.spider_opened, signals.spider_opened)
        crawler.signals.connect(progress.spider_closed, signals.spider_closed)
        return progress

    def spider_opened(self) -> None:
        """Start showing."""
        self._started_at = monotonic()
        self._display = choose_display(Console(stderr=True))
        # A second Ctrl-C ends the process without closing the spider.
        atexit.register(self._display.close)
        call_on_first_signal(self._announce_stopping)
        line_seconds = self._crawler.settings.getfloat("PROGRESS_SECONDS", 10.0)
        self._loop.start(
            line_seconds
            if isinstance(self._display, PlainLinesDisplay)
            else _TABLE_REFRESH_SECONDS,
            now=False,
        )

    def spider_closed(self) -> None:
        """Show the last figures and restore the terminal."""
        if self._display is None:
            return
        if self._loop.running:
            self._loop.stop()
        self._update_display()
        self._display.close()
        atexit.unregister(self._display.close)

    def _announce_stopping(self) -> None:
        if self._loop.running:
            sys.stderr.write(f"{_STOPPING_MESSAGE}\n")
            sys.stderr.flush()

    def _update_display(self) -> None:
        assert self._display
        figures = read_crawl_figures(
            self._crawler.stats.get_stats(),
            seconds=monotonic() - self._started_at,
            queue=self._count_queued_requests(),
        )
        self._display.show(figures, self._measure_rate(figures))

    def _count_queued_requests(self) -> int:
        engine = self._crawler.engine
        scheduler = engine.scheduler if engine else None
        if engine is None or scheduler is None:
            return 0
        waiting = len(scheduler) if hasattr(scheduler, "__len__") else 0
        return waiting + len(engine.downloader.active)

    def _measure_rate(self, figures: CrawlFigures) -> float:
        """Return the new articles a second over the last _RATE_WINDOW_SECONDS."""
        self._samples.append((figures.seconds, figures.total.new))
        while (
            len(self._samples) > 2 and figures.seconds - self._samples[0][0] > _RATE_WINDOW_SECONDS
        ):
            self._samples.popleft()
        first_seconds, first_new = self._samples[0] if len(self._samples) > 1 else (0.0, 0)
        elapsed = figures.seconds - first_seconds
        return (figures.total.new - first_new) / elapsed if elapsed > 0 else 0.0


def call_on_first_signal(callback: Callable[[], None]) -> None:
    """Call `callback` from the running event loop at the first SIGINT or SIGTERM.

    The handlers before it, Scrapy's, are called as well. The signal handler itself writes nothing:
    the code it interrupts may be writing to the same stream.
    """
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        previous_handler = signal.getsignal(number)
        if callable(previous_handler):
            signal.signal(number, _make_signal_handler(loop, callback, previous_handler))


def _make_signal_handler(
    loop: asyncio.AbstractEventLoop,
    callback: Callable[[], None],
    previous_handler: Callable[..., Any],
) -> Callable[..., None]:
    def handle_signal(number: int, frame: Any) -> None:
        if not loop.is_closed():
            loop.call_soon_threadsafe(callback)
        previous_handler(number, frame)

    return handle_signal
