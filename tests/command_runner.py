"""`scrapy` commands as processes of their own, without loading everything anew for each.

A process that has loaded Scrapy, the crawler and the pipelines, but no settings and no reactor,
forks one for each command; their extraction workers come from one fork server. A line of JSON on
its standard input asks for a command, one on its standard output tells how it ended.
"""

import json
import os
import pkgutil
import signal
import subprocess
import sys
from importlib import import_module
from multiprocessing import forkserver
from pathlib import Path
from typing import Any

from crawler.publisher import load_publishers
from crawler.workers.garbage_collection import reduce_garbage_collection
from crawler.workers.pool import PRELOAD_MODULE

ROOT = Path(__file__).parent.parent
# What no module imports: Scrapy loads it by name, most of it once it knows its settings.
_NAMED = (
    "queuelib",
    "scrapy.cmdline",
    "scrapy.dupefilters",
    "scrapy.logformatter",
    "scrapy.squeues",
)
_LEFT = (
    PRELOAD_MODULE,
    "scrapy.extensions.statsmailer",
)  # the one acts when imported, the other is old
_PACKAGES = (
    *("scrapy.commands", "scrapy.downloadermiddlewares", "scrapy.extensions"),
    *("scrapy.spidermiddlewares", "crawler", "pipelines"),
)


class Warm:
    """Runs commands, one at a time."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "tests.command_runner"]
        self._process = subprocess.Popen(
            command, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def run(
        self, words: list[str], environment: dict[str, str], folder: Path, stdin: str, seconds: int
    ) -> "subprocess.CompletedProcess[str]":
        """Run `scrapy WORDS` to its end, at most so long; what it writes goes through files."""
        files = [folder / name for name in ("stdin", "stdout", "stderr")]
        files[0].write_text(stdin, encoding="utf-8")
        asked = {"words": words, "environment": environment, "seconds": seconds}
        assert self._process.stdin
        assert self._process.stdout
        print(json.dumps(asked | {"files": list(map(str, files))}), file=self._process.stdin)
        self._process.stdin.flush()
        status = json.loads(self._process.stdout.readline())
        written = [file.read_text("utf-8") for file in files[1:]]
        return subprocess.CompletedProcess(words, status, *written)

    def close(self) -> None:
        """End; a command is not waited for."""
        self._process.communicate()


def _serve() -> None:
    _load()
    for line in sys.stdin:
        asked = json.loads(line)
        child = os.fork()
        if not child:
            _become(asked)
            return
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


def _load() -> None:
    for package in _PACKAGES:
        for found in pkgutil.walk_packages(import_module(package).__path__, f"{package}."):
            if found.name not in _LEFT:
                import_module(found.name)
    for name in _NAMED:
        import_module(name)
    assert "twisted.internet.reactor" not in sys.modules
    load_publishers()
    reduce_garbage_collection()
    forkserver.set_forkserver_preload([PRELOAD_MODULE])
    forkserver.ensure_running()


def _become(asked: dict[str, Any]) -> None:
    """Be the process of a command, to whose end this one goes on."""
    os.environ.clear()
    os.environ.update(asked["environment"])
    for number, name in enumerate(asked["files"]):
        opened = os.open(name, os.O_RDWR | os.O_CREAT | (os.O_TRUNC if number else 0))
        os.dup2(opened, number)
        os.close(opened)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - the old one has read on
    # It runs, though as no child of this process.
    forkserver._forkserver.ensure_running = lambda: None  # type: ignore[method-assign]
    signal.alarm(asked["seconds"])
    sys.argv = ["scrapy", *asked["words"]]
    import_module("scrapy.cmdline").execute()


if __name__ == "__main__":
    _serve()
