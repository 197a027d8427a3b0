"""What a crawl holds in memory: an outlet whose sitemap index names a million addresses.

    python -m tests.bench.speed.scale [--addresses 1000000] [--seconds 60]

Articles are one page again and again under other headlines; the crawl is told to end when the
seconds are over, so that what is measured is how it takes the addresses in.
"""

import argparse
import asyncio
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pymongo import MongoClient

from pipelines.embedded import EmbeddedServer
from tests.bench.speed.contest import IMPOLITE
from tests.bench.speed.measured import Watch
from tests.bench.speed.server import Connection, answer, host, path

_DATABASE = "scale"
_AT_ONCE = 50_000  # addresses a sitemap, as the protocol allows
_PAGE = """<html><head><title>{0} {1}</title></head><body><main><h1>{0} {1}</h1>
<time datetime="2026-03-05T10:00:00+02:00">5 مارس 2026</time>{2}</main></body></html>"""
_HEADLINE = "بلدية المدينة تفتح حديقة جديدة قرب النهر رقم"
_TEXT = "<p>قال رئيس البلدية إن الحديقة رقم {0} تضم {1} شجرة وملعبا للأطفال ومكتبة صغيرة للحي.</p>"


class Archive:
    """An outlet with a long past."""

    def __init__(self, home: str, addresses: int) -> None:
        self._home = home
        self._addresses = addresses

    def answer(self, asked: bytes) -> bytes:
        """Return the whole answer to a request for a target."""
        target = asked.decode()
        if target == "/robots.txt":
            return answer(200, "text/plain", f"Sitemap: {self._home}/index.xml\n".encode())
        if target == "/index.xml":
            parts = range(0, self._addresses, _AT_ONCE)
            return self._sitemap("sitemapindex", "sitemap", (f"/s{at}.xml" for at in parts))
        if target.startswith("/s") and target.endswith(".xml"):
            first = int(target[2:-4])
            numbers = range(first, min(first + _AT_ONCE, self._addresses))
            return self._sitemap("urlset", "url", map(path, numbers))
        if target.startswith("/news/"):
            return answer(200, "text/html; charset=utf-8", _page(int(target.split("/")[5][:6])))
        return answer(404, "text/plain", b"")

    def _sitemap(self, root: str, entry: str, paths: Iterator[str]) -> bytes:
        entries = "".join(f"<{entry}><loc>{self._home}{one}</loc></{entry}>" for one in paths)
        return answer(200, "text/xml", f"<{root}>{entries}</{root}>".encode())


def _page(number: int) -> bytes:
    text = "".join(_TEXT.format(number, number * step % 9973) for step in range(1, 9))
    return _PAGE.format(_HEADLINE, number, text).encode()


async def serve(addresses: int) -> None:
    """Serve until the process is ended; say at which port."""
    loop = asyncio.get_running_loop()
    archives: list[Archive] = []
    server = await loop.create_server(lambda: Connection(archives[0].answer), host(0), 0)
    home = f"http://{host(0)}:{server.sockets[0].getsockname()[1]}"
    archives.append(Archive(home, addresses))
    print(home, flush=True)
    await loop.create_future()


@contextmanager
def _served(addresses: int) -> Iterator[str]:
    command = [sys.executable, "-m", "tests.bench.speed.scale", "--serve"]
    command += ["--addresses", str(addresses)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        try:
            yield server.stdout.readline().strip()
        finally:
            server.terminate()


@contextmanager
def _crawled(home: str, uri: str, folder: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """Crawl an outlet for as long as the context lasts, and then to a clean end."""
    environment = os.environ | {
        "MONGODB_URI": uri,
        "MONGODB_DATABASE": _DATABASE,
        "DATA_DIR": str(folder / "data"),
    }
    settings = [word for pair in IMPOLITE.items() for word in ("-s", "=".join(pair))]
    command = [sys.executable, "-m", "scrapy", "crawl", "news", "-a", f"urls={home}/", *settings]
    with (folder / "log").open("wb") as log:
        child = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    try:
        yield child
        child.send_signal(signal.SIGINT)
        child.wait()
    finally:
        child.kill()
        child.wait()


def measure(home: str, folder: Path, seconds: float) -> None:
    """Crawl for so long; print memory and articles as time goes by."""
    database = EmbeddedServer(folder / "data")
    uri = database.ensure(keep=True)
    try:
        with _crawled(home, uri, folder) as child, MongoClient[dict[str, Any]](uri) as client:
            _look(child, client, seconds)
    finally:
        database.stop(force=True)


def _look(
    child: "subprocess.Popen[bytes]", client: MongoClient[dict[str, Any]], seconds: float
) -> None:
    watch, begun, told = Watch(child.pid), time.monotonic(), 0.0
    while child.poll() is None and (passed := time.monotonic() - begun) < seconds:
        if passed >= told:
            told += seconds / 12
            stored = client[_DATABASE]["articles"].estimated_document_count()
            peaks = ", ".join(f"{name} {mb:.0f}" for name, mb in sorted(watch.peaks.items()))
            print(f"{passed:6.1f} s {stored:8} articles  peak MB: {peaks}", flush=True)
        time.sleep(0.5)
    watch.stop()


def main(arguments: Sequence[str]) -> int:
    """Serve, or measure."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.speed.scale", description=__doc__)
    parser.add_argument("--addresses", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.serve:
        asyncio.run(serve(options.addresses))
        return 0
    with tempfile.TemporaryDirectory() as folder, _served(options.addresses) as home:
        measure(home, Path(folder), options.seconds)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
