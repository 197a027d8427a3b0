"""What a crawl holds in memory: an outlet whose sitemap index names a million addresses.

    python -m tests.bench.speed.scale [--addresses 1000000] [--seconds 120]

Articles are one page again and again under other headlines; the crawl is told to end when the
seconds are over, so that what is measured is how it takes the addresses in.
"""

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.bench.speed.long import measure, served
from tests.bench.speed.server import Connection, answer, host, path

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
    with (
        tempfile.TemporaryDirectory() as folder,
        served("tests.bench.speed.scale", "--addresses", str(options.addresses)) as home,
    ):
        return measure(["crawl", "news", "-a", f"urls={home}/"], Path(folder), options.seconds)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
