"""Crawls of an outlet that edits, deletes and restores its pages while time goes by."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from typing import Any

from crawler.urls.canonical_form import make_url_id
from tests.newsroom.server import Reply
from tests.whole_crawls.shifted_clock import HOURS
from tests.whole_crawls.sites import SmallOutlet, served
from tests.whole_crawls.truth import check_sums
from tests.whole_crawls.workbench import Workbench

SAME, CORRECTED, MISSPELT, RETITLED, LONGER, NOISY, MOVED, LOST, GONE, HOME, FRESH = range(11)
NEWS = "وتفتح القاعة أبوابها للزوار يوميا من الثامنة صباحا إلى الثامنة مساء."
SLIP = ("المسؤول عن القاعة قال إن الإقبال كبير.", "المسئول عن القاعة قال ان الإقبال كبير.")
NUMBER = ("وبلغ عدد الحضور 40 شخصا في اليوم الأول.", "وبلغ عدد الحضور 90 شخصا في اليوم الأول.")


class EditingOutlet(SmallOutlet):
    """An outlet that edits its articles; its front page does not list the last of them."""

    def __init__(self) -> None:
        super().__init__()
        self._change(CORRECTED, below=NUMBER[:1])
        self._change(MISSPELT, below=SLIP[:1])

    def edit(self) -> None:
        """Change some articles in words that readers see, and some in no such words."""
        self._change(CORRECTED, below=NUMBER[1:])
        self._change(MISSPELT, below=SLIP[1:])
        story = self.pieces[RETITLED].story
        self._change(RETITLED, story=replace(story, title="عنوان جديد كل الجدة للخبر نفسه"))
        self._change(LONGER, below=(NEWS,))
        self._change(NOISY, below=("عدد المشاهدات: 12",))
        self._change(MOVED, section="منوعات")

    def _change(self, number: int, **values: object) -> None:
        self.pieces[number] = replace(self.pieces[number], **values)  # type: ignore[arg-type]


def harvest(bench: Workbench, outlet: SmallOutlet, hours: float) -> dict[str, int]:
    """Crawl so many hours after the beginning; return the outcomes."""
    bench.environment[HOURS] = str(hours)
    clock, workers = (
        ("-s", "CLOCK=tests.whole_crawls.shifted_clock.now"),
        ("-s", "EXTRACTION_WORKERS=1"),
    )
    bench.scrapy("harvest", outlet.server.address, *clock, *workers)
    run = bench.runs()[-1]
    check_sums(bench, run, len(outlet.log))
    outcomes: dict[str, int] = run["outcomes"]
    return outcomes


def assert_edits_are_kept(bench: Workbench, outlet: SmallOutlet) -> None:
    """Assert that an earlier version is kept of each article edited in words that readers see."""
    revisions = {revision["article_id"]: revision for revision in bench.db.revisions.find()}
    classes = {
        number: revisions[make_url_id(outlet.url(number))]["edit"]["class"]
        for number in (CORRECTED, MISSPELT, RETITLED, LONGER)
    }
    assert classes == {
        CORRECTED: "correction", MISSPELT: "typo", RETITLED: "headline", LONGER: "added",
    }  # fmt: skip
    assert len(revisions) == bench.db.revisions.count_documents({}) == 4


def test_every_edit_is_noticed_and_every_page_that_goes_and_comes_back(bench: Workbench) -> None:
    with served(EditingOutlet()) as outlet:

        def stored(number: int) -> dict[str, Any]:
            return bench.articles()[outlet.url(number)]

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
        assert outlet.take_request_counts() == Counter(range(11))
        first, second = bench.runs()
        assert first["edits"] == {}
        kinds = {"correction": 1, "typo": 1, "headline": 1, "added": 1, "metadata": 1, "gone": 1}
        assert {name: second["edits"].get(name) for name in kinds} == kinds
        assert_edits_are_kept(bench, outlet)
        assert (stored(MOVED)["section"], stored(MOVED)["revision"]) == ("منوعات", 1)
        assert stored(NOISY)["revision"] == 1
        assert {number for number in range(11) if stored(number)["gone_at"]} == {GONE}

        # One page stays away, one that led home answers again, and one is listed again.
        outlet.answers = {LOST: Reply(status=404)}
        outlet.listed = [GONE]
        assert harvest(bench, outlet, 30) == {"not-modified": 10, "failed:http-404": 1}
        assert outlet.take_request_counts() == Counter(range(11))
        assert {number for number in range(11) if stored(number)["gone_at"]} == {LOST}
        gone_after = stored(LOST)["gone_at"] - stored(LOST)["first_seen_at"]
        assert timedelta(hours=1) < gone_after < timedelta(hours=2)
        assert stored(LOST)["text"] == outlet.pieces[LOST].text
        assert bench.db.revisions.count_documents({}) == 4
        assert outlet.pieces[CORRECTED].text == stored(CORRECTED)["text"]
