"""The stored articles as commands see them: `Database` of `crawler.state.interfaces`."""

import hashlib
import json
import os
import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from filelock import FileLock, Timeout
from scrapy.settings import BaseSettings

from crawler.outcomes import STORED
from crawler.state.interfaces import DatabaseUnavailable, TargetBusy
from pipelines.collections import outlets as stored_outlets
from pipelines.collections.queries import find_articles_newest_first, stream_articles_oldest_first
from pipelines.embedded import EmbeddedServer
from pipelines.mongo import client
from pipelines.mongo.client import MongoReader
from pipelines.mongo.operations import Document
from pipelines.mongo.uris import read_database_name

_CONNECT_SECONDS = 5.0  # to find the server


class MongoDatabase:
    """MONGODB_URI where it is set, else the embedded server of DATA_DIR."""

    def __init__(
        self, uri: str, name: str, data_dir: Path, *, server_path: str = ".embedded"
    ) -> None:
        self.name = read_database_name(uri, name)
        self._uri = uri
        self._data_dir = data_dir
        ours = EmbeddedServer(data_dir, server_path=server_path)
        # A command hands the embedded server's address on to the crawl as MONGODB_URI.
        self._server = ours if not uri or ours.owns_uri(uri) else None

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> Self:
        """Read MONGODB_URI, MONGODB_DATABASE, DATA_DIR and EMBEDDED_SERVER; touch nothing yet."""
        return cls(
            settings.get("MONGODB_URI") or "",
            settings.get("MONGODB_DATABASE") or "warraq",
            Path(settings.get("DATA_DIR") or "data"),
            server_path=settings.get("EMBEDDED_SERVER") or ".embedded",
        )

    @property
    def embedded(self) -> bool:
        """Say whether the server is ours to start."""
        return self._server is not None

    def ensure_running(self) -> str:
        """Start the embedded server if MONGODB_URI is not set, ping, and return the URI.

        Raises DatabaseUnavailable.
        """
        uri = self._server.ensure_running() if self._server else self._uri
        try:
            client.check_database(uri, self.name, seconds=_CONNECT_SECONDS)
        except DatabaseUnavailable:
            self.release()
            raise
        return uri

    def release(self, *, whole_process: bool = False) -> None:
        """Leave the embedded server; it stops with its last user where a run started it.

        `whole_process`: this process uses it no more, whatever an interrupted crawl has left open.
        """
        if self._server:
            self._server.release(whole_process=whole_process)

    def stream_articles(
        self,
        *,
        publisher: str | None = None,
        since: datetime | None = None,
        limit: int | None = None,
    ) -> Iterator[Document]:
        """Stream stored articles, oldest first by (first_seen_at, _id)."""
        where: Document = {"publisher": publisher} if publisher else {}
        with closing(MongoReader(self.ensure_running(), self.name)) as reader:
            yield from stream_articles_oldest_first(reader, where, since=since, limit=limit)

    def find_newest_articles(
        self,
        *,
        limit: int,
        publisher: str | None = None,
        since: datetime | None = None,
        run_id: str | None = None,
    ) -> list[Document]:
        """Return the articles stored last, newest first.

        `run_id`: those that came to the outlets of the run with this _id while it went on.
        """
        where: Document = {"publisher": publisher} if publisher else {}
        with closing(MongoReader(self.ensure_running(), self.name)) as reader:
            until = stored = None
            if run_id is not None:
                found = next(reader.find("runs", {"_id": run_id}), None)
                if found is None:
                    return []
                since = max(since or found["started_at"], found["started_at"])
                until = found.get("finished_at")
                stored = _find_storing_publishers(found)
            return find_articles_newest_first(
                reader, where, since=since, until=until, limit=limit, publishers=stored
            )

    def read_outlet_accounts(self) -> dict[str, Document]:
        """Return the account of every outlet crawled, with the shortest pace of its sources."""
        if self._server and not self._server.folder.exists():
            return {}
        with closing(MongoReader(self.ensure_running(), self.name)) as reader:
            found = {one["_id"]: one for one in reader.find(stored_outlets.COLLECTION, {})}
            paces: dict[str, float] = {}
            for source in reader.find("sources", {}, fields=["publisher", "pace_seconds"]):
                slug, pace = source["publisher"], source.get("pace_seconds")
                if pace:
                    paces[slug] = min(pace, paces.get(slug, pace))
        return {slug: one | {"pace_seconds": paces.get(slug)} for slug, one in found.items()}

    @contextmanager
    def lock(self, target: str) -> Iterator[None]:
        """Hold the lock of a target for the length of a run. Raises TargetBusy."""
        folder = self._data_dir / "locks"
        file = folder / _make_lock_name(target)
        lock = FileLock(file, thread_local=False)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            lock.acquire(timeout=0)
        except Timeout:
            raise TargetBusy(f"{target}: {_describe_lock_holder(file)} is at it") from None
        except OSError as error:
            raise DatabaseUnavailable(f"{folder} cannot be used: {error.strerror}") from None
        try:
            mine = {"pid": os.getpid(), "started": datetime.now(UTC).isoformat(timespec="seconds")}
            file.write_text(json.dumps(mine | {"target": target}), encoding="utf-8")
            yield
        finally:
            lock.release()


def _find_storing_publishers(run: Document) -> set[str]:
    """Return the outlets of which a run has stored articles."""
    counted = run.get("publishers") or ()
    return {one["publisher"] for one in counted if one["outcomes"].get(STORED)}


def _make_lock_name(target: str) -> str:
    readable = re.sub(r"[^A-Za-z0-9.-]+", "-", target)[:40].strip("-.")
    return f"{readable}-{hashlib.sha256(target.encode()).hexdigest()[:12]}.lock"


def _describe_lock_holder(file: Path) -> str:
    try:
        holder = json.loads(file.read_text(encoding="utf-8"))
        return f"process {holder['pid']} (since {holder['started']})"
    except (OSError, ValueError, KeyError):
        return "another process"
