"""Standing crawls of one site by two processes, each outlet by one of them at a time."""

import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime

from tests.contract.engines import wait_until
from tests.newsroom import Newsroom
from tests.newsroom.story import Story
from tests.whole_crawls.workbench import Workbench

NEWS = Story(
    key="محطة-جديدة",
    title="افتتاح محطة جديدة للحافلات عند مدخل المدينة الشرقي",
    section="ثقافة",
    authors=("سلمى النجار",),
    tags=("نقل",),
    published=datetime(2026, 11, 26, 9, tzinfo=UTC),
    body="افتتحت البلدية صباح اليوم محطة جديدة للحافلات عند مدخل المدينة الشرقي بعد عامين من "
    "العمل، وتخدم المحطة عشرة خطوط تصل القرى المجاورة بوسط المدينة.\n\nوقال مدير النقل إن "
    "الحافلات تبدأ رحلاتها في الخامسة فجرا وتستمر حتى منتصف الليل كل أيام الأسبوع.",
)

MORE = replace(
    NEWS,
    key="سوق-السمك",
    title="سوق السمك القديم يعود إلى رصيفه بعد ترميم سقفه الخشبي",
    body="عاد الباعة فجر اليوم إلى سوق السمك القديم على الرصيف الجنوبي، وكان السوق قد أغلق تسعة "
    "أشهر لترميم سقفه الخشبي وتجديد ثلاجاته.\n\nوذكر شيخ الصيادين أن المزاد يقام كل صباح قبل "
    "شروق الشمس، وأن أسعار البلطي انخفضت قليلا في أول يوم.",
)


@contextmanager
def watching(bench: Workbench, count: int, *words: str) -> Iterator[list[subprocess.Popen[str]]]:
    """Start watches as on machines of their own, which share the database alone."""
    watches = []
    for number in range(count):
        bench.environment["DATA_DIR"] = str(bench.folder / f"data-{number}")
        watches.append(bench.start("watch", *words))
    try:
        yield watches
    finally:
        for watch in watches:
            watch.kill()
            watch.communicate()


def test_outlets_are_shared_news_is_found_and_the_end_is_clean(bench: Workbench) -> None:
    with Newsroom(port=0, only={"feed"}, slow_seconds=5) as newsroom:
        outlets = newsroom.outlets[:2]
        words = (*(outlet.address for outlet in outlets), "-s", "WATCH_LOOK=0.1")
        with watching(bench, 2, *words) as watches:
            done = {"next_due": {"$gt": NEWS.published}}
            wait_until(lambda: bench.db.outlets.count_documents(done) == 2, seconds=90)
            paths = [request.path for request in newsroom.log]
            assert paths.count("/") == 2
            truth = {expected.url for outlet in outlets for expected in outlet.expected_articles}
            assert set(bench.articles()) == truth

            assert_clean_end(watches[1])

            # The other watch finds news in its first round of an outlet that the ended one may have
            # crawled before, and more in the next round.
            for story in (NEWS, MORE):
                address = newsroom.publish(outlets[0].slug, story)
                make_due(bench, address.split("/")[2])
                wait_until(lambda: bench.db.outlets.count_documents(done) == 2, seconds=90)
                assert address in bench.articles()
            assert_clean_end(watches[0])
        served = len(newsroom.log)
    assert_sums_of_all_runs(bench, served)
    assert {lease["holder"] for lease in bench.db.leases.find()} == {None}
    assert bench.db.revisions.count_documents({}) == 0


def make_due(bench: Workbench, publisher: str) -> None:
    """Make an outlet and its sources due."""
    due = {"$set": {"next_due": NEWS.published}}
    bench.db.sources.update_many({"publisher": publisher}, due)
    bench.db.outlets.update_one({"_id": publisher}, due)


def assert_clean_end(watch: subprocess.Popen[str]) -> None:
    watch.send_signal(signal.SIGTERM)
    _, errors = watch.communicate(timeout=60)
    assert watch.returncode == 0, errors
    assert "Traceback" not in errors


def assert_sums_of_all_runs(bench: Workbench, served: int) -> None:
    """Assert that the requests of all runs were served, and each run's articles have outcomes."""
    runs = bench.runs()
    assert sum(sum(run["requests"].values()) for run in runs) == served
    for run in runs:
        never_sent = run["outcomes"].get("robots-denied", 0)
        asked = run["requests"].get("article", 0)
        assert asked == sum(run["outcomes"].values()) - never_sent
    stored = sum(run["outcomes"].get("stored", 0) for run in runs)
    assert stored == len(bench.articles())
