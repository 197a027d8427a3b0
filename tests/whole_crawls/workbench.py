"""A workbench for whole crawls: a folder, an empty database and the `scrapy` command."""

import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pymongo import MongoClient

from tests.command_runner import CommandRunner

ROOT = Path(__file__).parent.parent.parent


class Workbench:
    """A folder and an empty database, with commands that run as processes of their own."""

    def __init__(self, folder: Path, uri: str, warm: CommandRunner) -> None:
        self.folder = folder
        self._warm = warm
        self.name = f"test_{secrets.token_hex(6)}"
        self.client: MongoClient[dict[str, Any]] = MongoClient(uri, tz_aware=True)
        self.db = self.client[self.name]
        self.environment = os.environ | {
            "SCRAPY_PROJECT": "testing",
            "DATA_DIR": str(folder / "data"),
            "MONGODB_URI": uri,
            "MONGODB_DATABASE": self.name,
            "COLUMNS": "200",
        }

    def scrapy(
        self, *words: str, stdin: str = "", status: int | None = 0, seconds: int = 90
    ) -> "subprocess.CompletedProcess[str]":
        """Run `scrapy WORDS` to its end; `status` is the one expected, None any."""
        done = self._warm.run(list(words), self.environment, self.folder, stdin, seconds)
        if status is not None:
            assert done.returncode == status, f"{done.returncode}\n{done.stdout}\n{done.stderr}"
        return done

    def start(self, *words: str) -> "subprocess.Popen[str]":
        """Start `scrapy WORDS` in a process group of its own."""
        return subprocess.Popen(
            [sys.executable, "-m", "scrapy", *words],
            cwd=ROOT,
            env=self.environment,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )

    def articles(self) -> dict[str, dict[str, Any]]:
        """Return the stored articles by canonical address."""
        articles = list(self.db.articles.find())
        assert len({article["url"] for article in articles}) == len(articles)
        return {article["url"]: article for article in articles}

    def runs(self) -> list[dict[str, Any]]:
        """Return the records of the runs, in order."""
        return sorted(self.db.runs.find(), key=lambda run: str(run["_id"]))

    def pages(self) -> Iterator[dict[str, Any]]:
        """Yield the record of every address."""
        yield from self.db.pages.find()

    def close(self) -> None:
        """Drop the database."""
        self.client.drop_database(self.name)
        self.client.close()
