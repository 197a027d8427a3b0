"""The contenders' runs, each on a database of its own in one server."""

import os
import secrets
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from pymongo import MongoClient

from pipelines.embedded import EmbeddedServer
from tests.bench.speed import measured
from tests.bench.speed.measured import Usage
from tests.bench.speed.server import host, path

# What differs from the settings as shipped: politeness, and that loopback may be crawled.
IMPOLITE = {
    "AUTOTHROTTLE_ENABLED": "0",
    "DOWNLOAD_DELAY": "0",
    "CONCURRENT_REQUESTS_PER_DOMAIN": "8",
    "ALLOW_PRIVATE_ADDRESSES": "1",
}

# Of a page, for each first one: what a run begins and ends with weighs less in a longer one.
EDITIONS = 4


class Contest:
    """Runs by contender and phase; `start` are those of one page an outlet, for the start-up."""

    def __init__(self, folder: Path, outlets: int, editions: int, port: int) -> None:
        self._folder = folder
        self._uri = os.environ.get("MONGODB_URI", "")
        self._server = EmbeddedServer(folder / "data")
        self._pid: int | None = None
        self.runs: defaultdict[str, list[tuple[int, int, Usage]]] = defaultdict(list)
        self._lists = {
            "start": self._list("start", outlets, port, range(1)),
            "first": self._list("first", outlets, port, range(1, editions)),
            "other": self._list("other", outlets, port, range(editions, EDITIONS * editions)),
        }

    def __enter__(self) -> Self:
        if not self._uri:
            self._uri = self._server.ensure_running(keep=True)
            running = self._server.find_running()
            self._pid = running.pid if running else None
        self._client: MongoClient[Any] = MongoClient(self._uri)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._client.close()
        if self._pid:
            self._server.stop(force=True)

    def round(self, contenders: Sequence[str]) -> None:
        """Run everyone once: warraq on an outlet's first pages and then on others."""
        for name in contenders:
            phases = ("first", "other") if name == "warraq" else ("first",)
            database = f"speed_{secrets.token_hex(4)}"
            self._run(name, "start", database)
            for phase in phases:
                self._run(name, phase, database)
            self._client.drop_database(database)

    def _run(self, name: str, phase: str, database: str) -> None:
        articles = self._client[database]["articles"]
        before = articles.count_documents({})
        log = self._folder / f"{name}-{phase}.log"
        command, environment = self._command(name, self._lists[phase], database)
        usage = measured.run(command, environment, database=self._pid, log=log)
        pages = len(self._lists[phase].read_text(encoding="utf-8").split())
        stored = articles.count_documents({}) - before
        self.runs[f"{name} {phase}"].append((pages, stored, usage))

    def _command(self, name: str, file: Path, database: str) -> tuple[list[str], dict[str, str]]:
        environment = dict(os.environ)
        if name != "warraq":
            script = [sys.executable, "-m", "tests.bench.speed.script"]
            return [*script, name, str(file), self._uri, database], environment
        environment |= {
            "SCRAPY_PROJECT": "default",
            "MONGODB_URI": self._uri,
            "MONGODB_DATABASE": database,
            "DATA_DIR": str(self._folder / "data"),
        }
        settings = [word for pair in IMPOLITE.items() for word in ("-s", "=".join(pair))]
        crawl = [sys.executable, "-m", "scrapy", "crawl", "news", "-a", f"file={file}"]
        return [*crawl, *settings, "-s", "LOG_LEVEL=WARNING"], environment

    def _list(self, name: str, outlets: int, port: int, numbers: range) -> Path:
        """Write addresses to a file, outlets in turn."""
        file = self._folder / f"{name}.txt"
        lines = (
            f"http://{host(outlet)}:{port}{path(number)}\n"
            for number in numbers
            for outlet in range(outlets)
        )
        file.write_text("".join(lines), encoding="utf-8")
        return file
