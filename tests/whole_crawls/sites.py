"""Small outlets whose answers can be changed, and crawls of them at given hours."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from html import escape
from typing import TypeVar

from tests.learning.outlets import PrintedStory, load_stories
from tests.newsroom.server import Reply, Request, Server
from tests.whole_crawls.shifted_clock import HOURS
from tests.whole_crawls.workbench import Workbench

COMMAND_OPTIONS = (
    *("-s", "CLOCK=tests.whole_crawls.shifted_clock.now", "-s", "EXTRACTION_WORKERS=1"),
    *("-s", "RECHECK_AGES=", "-s", "WATCH_LOOK=0.1"),
)
ARTICLE_PAGE = """\
<!doctype html><html lang="ar"><head><meta charset="utf-8"><title>افتتاح مكتبة</title>
<meta property="og:type" content="article"></head><body><article><h1>افتتاح مكتبة عامة في الحي
القديم</h1><p>افتتحت بلدية المدينة صباح أمس مكتبة عامة في الحي القديم بعد أعمال ترميم دامت
عامين، وتضم المكتبة عشرين ألف كتاب وقاعة للأطفال وأخرى للمخطوطات.</p><p>وقال مدير المكتبة إن
الدخول مجاني للجميع طوال أيام الأسبوع، وإن الإعارة تبدأ مطلع الشهر المقبل بعد إتمام
الفهرسة.</p></article></body></html>"""


def make_pieces(count: int) -> list[PrintedStory]:
    """Return so many stories as an outlet prints them, numbered."""
    return [
        PrintedStory(story=story, number=number)
        for number, story in enumerate(load_stories()[:count])
    ]


class SmallOutlet:
    """An outlet of eleven articles: a front page that lists some of them, and settable answers."""

    def __init__(self) -> None:
        self.pieces = make_pieces(11)
        self.answers: dict[int, Reply] = {}
        self.listed = list(range(10))
        self.log: list[str] = []
        self.server = Server("127.0.0.1", 0, 1)
        self.server.answer = self._answer
        self.server.log = self._add_to_log

    def url(self, number: int) -> str:
        """Return an article's address."""
        return f"{self.server.address}{self.pieces[number].path}"

    def take_request_counts(self) -> Counter[int]:
        """Return how often each article was asked for since the last time."""
        numbers = {f"/{piece.path}": piece.number for piece in self.pieces}
        counts = Counter(numbers[path] for path in self.log if path in numbers)
        self.log.clear()
        return counts

    def _links(self, numbers: Iterable[int]) -> list[tuple[str, str]]:
        pieces = (self.pieces[number] for number in numbers)
        return [(f"/{piece.path}", piece.story.title) for piece in pieces]

    def _answer(self, target: str) -> Reply:
        if target == "/":
            return _list_links(self._links(self.listed))
        for number, piece in enumerate(self.pieces):
            if target == f"/{piece.path}":
                return self.answers.get(number) or Reply(body=piece.html())
        return Reply(status=404)

    def _add_to_log(self, request: Request) -> None:
        self.log.append(request.path)


class ScriptedOutlet(SmallOutlet):
    """An outlet with answers by path; a function as an answer is called when it is asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.replies: dict[str, Reply | Callable[[], Reply]] = {}

    def listing(self, *numbers: int, also: tuple[str, ...] = ()) -> Reply:
        """Return a page with links to articles and to other paths."""
        return _list_links([
            *self._links(numbers), *((path, "ركن الثقافة والفنون") for path in also),
        ])  # fmt: skip

    def _answer(self, target: str) -> Reply:
        reply = self.replies.get(target) or super()._answer(target)
        return reply if isinstance(reply, Reply) else reply()


OutletT = TypeVar("OutletT", bound=SmallOutlet)


@contextmanager
def served(outlet: OutletT) -> Iterator[OutletT]:
    """Serve an outlet while a block runs."""
    with outlet.server:
        yield outlet


def crawl(bench: Workbench, site: ScriptedOutlet, *words: str, hours: float = 0) -> dict[str, int]:
    """Run `scrapy WORDS SITE` so many hours after the beginning; return the outcomes."""
    bench.environment[HOURS] = str(hours)
    site.log.clear()
    bench.scrapy(*words, site.server.address, *COMMAND_OPTIONS, status=None)
    outcomes: dict[str, int] = bench.runs()[-1]["outcomes"]
    return outcomes


def _list_links(links: Iterable[tuple[str, str]]) -> Reply:
    items = "".join(f'<li><a href="{path}">{escape(text)}</a>' for path, text in links)
    page = f'<html lang="ar"><meta charset="utf-8"><title>نهر</title><ul>{items}</ul>'
    return Reply(body=page.encode())
