"""Interfaces of stored state: Protocols of what the crawler needs of a database.

A setting names each implementation (`DATABASE`, `LEARNED`, `STATE`, `RECHECKS`, `SCHEDULE`), which
is loaded as Scrapy loads its components; `crawler` never imports it.
"""

from collections.abc import Collection, Iterator
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any, Protocol, Self

from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings

from crawler.extraction.body.block_ids import LearnedTemplate
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
        """Read MONGODB_URI, MONGODB_DATABASE and DATA_DIR; connect to nothing yet."""
        ...

    def ensure_running(self) -> str:
        """Start the embedded server if MONGODB_URI is not set, ping, and return the URI.

        Raises DatabaseUnavailable.
        """
        ...

    def release(self, *, whole_process: bool = False) -> None:
        """Leave the embedded server; one that a run started stops with its last user.

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
        """Stream stored articles, oldest change first by (changed_at, _id).

        `since`: those changed since then, and some changed shortly before, so that one who goes on
        from the last `changed_at` streamed misses nothing while others write.
        """
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

        `run_id`: only those of the outlets of this run (its _id), stored while it went on.
        """
        ...

    def read_outlet_accounts(self) -> dict[str, dict[str, Any]]:
        """Return the account of every outlet crawled, by slug, as `crawler.health` reads it.

        `pace_seconds` in it is the shortest pace of the outlet's sources, where one is known. An
        embedded server that has stored nothing is not started. Raises DatabaseUnavailable.
        """
        ...

    def lock(self, target: str) -> AbstractContextManager[None]:
        """Hold the lock of a target for the length of a run. Raises TargetBusy."""
        ...


class BoilerplateStore(Protocol):
    """The templates learned of outlets from their own pages, kept across runs."""

    @classmethod
    def for_crawler(cls, crawler: Crawler) -> Self:
        """Return the one store of this crawl."""
        ...

    @classmethod
    def load_learned(cls, settings: BaseSettings, publisher: str) -> LearnedTemplate:
        """Read what is learned of an outlet, outside a crawl; blocking.

        An embedded server that has stored anything is started. Raises DatabaseUnavailable.
        """
        ...

    async def get_learned(self, publisher: str) -> LearnedTemplate:
        """Return what is learned of an outlet so far; nothing where no database answers."""
        ...

    def observe_unstored(self, article: Article) -> None:
        """Learn from an article that was read and is not stored yet.

        Where several articles have their body in one container, extraction uses it at once: until
        then every page is given to trafilatura too, which is slower.
        """
        ...


class CrawlState(Protocol):
    """The states of pages and sources that earlier runs have left. If lost, all is new again.

    Where no database answers, nothing is found and nothing is saved.
    """

    @classmethod
    def for_crawler(cls, crawler: Crawler) -> Self:
        """Return the one state of this crawl."""
        ...

    async def open(self) -> None:
        """Share the crawl's connection."""
        ...

    async def close(self) -> None:
        """Leave the connection."""
        ...

    async def find_pages(self, ids: Collection[str]) -> dict[str, PageState]:
        """Return the known states of articles' addresses, by id, in one lookup."""
        ...

    async def find_sources(self, ids: Collection[str]) -> dict[str, SourceState]:
        """Return the known states of sources, by id, in one lookup."""
        ...

    async def save_sources(self, states: Collection[SourceState]) -> None:
        """Replace the states of sources."""
        ...

    async def unschedule_sources(self, publisher: str, due_before: datetime) -> None:
        """Let an outlet's sources that fell due before `due_before` be due no more by themselves.

        Nothing leads to them now; once something does, they are requested.
        """
        ...


class RecheckQueue(Protocol):
    """The queue of pages that are due for another look; see `crawler.state.page_revisits`."""

    @classmethod
    def for_crawler(cls, crawler: Crawler) -> Self:
        """Share the crawl's database."""
        ...

    async def find_due_pages(
        self, publishers: Collection[str], now: datetime, limit: int
    ) -> list[tuple[str, str]]:
        """Return publisher (slug) and address of pages that are due, the longest due first.

        The list is empty where no database answers.
        """
        ...


class CrawlSchedule(Protocol):
    """The due times and leases of outlets, shared by all standing crawls.

    Every method but `for_crawler` raises DatabaseUnavailable.
    """

    @classmethod
    def for_crawler(cls, crawler: Crawler) -> Self:
        """Return the schedule of this crawl."""
        ...

    async def open(self) -> None:
        """Share the crawl's connection; `close` must be called even where this fails."""
        ...

    async def close(self) -> None:
        """Leave the connection."""
        ...

    async def find_due_times(self, slugs: Collection[str]) -> dict[str, datetime]:
        """Return when each outlet is due; an outlet never crawled is due since long ago."""
        ...

    async def acquire(self, slug: str) -> bool:
        """Take the lease of an outlet for LEASE_SECONDS; say whether it was free."""
        ...

    async def renew(self, slug: str) -> bool:
        """Keep the lease for LEASE_SECONDS more; say whether no other crawl has taken it."""
        ...

    async def release(self, slug: str) -> None:
        """Give up the lease of an outlet at once."""
        ...
