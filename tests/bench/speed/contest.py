"""A contest: runs of the contenders, each on a database of its own in one server."""

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
from tests.bench.speed import process_usage
from tests.bench.speed.process_usage import Usage
from tests.bench.speed.server import outlet_host, page_path

# Changes to the settings as shipped: no politeness, and loopback may be crawled.
FAST_SETTINGS = {
    "AUTOTHROTTLE_ENABLED": "0",
    "DOWNLOAD_DELAY": "0",
    "CONCURRENT_REQUESTS_PER_DOMAIN": "8",
    "ALLOW_PRIVATE_ADDRESSES": "1",
}

# Editions of a page for each of the first pages: start and end weigh less in a longer run.
EDITIONS = 4


class Contest:
    """Runs by contender and phase, each (pages, articles stored, usage).

    The phase "start" crawls one page of each outlet, to measure the start-up.
    """

    def __init__(self, folder: Path, outlets: int, editions: int, port: int) -> None:
        self._folder = folder
        self._uri = os.environ.get("MONGODB_URI", "")
        self._server = EmbeddedServer(folder / "data")
        self._pid: int | None = None
        self.runs: defaultdict[str, list[tuple[int, int, Usage]]] = defaultdict(list)
        phases = {
            "start": range(1),
            "first": range(1, editions),
            "other": range(editions, EDITIONS * editions),
        }
        self._url_files = {
            phase: self._write_urls(phase, outlets, port, numbers)
            for phase, numbers in phases.items()
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

    def run_round(self, contenders: Sequence[str]) -> None:
        """Run each contender once: warraq on an outlet's first pages and then on others."""
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
        command, environment = self._build_command(name, self._url_files[phase], database)
        usage = process_usage.run_command(command, environment, database=self._pid, log=log)
        pages = len(self._url_files[phase].read_text(encoding="utf-8").split())
        stored = articles.count_documents({}) - before
        self.runs[f"{name} {phase}"].append((pages, stored, usage))

    def _build_command(
        self, name: str, file: Path, database: str
    ) -> tuple[list[str], dict[str, str]]:
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
        settings = [word for pair in FAST_SETTINGS.items() for word in ("-s", "=".join(pair))]
        crawl = [sys.executable, "-m", "scrapy", "crawl", "news", "-a", f"file={file}"]
        return [*crawl, *settings, "-s", "LOG_LEVEL=WARNING"], environment

    def _write_urls(self, name: str, outlets: int, port: int, numbers: range) -> Path:
        """Write the addresses of a phase to a file, the outlets in turn."""
        file = self._folder / f"{name}.txt"
        lines = (
            f"http://{outlet_host(outlet)}:{port}{page_path(number)}\n"
            for number in numbers
            for outlet in range(outlets)
        )
        file.write_text("".join(lines), encoding="utf-8")
        return file
