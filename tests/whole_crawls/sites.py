"""Small outlets that answer by path, and crawls of them at given hours."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import escape

from tests.newsroom.server import Reply
from tests.whole_crawls.moving import HOURS
from tests.whole_crawls.test_recheck_crawl import Outlet
from tests.whole_crawls.workbench import Workbench

WORDS = (
    *("-s", "CLOCK=tests.whole_crawls.moving.now", "-s", "EXTRACTION_WORKERS=1"),
    *("-s", "RECHECK_AGES=", "-s", "WATCH_LOOK=0.1"),
)


class Site(Outlet):
    """An outlet whose answers can be set, path by path; one may be made when it is asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.replies: dict[str, Reply | Callable[[], Reply]] = {}

    def listing(self, *pieces: int, also: tuple[str, ...] = ()) -> Reply:
        """A page that names some articles and some other paths."""
        links = [(f"/{self.pieces[at].path}", self.pieces[at].story.title) for at in pieces]
        links += [(path, "ركن الثقافة والفنون") for path in also]
        items = "".join(f'<li><a href="{path}">{escape(text)}</a>' for path, text in links)
        page = f'<html lang="ar"><meta charset="utf-8"><title>نهر</title><ul>{items}</ul>'
        return Reply(body=page.encode())

    def _answer(self, target: str) -> Reply:
        reply = self.replies.get(target) or super()._answer(target)
        return reply if isinstance(reply, Reply) else reply()


@contextmanager
def served(site: Site) -> Iterator[Site]:
    """Serve it meanwhile."""
    site.server.start()
    try:
        yield site
    finally:
        site.server.stop()


def crawl(bench: Workbench, site: Site, *words: str, hours: float = 0) -> dict[str, int]:
    """Run `scrapy WORDS SITE` so many hours after the beginning; return the outcomes."""
    bench.environment[HOURS] = str(hours)
    site.log.clear()
    bench.scrapy(*words, site.server.address, *WORDS, status=None)
    outcomes: dict[str, int] = bench.runs()[-1]["outcomes"]
    return outcomes
