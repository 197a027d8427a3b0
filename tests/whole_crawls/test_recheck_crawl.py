"""The whole way over an outlet that edits, deletes and restores its pages while time goes by."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from html import escape

from crawler.urls.canonical_form import make_url_id
from tests.learning.outlets import Piece, stories
from tests.newsroom.server import Reply, Request, Server
from tests.whole_crawls.moving import HOURS
from tests.whole_crawls.truth import check_sums
from tests.whole_crawls.workbench import Workbench

SAME, CORRECTED, MISSPELT, RETITLED, LONGER, NOISY, MOVED, LOST, GONE, HOME, FRESH = range(11)
NEWS = "وتفتح القاعة أبوابها للزوار يوميا من الثامنة صباحا إلى الثامنة مساء."
SLIP = ("المسؤول عن القاعة قال إن الإقبال كبير.", "المسئول عن القاعة قال ان الإقبال كبير.")
NUMBER = ("وبلغ عدد الحضور 40 شخصا في اليوم الأول.", "وبلغ عدد الحضور 90 شخصا في اليوم الأول.")


class Outlet:
    """A small outlet: a front page that lists some of its pages, and answers for the others."""

    def __init__(self) -> None:
        self.pieces = [Piece(story=story, number=at) for at, story in enumerate(stories()[:11])]
        for at, lines in ((CORRECTED, NUMBER[:1]), (MISSPELT, SLIP[:1])):
            self.pieces[at] = replace(self.pieces[at], below=lines)
        self.answers: dict[int, Reply] = {}
        self.listed = list(range(FRESH))
        self.log: list[str] = []
        self.server = Server("127.0.0.1", 0, 1)
        self.server.answer = self._answer
        self.server.log = self._note

    def url(self, at: int) -> str:
        """Return a page's address."""
        return f"{self.server.address}{self.pieces[at].path}"

    def edit(self) -> None:
        """Change some pages as a reader sees, and some as none does."""
        self._change(CORRECTED, below=NUMBER[1:])
        self._change(MISSPELT, below=SLIP[1:])
        story = self.pieces[RETITLED].story
        self._change(RETITLED, story=replace(story, title="عنوان جديد كل الجدة للخبر نفسه"))
        self._change(LONGER, below=(NEWS,))
        self._change(NOISY, below=("عدد المشاهدات: 12",))
        self._change(MOVED, section="منوعات")

    def _change(self, at: int, **values: object) -> None:
        self.pieces[at] = replace(self.pieces[at], **values)  # type: ignore[arg-type]

    def _answer(self, target: str) -> Reply:
        if target == "/":
            items = (self.pieces[at] for at in self.listed)
            links = "".join(f'<li><a href="/{p.path}">{escape(p.story.title)}</a>' for p in items)
            page = f'<html lang="ar"><meta charset="utf-8"><title>نهر</title><ul>{links}</ul>'
            return Reply(body=page.encode())
        for at, piece in enumerate(self.pieces):
            if target == f"/{piece.path}":
                return self.answers.get(at) or Reply(body=piece.html())
        return Reply(status=404)

    def _note(self, request: Request) -> None:
        self.log.append(request.path)

    def asked(self) -> Counter[int]:
        """Return how often each page was asked for since the last time."""
        at = {f"/{piece.path}": number for number, piece in enumerate(self.pieces)}
        found = Counter(at[path] for path in self.log if path in at)
        self.log.clear()
        return found


@contextmanager
def opened() -> Iterator[Outlet]:
    outlet = Outlet()
    outlet.server.start()
    try:
        yield outlet
    finally:
        outlet.server.stop()


def harvest(bench: Workbench, outlet: Outlet, hours: float) -> dict[str, int]:
    """Crawl so many hours after the beginning; return the outcomes."""
    bench.environment[HOURS] = str(hours)
    clock, workers = ("-s", "CLOCK=tests.whole_crawls.moving.now"), ("-s", "EXTRACTION_WORKERS=1")
    bench.scrapy("harvest", outlet.server.address, *clock, *workers)
    run = bench.runs()[-1]
    check_sums(bench, run, len(outlet.log))
    outcomes: dict[str, int] = run["outcomes"]
    return outcomes


def test_every_edit_is_noticed_and_every_page_that_goes_and_comes_back(bench: Workbench) -> None:
    with opened() as outlet:
        assert harvest(bench, outlet, 0) == {"stored": 10}
        outlet.log.clear()
        outlet.edit()
        outlet.answers = {
            LOST: Reply(status=404),
            GONE: Reply(status=410),
            HOME: Reply(status=302, headers=(("Location", "/"),)),
        }
        outlet.listed = [FRESH]
        assert harvest(bench, outlet, 1.5) == {
            "stored": 1,
            "revised": 4,
            "unchanged": 2,
            "not-modified": 1,
            "failed:http-404": 1,
            "failed:http-410": 1,
            "failed:redirected-home": 1,
        }
        assert outlet.asked() == Counter(range(11))
        first, second = bench.runs()
        assert first["edits"] == {}
        kinds = {"correction": 1, "typo": 1, "headline": 1, "added": 1, "metadata": 1, "gone": 1}
        assert {name: second["edits"].get(name) for name in kinds} == kinds

        def stored(at: int) -> dict[str, object]:
            return bench.articles()[outlet.url(at)]

        kept = {one["article_id"]: one for one in bench.db.revisions.find()}
        classes = {
            at: kept[make_url_id(outlet.url(at))]["edit"]["class"]
            for at in (CORRECTED, MISSPELT, RETITLED, LONGER)
        }
        assert classes == {
            CORRECTED: "correction", MISSPELT: "typo", RETITLED: "headline", LONGER: "added",
        }  # fmt: skip
        assert len(kept) == bench.db.revisions.count_documents({}) == 4
        assert (stored(MOVED)["section"], stored(MOVED)["revision"]) == ("منوعات", 1)
        assert stored(NOISY)["revision"] == 1
        gone = {at for at in range(11) if stored(at)["gone_at"]}
        assert gone == {GONE}

        # One page stays away, one that led home answers again, and one is listed again.
        outlet.answers = {LOST: Reply(status=404)}
        outlet.listed = [GONE]
        assert harvest(bench, outlet, 30) == {"not-modified": 10, "failed:http-404": 1}
        assert outlet.asked() == Counter(range(11))
        assert {at for at in range(11) if stored(at)["gone_at"]} == {LOST}
        since = stored(LOST)["gone_at"]
        first_seen = stored(LOST)["first_seen_at"]
        assert timedelta(hours=1) < since - first_seen < timedelta(hours=2)  # type: ignore[operator]
        assert stored(LOST)["text"] == outlet.pieces[LOST].text
        assert bench.db.revisions.count_documents({}) == 4
        assert outlet.pieces[CORRECTED].text == stored(CORRECTED)["text"]
