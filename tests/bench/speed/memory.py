"""A long run of a `scrapy` command, its memory looked at as time goes by."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pymongo import MongoClient

from pipelines.embedded import EmbeddedServer
from tests.bench.speed.contest import IMPOLITE
from tests.bench.speed.measured import Watch

_DATABASE = "long"
_LOOKS = 12
_ENDS = (0, 1)  # 1: a crawl that is interrupted leaves something; its last lines are printed
_PATIENCE = 120  # seconds a command may take to end cleanly


@contextmanager
def served(module: str, *arguments: str) -> Iterator[str]:
    """Run a module that serves pages in a process of its own; give the line it says at first."""
    command = [sys.executable, "-m", module, "--serve", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        try:
            said = server.stdout.readline().strip()
            if not said:
                raise RuntimeError(f"{module} serves nothing")
            yield said
        finally:
            server.terminate()


def measure(words: Sequence[str], folder: Path, seconds: float) -> int:
    """Run `scrapy WORDS` for so long and then to a clean end, on a database of its own.

    Prints memory and articles as time goes by; returns the exit status.
    """
    database = EmbeddedServer(folder / "data")
    uri = database.ensure_running(keep=True)
    try:
        with _running(words, uri, folder) as child, MongoClient[dict[str, Any]](uri) as client:
            _look(child, client, seconds)
        if child.returncode:
            print(*(folder / "log").read_text(encoding="utf-8").splitlines()[-5:], sep="\n")
        return 0 if child.returncode in _ENDS else child.returncode
    finally:
        database.stop(force=True)


@contextmanager
def _running(words: Sequence[str], uri: str, folder: Path) -> Iterator["subprocess.Popen[bytes]"]:
    environment = os.environ | {
        "MONGODB_URI": uri,
        "MONGODB_DATABASE": _DATABASE,
        "DATA_DIR": str(folder / "data"),
    }
    settings = [word for pair in IMPOLITE.items() for word in ("-s", "=".join(pair))]
    command = [str(Path(sys.executable).with_name("scrapy")), *words, *settings]
    with (folder / "log").open("wb") as log:
        child = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    try:
        yield child
        child.send_signal(signal.SIGINT)
        child.wait(timeout=_PATIENCE)
    finally:
        child.kill()
        child.wait()


def _look(
    child: "subprocess.Popen[bytes]", client: MongoClient[dict[str, Any]], seconds: float
) -> None:
    watch, begun, told = Watch(child.pid), time.monotonic(), 0.0
    while child.poll() is None and (passed := time.monotonic() - begun) < seconds:
        if passed >= told:
            told += seconds / _LOOKS
            stored = client[_DATABASE]["articles"].estimated_document_count()
            print(f"{passed:7.1f} s {stored:8} articles  MB: {watch.memory()}", flush=True)
        time.sleep(0.5)
    watch.stop()
