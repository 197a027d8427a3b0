"""What a standing crawl holds in memory while news comes in for as long as it is watched.

    python -m tests.bench.speed.standing [--seconds 1200] [--news 8]

Four outlets publish so many articles a second together, words of the sample newsroom's drawn by
lot; each has a front page and a feed of its newest. They are watched at the highest pace there is,
articles are looked at again after one minute, three and ten.
"""

import argparse
import asyncio
import random
import re
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from tests.bench.speed.long import measure, served
from tests.bench.speed.server import Connection, answer, host, path
from tests.whole_crawls.standing import words

_OUTLETS, _NEWEST = 4, 60
_HASTE = {
    "PACE_FLOOR": "1",
    "PACE_CEILING": "4",
    "WATCH_PACE": "4",
    "WATCH_LOOK": "0.2",
    "RECHECK_AGES": "1m, 3m, 10m",
}
_PAGE = """<html><head><title>{title}</title></head><body><main><h1>{title}</h1>
<time datetime="{date}">{date}</time><div class="article-body">{text}</div></main></body></html>"""
_FRONT = """<html><head><title>صحيفة</title>
<link rel="alternate" type="application/rss+xml" href="/feed.xml"></head>
<body>{links}</body></html>"""
_ARTICLE = re.compile(re.escape(path(0)).replace("000000", r"(\d{6})"))
_ITEM = "<item><title>{title}</title><link>{url}</link><pubDate>{date}</pubDate></item>"


class Paper:
    """An outlet that publishes at a steady rate, from the first question it is asked."""

    def __init__(self, home: str, number: int, rate: float) -> None:
        self._home = home
        self._number = number
        self._rate = rate
        self._begun = 0.0

    def answer(self, asked: bytes) -> bytes:
        """Return the whole answer to a request for a target."""
        target = asked.decode()
        self._begun = self._begun or time.time()
        newest = _NEWEST + int((time.time() - self._begun) * self._rate)
        if target == "/":
            links = "".join(
                f'<a href="{path(at)}">{self._title(at)}</a>' for at in self._latest(newest)
            )
            return answer(200, "text/html; charset=utf-8", _FRONT.format(links=links).encode())
        if target == "/feed.xml":
            items = "".join(map(self._item, self._latest(newest)))
            feed = f'<rss version="2.0"><channel><title>صحيفة</title>{items}</channel></rss>'
            return answer(200, "application/rss+xml; charset=utf-8", feed.encode())
        found = _ARTICLE.fullmatch(target)
        if found and int(found[1]) < newest:
            return answer(200, "text/html; charset=utf-8", self._page(int(found[1])))
        return answer(404, "text/plain", b"")

    def _latest(self, newest: int) -> range:
        return range(newest - 1, newest - 1 - _NEWEST, -1)

    def _lot(self, number: int) -> random.Random:
        return random.Random(f"{self._number}/{number}")

    def _title(self, number: int) -> str:
        return words.headline(self._lot(number))

    def _date(self, number: int) -> datetime:
        return datetime.fromtimestamp(self._begun + (number - _NEWEST) / self._rate, UTC)

    def _item(self, number: int) -> str:
        date = self._date(number).strftime("%a, %d %b %Y %H:%M:%S GMT")
        return _ITEM.format(title=self._title(number), url=self._home + path(number), date=date)

    def _page(self, number: int) -> bytes:
        lot = self._lot(number)
        title = words.headline(lot)
        text = "".join(f"<p>{one}</p>" for one in words.body(lot).split("\n\n"))
        date = self._date(number).isoformat(timespec="seconds")
        return _PAGE.format(title=title, text=text, date=date).encode()


async def serve(rate: float) -> None:
    """Serve until the process is ended; say at which addresses."""
    loop = asyncio.get_running_loop()
    papers: list[Paper] = []
    homes: list[str] = []
    for number in range(_OUTLETS):
        server = await loop.create_server(partial(_connection, papers, number), host(number), 0)
        homes.append(f"http://{host(number)}:{server.sockets[0].getsockname()[1]}")
        papers.append(Paper(homes[-1], number, rate / _OUTLETS))
    print(*homes, flush=True)
    await loop.create_future()


def _connection(papers: Sequence[Paper], number: int) -> Connection:
    return Connection(papers[number].answer)


def main(arguments: Sequence[str]) -> int:
    """Serve, or measure."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench.speed.standing", description=__doc__
    )
    parser.add_argument("--news", type=float, default=8, help="articles a second")
    parser.add_argument("--seconds", type=float, default=1200)
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.serve:
        asyncio.run(serve(options.news))
        return 0
    module = "tests.bench.speed.standing"
    settings = [word for pair in _HASTE.items() for word in ("-s", "=".join(pair))]
    with (
        tempfile.TemporaryDirectory() as folder,
        served(module, "--news", str(options.news)) as homes,
    ):
        return measure(["watch", *homes.split(), *settings], Path(folder), options.seconds)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
