"""Hears the signal that ends a crawl, for whoever is to say so; Scrapy does what it asks."""

import asyncio
import signal
from collections.abc import Callable
from typing import Any


def on_first_signal(say: Callable[[], None]) -> None:
    """Call `say` from the running event loop at the first SIGINT or SIGTERM.

    Their handlers go on as before. Nothing is written in a handler itself: what it interrupts may
    be writing to the same stream.
    """
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        before = signal.getsignal(number)
        if callable(before):
            signal.signal(number, _told(loop, say, before))


def _told(
    loop: asyncio.AbstractEventLoop, say: Callable[[], None], before: Callable[..., Any]
) -> Callable[..., None]:
    def handler(number: int, frame: Any) -> None:
        if not loop.is_closed():
            loop.call_soon_threadsafe(say)
        before(number, frame)

    return handler
