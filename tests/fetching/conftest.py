"""Fixtures: sites on loopback, and one process that crawls them."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import pytest

from tests.fetching.server import Site, serve_site

ROOT = Path(__file__).parent.parent.parent


@dataclass(frozen=True)
class Crawl:
    """The outcome of a crawl; `results` by the address requested.

    `grown_mb`: by how much the peak of the process's memory has risen.
    """

    stats: dict[str, Any]
    results: dict[str, dict[str, Any]]
    robots: list[dict[str, Any]]
    slots: dict[str, dict[str, Any]]
    grown_mb: float

    def requests(self) -> dict[str, int]:
        """Return the numbers of requests sent, by kind."""
        return {
            key.removeprefix("requests/"): number
            for key, number in self.stats.items()
            if key.startswith("requests/")
        }


@dataclass(frozen=True)
class Crawls:
    """A runner of crawls, one after the other in one process."""

    jobs: IO[str]
    answers: IO[str]

    def __call__(
        self,
        *requests: str | dict[str, Any],
        publishers: dict[str, Any] | None = None,
        proxy: str | None = None,
        trust: Path | None = None,
        **settings: Any,
    ) -> Crawl:
        """Crawl addresses, or requests given as the dictionaries of a job."""
        job = {
            "requests": [
                {"url": request} if isinstance(request, str) else request for request in requests
            ],
            "settings": settings,
            "publishers": publishers or {},
            "proxy": proxy,
            "trust": str(trust) if trust else None,
        }
        self.jobs.write(json.dumps(job) + "\n")
        self.jobs.flush()
        return Crawl(**json.loads(self.answers.readline()))


@pytest.fixture(scope="session")
def crawl() -> Iterator[Crawls]:
    """Start one process for all tests: a reactor runs only once in a process."""
    command = [sys.executable, "-m", "tests.fetching.crawls"]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin
        assert process.stdout
        yield Crawls(process.stdin, process.stdout)
        process.stdin.close()


@pytest.fixture
def site() -> Iterator[Site]:
    """Return a site with nothing on it."""
    with serve_site() as served:
        yield served


@pytest.fixture
def other() -> Iterator[Site]:
    """Return a second site, on another host where the system has one."""
    with serve_site("127.0.0.2" if sys.platform == "linux" else "127.0.0.1") as served:
        yield served
