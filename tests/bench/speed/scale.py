"""Memory of a crawl of an outlet whose sitemap index names a million addresses.

    python -m tests.bench.speed.scale [--addresses 1000000] [--seconds 120]

Articles are one page again and again under other headlines. The crawl is ended when the seconds are
over: the benchmark measures how the crawl takes the addresses in.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from functools import partial

from tests.bench.speed.memory import run_benchmark
from tests.bench.speed.server import build_response, page_path

_SITEMAP_ADDRESSES = 50_000  # in each sitemap, as the protocol allows
_PAGE = """<html><head><title>{0} {1}</title></head><body><main><h1>{0} {1}</h1>
<time datetime="2026-03-05T10:00:00+02:00">5 مارس 2026</time>{2}</main></body></html>"""
_HEADLINE = "بلدية المدينة تفتح حديقة جديدة قرب النهر رقم"
_TEXT = "<p>قال رئيس البلدية إن الحديقة رقم {0} تضم {1} شجرة وملعبا للأطفال ومكتبة صغيرة للحي.</p>"


class Archive:
    """An outlet with a long archive."""

    def __init__(self, home: str, addresses: int) -> None:
        self._home = home
        self._addresses = addresses

    def respond(self, requested: bytes) -> bytes:
        """Return the whole response to a request for a target."""
        target = requested.decode()
        if target == "/robots.txt":
            return build_response(200, "text/plain", f"Sitemap: {self._home}/index.xml\n".encode())
        if target == "/index.xml":
            starts = range(0, self._addresses, _SITEMAP_ADDRESSES)
            return self._sitemap("sitemapindex", "sitemap", (f"/s{start}.xml" for start in starts))
        if target.startswith("/s") and target.endswith(".xml"):
            first = int(target[2:-4])
            numbers = range(first, min(first + _SITEMAP_ADDRESSES, self._addresses))
            return self._sitemap("urlset", "url", map(page_path, numbers))
        if target.startswith("/news/"):
            return build_response(
                200, "text/html; charset=utf-8", _build_page(int(target.split("/")[5][:6]))
            )
        return build_response(404, "text/plain", b"")

    def _sitemap(self, root: str, entry: str, paths: Iterator[str]) -> bytes:
        entries = "".join(f"<{entry}><loc>{self._home}{path}</loc></{entry}>" for path in paths)
        return build_response(200, "text/xml", f"<{root}>{entries}</{root}>".encode())


def _build_page(number: int) -> bytes:
    text = "".join(_TEXT.format(number, number * step % 9973) for step in range(1, 9))
    return _PAGE.format(_HEADLINE, number, text).encode()


def main(arguments: Sequence[str]) -> int:
    """Serve the archive, or measure a crawl of it."""
    module = "tests.bench.speed.scale"
    parser = argparse.ArgumentParser(prog=f"python -m {module}", description=__doc__)
    parser.add_argument("--addresses", type=int, default=1_000_000)
    return run_benchmark(
        module,
        parser,
        arguments,
        seconds=120,
        make_outlets=lambda options: [partial(Archive, addresses=options.addresses)],
        build_command=lambda homes: ["crawl", "news", "-a", f"urls={homes[0]}/"],
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
