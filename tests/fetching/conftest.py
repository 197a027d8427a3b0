"""Sites on loopback, and one process that crawls them."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import pytest

from tests.fetching.server import Site, serving

ROOT = Path(__file__).parent.parent.parent


@dataclass(frozen=True)
class Crawl:
    """How a crawl ended; `results` by the address asked for.

    `grown_mb`: by how much the process's peak of memory has risen.
    """

    stats: dict[str, Any]
    results: dict[str, dict[str, Any]]
    robots: list[dict[str, Any]]
    slots: dict[str, dict[str, Any]]
    grown_mb: float

    def requests(self) -> dict[str, int]:
        """Return the account of what was sent."""
        return {
            key.removeprefix("requests/"): number
            for key, number in self.stats.items()
            if key.startswith("requests/")
        }


@dataclass(frozen=True)
class Crawls:
    """Runs crawls one after the other in its process."""

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
        """Crawl addresses, or addresses with `meta`."""
        wanted = [{"url": one} if isinstance(one, str) else one for one in requests]
        job = {
            "requests": wanted,
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
    """Start the process once a session: a reactor runs once a process."""
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
    with serving() as one:
        yield one


@pytest.fixture
def other() -> Iterator[Site]:
    """Return a second site, on another host where the system has one."""
    with serving("127.0.0.2" if sys.platform == "linux" else "127.0.0.1") as one:
        yield one
