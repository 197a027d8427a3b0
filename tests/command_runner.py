"""A runner of `scrapy` commands, each in a process of its own that need not import everything.

A parent process imports Scrapy, the crawler and the pipelines, but has no settings and no reactor.
It forks a child for each command; the extraction workers of all children come from one fork server.
A line of JSON on the parent's standard input requests a command, a line on its standard output is
the command's exit status.
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
# Modules that no other imports: Scrapy loads them by name.
_LOADED_BY_NAME = (
    "queuelib",
    "scrapy.cmdline",
    "scrapy.dupefilters",
    "scrapy.logformatter",
    "scrapy.squeues",
)
# The first acts when it is imported, the other is deprecated.
_NOT_IMPORTED = (PRELOAD_MODULE, "scrapy.extensions.statsmailer")
_PACKAGES = (
    *("scrapy.commands", "scrapy.downloadermiddlewares", "scrapy.extensions"),
    *("scrapy.spidermiddlewares", "crawler", "pipelines"),
)


class CommandRunner:
    """A runner of commands, one at a time."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "tests.command_runner"]
        self._process = subprocess.Popen(
            command, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def run(
        self, words: list[str], environment: dict[str, str], folder: Path, stdin: str, seconds: int
    ) -> "subprocess.CompletedProcess[str]":
        """Run `scrapy WORDS` for at most `seconds`; its output goes through files in `folder`."""
        files = [folder / name for name in ("stdin", "stdout", "stderr")]
        files[0].write_text(stdin, encoding="utf-8")
        request = {
            "words": words,
            "environment": environment,
            "seconds": seconds,
            "files": list(map(str, files)),
        }
        assert self._process.stdin
        assert self._process.stdout
        print(json.dumps(request), file=self._process.stdin)
        self._process.stdin.flush()
        status = json.loads(self._process.stdout.readline())
        output, errors = (file.read_text("utf-8") for file in files[1:])
        return subprocess.CompletedProcess(words, status, output, errors)

    def close(self) -> None:
        """End the parent process."""
        self._process.communicate()


def _serve() -> None:
    _import_everything()
    for line in sys.stdin:
        request = json.loads(line)
        child = os.fork()
        if not child:
            _run_command(request)
            return
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


def _import_everything() -> None:
    for package in _PACKAGES:
        for module in pkgutil.walk_packages(import_module(package).__path__, f"{package}."):
            if module.name not in _NOT_IMPORTED:
                import_module(module.name)
    for name in _LOADED_BY_NAME:
        import_module(name)
    assert "twisted.internet.reactor" not in sys.modules
    load_publishers()
    reduce_garbage_collection()
    forkserver.set_forkserver_preload([PRELOAD_MODULE])
    forkserver.ensure_running()


def _run_command(request: dict[str, Any]) -> None:
    """Turn this child into the process of the command, and run the command."""
    os.environ.clear()
    os.environ.update(request["environment"])
    for number, name in enumerate(request["files"]):
        opened = os.open(name, os.O_RDWR | os.O_CREAT | (os.O_TRUNC if number else 0))
        os.dup2(opened, number)
        os.close(opened)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - the old one reads ahead
    # The fork server runs, but as a child of the parent, so that this process would start another.
    forkserver._forkserver.ensure_running = lambda: None  # type: ignore[method-assign]
    signal.alarm(request["seconds"])
    sys.argv = ["scrapy", *request["words"]]
    import_module("scrapy.cmdline").execute()


if __name__ == "__main__":
    _serve()
