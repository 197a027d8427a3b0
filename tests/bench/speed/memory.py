"""Memory benchmarks: a long `scrapy` command whose memory is sampled as time goes by.

The outlets are served by a second process, which runs the module of the benchmark with `--serve`.
"""

import argparse
import asyncio
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from pymongo import MongoClient

from pipelines.embedded import EmbeddedServer
from tests.bench.speed.contest import FAST_SETTINGS
from tests.bench.speed.process_usage import ProcessWatch
from tests.bench.speed.server import Connection, outlet_host

_DATABASE = "long"
SAMPLES = 12
_CLEAN_EXITS = (0, 1)  # 1: the interrupted crawl left requests; the last lines of its log say so
_MAX_SECONDS_TO_END = 120


class Outlet(Protocol):
    """An outlet as the server asks it for pages."""

    def respond(self, requested: bytes) -> bytes:
        """Return the whole response to a request for a target."""


def run_benchmark(
    module: str,
    parser: argparse.ArgumentParser,
    arguments: Sequence[str],
    *,
    seconds: float,
    make_outlets: Callable[[argparse.Namespace], Sequence[Callable[[str], Outlet]]],
    build_command: Callable[[Sequence[str]], Sequence[str]],
) -> int:
    """Serve the outlets, or run a command on them and print its memory; return the exit status.

    `make_outlets` gives, for the parsed options, a maker of each outlet from its address without a
    slash at the end; `build_command` gives the words after `scrapy` for these addresses.
    """
    parser.add_argument("--seconds", type=float, default=seconds)
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.serve:
        asyncio.run(_serve(make_outlets(options)))
        return 0
    with tempfile.TemporaryDirectory() as folder, _run_server(module, arguments) as homes:
        return _measure(build_command(homes), Path(folder), options.seconds)


def print_sample(seconds: float, count: int, unit: str, watch: ProcessWatch) -> None:
    """Print the memory of all processes, with the seconds passed and the articles or pages done."""
    print(f"{seconds:7.1f} s {count:8} {unit}  MB: {watch.format_memory()}", flush=True)


async def _serve(make_outlets: Sequence[Callable[[str], Outlet]]) -> None:
    """Serve until the process is ended; print the addresses of the outlets in one line."""
    loop = asyncio.get_running_loop()
    outlets: list[Outlet] = []
    homes: list[str] = []
    for number, make_outlet in enumerate(make_outlets):
        server = await loop.create_server(
            partial(_connect, outlets, number), outlet_host(number), 0
        )
        homes.append(f"http://{outlet_host(number)}:{server.sockets[0].getsockname()[1]}")
        outlets.append(make_outlet(homes[-1]))
    print(*homes, flush=True)
    await loop.create_future()


def _connect(outlets: Sequence[Outlet], number: int) -> Connection:
    return Connection(outlets[number].respond)


@contextmanager
def _run_server(module: str, arguments: Sequence[str]) -> Iterator[list[str]]:
    """Run the module's server in a process of its own; yield the addresses it prints."""
    command = [sys.executable, "-m", module, "--serve", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        try:
            homes = server.stdout.readline().split()
            if not homes:
                raise RuntimeError(f"{module} serves nothing")
            yield homes
        finally:
            server.terminate()


def _measure(words: Sequence[str], folder: Path, seconds: float) -> int:
    """Run `scrapy WORDS` for some seconds and then to a clean end, on a database of its own."""
    database = EmbeddedServer(folder / "data")
    uri = database.ensure_running(keep=True)
    try:
        with _run_command(words, uri, folder) as child, MongoClient[dict[str, Any]](uri) as client:
            _print_samples(child, client, seconds)
        if child.returncode:
            print(*(folder / "log").read_text(encoding="utf-8").splitlines()[-5:], sep="\n")
        return 0 if child.returncode in _CLEAN_EXITS else child.returncode
    finally:
        database.stop(force=True)


@contextmanager
def _run_command(
    words: Sequence[str], uri: str, folder: Path
) -> Iterator["subprocess.Popen[bytes]"]:
    environment = os.environ | {
        "MONGODB_URI": uri,
        "MONGODB_DATABASE": _DATABASE,
        "DATA_DIR": str(folder / "data"),
    }
    settings = [word for pair in FAST_SETTINGS.items() for word in ("-s", "=".join(pair))]
    command = [str(Path(sys.executable).with_name("scrapy")), *words, *settings]
    with (folder / "log").open("wb") as log:
        child = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    try:
        yield child
        child.send_signal(signal.SIGINT)
        child.wait(timeout=_MAX_SECONDS_TO_END)
    finally:
        child.kill()
        child.wait()


def _print_samples(
    child: "subprocess.Popen[bytes]", client: MongoClient[dict[str, Any]], seconds: float
) -> None:
    watch, started, next_sample = ProcessWatch(child.pid), time.monotonic(), 0.0
    while child.poll() is None and (passed := time.monotonic() - started) < seconds:
        if passed >= next_sample:
            next_sample += seconds / SAMPLES
            stored = client[_DATABASE]["articles"].estimated_document_count()
            print_sample(passed, stored, "articles", watch)
        time.sleep(0.5)
    watch.stop()
