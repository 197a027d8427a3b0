"""What the crawler needs of stored state, as Protocols.

A setting names each implementation (`DATABASE`, `LEARNED`, `STATE`, `RECHECKS`, `SCHEDULE`), loaded
as Scrapy loads its components; `crawler` never imports it.
"""

from collections.abc import Collection, Iterator
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any, Protocol, Self

from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings

from crawler.extraction.traces import LearnedTemplate
from crawler.items import Article
from crawler.state.records import PageState, SourceState


class DatabaseUnavailable(Exception):  # noqa: N818 - it is read by people
    """No database answers. The message is one line for a person, without a password."""


class TargetBusy(Exception):  # noqa: N818 - it is read by people
    """Another run holds the lock of this target. The message says which process, since when."""


class Database(Protocol):
    """The stored articles, as commands see them. Every method is blocking."""

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> Self:
        """Read MONGODB_URI, MONGODB_DATABASE and DATA_DIR; touch nothing yet."""
        ...

    def ensure_running(self) -> str:
        """Start the embedded server if MONGODB_URI is not set, ping, and return the URI.

        Raises DatabaseUnavailable.
        """
        ...

    def release(self, *, whole_process: bool = False) -> None:
        """Leave the embedded server; it stops with its last user where a run started it.

        `whole_process`: this process uses it no more, whatever an interrupted crawl has left open.
        """
        ...

    def stream_articles(
        self,
        *,
        publisher: str | None = None,
        since: datetime | None = None,
        limit: int | None = None,
    ) -> Iterator[dict[str, Any]]:
        """Stream stored articles, oldest first by (first_seen_at, _id)."""
        ...

    def find_newest_articles(
        self,
        *,
        limit: int,
        publisher: str | None = None,
        since: datetime | None = None,
        run_id: str | None = None,
    ) -> list[dict[str, Any]]:
        """Return the articles stored last, newest first.

        `run_id`: those that came to the outlets of the run with this _id while it went on.
        """
        ...

    def read_outlet_accounts(self) -> dict[str, dict[str, Any]]:
        """Return the account of every outlet crawled, by slug, as `crawler.health` reads it.

        With `pace_seconds`, the shortest pace of its sources, where one is known. Does not start
        the embedded server where it has stored nothing. Raises DatabaseUnavailable.
        """
        ...

    def lock(self, target: str) -> AbstractContextManager[None]:
        """Hold the lock of a target for the length of a run. Raises TargetBusy."""
        ...


class BoilerplateStore(Protocol):
    """What the outlets' own pages have taught, kept across runs."""

    @classmethod
    def for_crawler(cls, crawler: Crawler) -> Self:
        """Return the one memory of this crawl."""
        ...

    @classmethod
    def load_learned(cls, settings: BaseSettings, publisher: str) -> LearnedTemplate:
        """Read what is learned of an outlet, outside a crawl; blocking.

        Starts the embedded server where it has stored anything. Raises DatabaseUnavailable.
        """
        ...

    async def get_learned(self, publisher: str) -> LearnedTemplate:
        """Return what is learned of an outlet so far; nothing where no database answers."""
        ...

    def observe_unstored(self, article: Article) -> None:
        """Take note of an article that was read, and is not stored yet.

        Several that agree on where an outlet's text stands are believed at once: until then each
        further page is read the dear way.
        """
        ...


class CrawlState(Protocol):
    """What earlier runs have left of addresses and sources. It may be lost: then all is new.

    Where no database answers nothing is known, and nothing is kept.
    """

    @classmethod
    def for_crawler(cls, crawler: Crawler) -> Self:
        """Return the one state of this crawl."""
        ...

    async def open(self) -> None:
        """Share the store's connection."""
        ...

    async def close(self) -> None:
        """Leave it."""
        ...

    async def find_pages(self, ids: Collection[str]) -> dict[str, PageState]:
        """Return what is known of articles' addresses, by id; looked up together."""
        ...

    async def find_sources(self, ids: Collection[str]) -> dict[str, SourceState]:
        """Return what is known of sources, by id; looked up together."""
        ...

    async def save_sources(self, states: Collection[SourceState]) -> None:
        """Replace what is known of sources."""
        ...

    async def unschedule_sources(self, publisher: str, due_before: datetime) -> None:
        """Let an outlet's sources that are due since then be due no more by themselves.

        Nothing leads to them now; once something does, they are asked.
        """
        ...


class RecheckQueue(Protocol):
    """The pages that are due for another look; see `crawler.state.page_revisits`."""

    @classmethod
    def for_crawler(cls, crawler: Crawler) -> Self:
        """Share the crawl's database."""
        ...

    async def find_due_pages(
        self, publishers: Collection[str], now: datetime, limit: int
    ) -> list[tuple[str, str]]:
        """Return publisher (slug) and address of pages that are due, the longest due first.

        None where no database answers.
        """
        ...


class CrawlSchedule(Protocol):
    """Which outlets a standing crawl has to do, and which of several such crawls does them.

    Every method but `of` raises DatabaseUnavailable.
    """

    @classmethod
    def for_crawler(cls, crawler: Crawler) -> Self:
        """Return the schedule of this crawl."""
        ...

    async def open(self) -> None:
        """Share the store's connection; `close` is owed even where it fails."""
        ...

    async def close(self) -> None:
        """Leave it."""
        ...

    async def find_due_times(self, slugs: Collection[str]) -> dict[str, datetime]:
        """Return when each outlet is due; one that was never crawled, long ago."""
        ...

    async def acquire(self, slug: str) -> bool:
        """Take an outlet for LEASE_SECONDS; say whether it was free."""
        ...

    async def renew(self, slug: str) -> bool:
        """Hold an outlet for LEASE_SECONDS more; say whether nobody else has it meanwhile."""
        ...

    async def release(self, slug: str) -> None:
        """Leave an outlet to others, at once."""
        ...
