"""Memory of a watch of four outlets while news comes in.

    python -m tests.bench.speed.standing [--seconds 1200] [--news 8]

Together the outlets publish `--news` articles a second, made of random words of the sample
newsroom; each has a front page and a feed of its newest articles. The watch polls as often as it
can and checks articles again after one, three and ten minutes.
"""

import argparse
import random
import re
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial

from tests.bench.speed.memory import run_benchmark
from tests.bench.speed.server import build_response, page_path
from tests.whole_crawls.standing import words

_OUTLETS = 4
_NEWEST = 60  # articles on the front page and in the feed
_SETTINGS = {
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
_ARTICLE = re.compile(re.escape(page_path(0)).replace("000000", r"(\d{6})"))
_ITEM = "<item><title>{title}</title><link>{url}</link><pubDate>{date}</pubDate></item>"


class PublishingOutlet:
    """An outlet that publishes at a steady rate from its first request on."""

    def __init__(self, home: str, *, number: int, rate: float) -> None:
        self._home = home
        self._number = number
        self._rate = rate
        self._started = 0.0

    def respond(self, requested: bytes) -> bytes:
        """Return the whole response to a request for a target."""
        target = requested.decode()
        self._started = self._started or time.time()
        newest = _NEWEST + int((time.time() - self._started) * self._rate)
        if target == "/":
            links = "".join(
                f'<a href="{page_path(number)}">{self._title(number)}</a>'
                for number in self._latest(newest)
            )
            return build_response(
                200, "text/html; charset=utf-8", _FRONT.format(links=links).encode()
            )
        if target == "/feed.xml":
            items = "".join(map(self._item, self._latest(newest)))
            feed = f'<rss version="2.0"><channel><title>صحيفة</title>{items}</channel></rss>'
            return build_response(200, "application/rss+xml; charset=utf-8", feed.encode())
        article = _ARTICLE.fullmatch(target)
        if article and int(article[1]) < newest:
            return build_response(200, "text/html; charset=utf-8", self._page(int(article[1])))
        return build_response(404, "text/plain", b"")

    def _latest(self, newest: int) -> range:
        return range(newest - 1, newest - 1 - _NEWEST, -1)

    def _random(self, number: int) -> random.Random:
        return random.Random(f"{self._number}/{number}")

    def _title(self, number: int) -> str:
        return words.headline(self._random(number))

    def _date(self, number: int) -> datetime:
        return datetime.fromtimestamp(self._started + (number - _NEWEST) / self._rate, UTC)

    def _item(self, number: int) -> str:
        date = self._date(number).strftime("%a, %d %b %Y %H:%M:%S GMT")
        return _ITEM.format(
            title=self._title(number), url=self._home + page_path(number), date=date
        )

    def _page(self, number: int) -> bytes:
        random_ = self._random(number)
        title = words.headline(random_)
        text = "".join(f"<p>{paragraph}</p>" for paragraph in words.body(random_).split("\n\n"))
        date = self._date(number).isoformat(timespec="seconds")
        return _PAGE.format(title=title, text=text, date=date).encode()


def main(arguments: Sequence[str]) -> int:
    """Serve the outlets, or measure a watch of them."""
    module = "tests.bench.speed.standing"
    parser = argparse.ArgumentParser(prog=f"python -m {module}", description=__doc__)
    parser.add_argument("--news", type=float, default=8, help="articles a second")
    settings = [word for pair in _SETTINGS.items() for word in ("-s", "=".join(pair))]
    return run_benchmark(
        module,
        parser,
        arguments,
        seconds=1200,
        make_outlets=lambda options: [
            partial(PublishingOutlet, number=number, rate=options.news / _OUTLETS)
            for number in range(_OUTLETS)
        ],
        build_command=lambda homes: ["watch", *homes, *settings],
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
