"""Pool of parsing processes: a page that hangs or kills its worker costs that page only."""

import asyncio
import logging
import multiprocessing
import os
import signal
import sys
import threading
from concurrent import futures
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from functools import partial
from importlib import import_module
from multiprocessing.connection import wait
from multiprocessing.context import BaseContext
from types import TracebackType
from typing import TYPE_CHECKING, NamedTuple, Self

from pebble import ProcessExpired, ProcessPool

from crawler.workers.tasks import ExtractionFailed, ParseResult, ParseTask

if TYPE_CHECKING:  # a worker needs none of Scrapy
    from scrapy.settings import BaseSettings

logger = logging.getLogger(__name__)

_HEALTH_CHECK_SECONDS = 1.0  # between two checks that the workers live
_NICE = 5
_TASK_SLOTS_PER_WORKER = 3  # one task is read, the others wait for the worker
PRELOAD_MODULE = "crawler.workers.preload"  # a worker imports it for its effects


class SubmittedTask(NamedTuple):
    """A task and the future of its result."""

    task: ParseTask
    future: "Future[ParseResult]"


class ParserPool:
    """A pool of processes that run `crawler.workers.parse`.

    Tasks that were pending when all workers were lost are done once more.

    `timeout` is seconds for one body; `memory_mb` bounds a worker's address space where the system
    can (0: unbounded). A worker that overruns either is killed and replaced.
    """

    def __init__(self, *, workers: int, timeout: float, memory_mb: int = 0) -> None:
        self.workers = workers
        self.timeout = timeout
        self._task_slots = asyncio.Semaphore(_TASK_SLOTS_PER_WORKER * workers)
        self._create_pool = partial(
            ProcessPool,
            max_workers=workers,
            max_tasks=0,
            initializer=_initialize_worker,
            initargs=[memory_mb],
            context=_create_process_context(),
        )
        self._pool = self._create_pool()
        self._pending_futures: set[Future[ParseResult]] = set()
        self._closed = False

    @classmethod
    def from_settings(cls, settings: "BaseSettings") -> Self:
        """Read EXTRACTION_WORKERS (0: one a core), EXTRACTION_TIMEOUT and EXTRACTION_MEMORY_MB."""
        return cls(
            workers=settings.getint("EXTRACTION_WORKERS") or os.cpu_count() or 1,
            timeout=settings.getfloat("EXTRACTION_TIMEOUT"),
            memory_mb=settings.getint("EXTRACTION_MEMORY_MB"),
        )

    def submit(self, task: ParseTask) -> SubmittedTask:
        """Queue a body; `wait_for_result` waits for it."""
        return SubmittedTask(task, self._schedule(task))

    def reserve_slot(self) -> asyncio.Semaphore:
        """Return the semaphore that bounds the tasks in work.

        Enter it before making the task: the task then carries what was learned meanwhile, and few
        pickled bodies queue up.
        """
        return self._task_slots

    async def parse(self, task: ParseTask) -> ParseResult:
        """Parse one body. Raises ExtractionFailed."""
        try:
            try:
                return await self._parse_once(task)
            except BrokenProcessPool:
                return await self._parse_once(task)
        except Exception as error:
            raise _convert_error(error) from error

    async def _parse_once(self, task: ParseTask) -> ParseResult:
        future = asyncio.wrap_future(self._schedule(task))
        try:
            while not future.done():
                await asyncio.wait([future], timeout=_HEALTH_CHECK_SECONDS)
                self._renew_if_broken()
            return future.result()
        finally:
            future.cancel()

    def wait_for_result(self, submitted: SubmittedTask) -> ParseResult:
        """Wait for a submitted body. Raises ExtractionFailed."""
        try:
            try:
                return self._wait_for_future(submitted.future)
            except BrokenProcessPool:
                return self._wait_for_future(self._schedule(submitted.task))
        except Exception as error:
            raise _convert_error(error) from error

    def _wait_for_future(self, future: "Future[ParseResult]") -> ParseResult:
        while not futures.wait([future], timeout=_HEALTH_CHECK_SECONDS).done:
            self._renew_if_broken()
        return future.result()

    def _schedule(self, task: ParseTask) -> "Future[ParseResult]":
        """Hand a task to pebble; a pool that is broken is the exception of the future."""
        try:
            self._renew_if_broken()
            future: Future[ParseResult] = self._pool.schedule(
                _parse_in_worker, args=[task], timeout=self.timeout
            )
        except RuntimeError as error:
            future = Future()
            future.set_exception(BrokenProcessPool(str(error)))
        self._pending_futures.add(future)
        future.add_done_callback(self._pending_futures.discard)
        return future

    def close(self) -> None:
        """Stop the workers now; the tasks they were at are dropped."""
        self._closed = True
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()

    def _renew_if_broken(self) -> None:
        """Start new workers where pebble has given up its own.

        It does so where an idle worker dies and, after two minutes, where a worker dies that holds
        the lock they share.
        """
        if self._closed or self._pool.active:
            return
        logger.warning("A worker process was killed: all of them are started anew")
        self._pool.join()
        self._pool = self._create_pool()
        for future in list(self._pending_futures):
            with suppress(futures.InvalidStateError):
                future.set_exception(BrokenProcessPool("The workers are gone"))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _create_process_context() -> BaseContext:
    """Return a context that forks workers from a server process, where the system can.

    The crawl's process runs an event loop and threads and cannot be forked safely. The server holds
    nothing but the extractors and what the `scrapy` script imports: they are loaded once, shared,
    and ready at once for a worker that replaces another.
    """
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([*_list_script_imports(), PRELOAD_MODULE])
    return context


def _list_script_imports() -> list[str]:
    """Return what the `scrapy` script imports: Python runs the script again in every worker."""
    is_script = getattr(sys.modules["__main__"], "__spec__", None) is None
    return ["scrapy.cmdline"] if is_script and "scrapy.cmdline" in sys.modules else []


def _convert_error(error: Exception) -> ExtractionFailed:
    if isinstance(error, ExtractionFailed):
        return ExtractionFailed(error.reason)
    if isinstance(error, TimeoutError):
        return ExtractionFailed("extraction-timeout")
    if isinstance(error, MemoryError):
        return ExtractionFailed("extraction-memory")
    if isinstance(error, ProcessExpired | BrokenProcessPool):
        return ExtractionFailed("extraction-crash")
    return ExtractionFailed("extraction-error")


def _parse_in_worker(task: ParseTask) -> ParseResult:
    """Parse one body in a worker; the extractors are loaded only there."""
    from crawler.workers.parse import parse_fetched_body

    return parse_fetched_body(task)


def _initialize_worker(memory_mb: int) -> None:
    """Make a worker leave Ctrl-C to its parent, keep to its memory, and die with its parent.

    Workers run at a lower priority than the crawl's own process and a database beside it, for which
    they all wait.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform != "win32":
        os.nice(_NICE)
    if memory_mb and sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory_mb << 20, memory_mb << 20))
    threading.Thread(target=_die_with_parent, daemon=True).start()
    import_module(PRELOAD_MODULE)  # loading counts against no page's time limit


def _die_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
