"""Batches of entries: a batch is flushed when it is full or old enough, one at a time."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Batcher(Generic[T]):
    """A batch that is flushed at `size` entries, or `seconds` after its first one.

    `add` returns when its batch is flushed, so callers wait for the database. An exception of
    `flush` is raised in every `add` of the batch.
    """

    def __init__(
        self, flush: Callable[[list[T]], Awaitable[None]], *, size: int, seconds: float
    ) -> None:
        self._flush = flush
        self._size = size
        self._seconds = seconds
        self._entries: list[T] = []
        self._flushed: asyncio.Future[None] | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._flush_lock = asyncio.Lock()
        self._tasks: set[asyncio.Task[Any]] = set()

    async def add(self, entry: T) -> None:
        """Add an entry and wait until it is flushed."""
        await asyncio.shield(self.add_nowait(entry))

    def add_nowait(self, entry: T) -> asyncio.Future[None]:
        """Add an entry without waiting; the future is done when it is flushed."""
        if self._flushed is None:
            loop = asyncio.get_running_loop()
            self._flushed = loop.create_future()
            self._timer = loop.call_later(self._seconds, self._start_flush)
        flushed = self._flushed
        self._entries.append(entry)
        if len(self._entries) >= self._size:
            self._start_flush()
        return flushed

    async def flush(self) -> None:
        """Flush the current batch and wait for every flush under way."""
        self._start_flush()
        await asyncio.gather(*self._tasks)

    def _start_flush(self) -> None:
        if self._flushed is None:
            return
        if self._timer:
            self._timer.cancel()
        self._start_task(self._run_flush(self._entries, self._flushed))
        self._entries, self._flushed, self._timer = [], None, None

    def _start_task(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _run_flush(self, entries: list[T], flushed: asyncio.Future[None]) -> None:
        async with self._flush_lock:
            try:
                await self._flush(entries)
            except Exception as error:  # noqa: BLE001 - handed to every waiting add
                flushed.set_exception(error)
                flushed.exception()  # retrieved here, in case every `add` was cancelled
            else:
                flushed.set_result(None)
