"""Crawls killed or interrupted at random moments: nothing is stored twice, nothing is lost."""

import os
import random
import signal
import time

import pytest

from tests.newsroom import Newsroom
from tests.whole_crawls.truth import addresses, compare, truth_of
from tests.whole_crawls.workbench import Workbench


def kill_during_crawls(bench: Workbench, times: int) -> None:
    moments = random.Random(20261123)
    with Newsroom(port=0, slow_seconds=10) as newsroom:
        for _ in range(times):
            crawl = bench.start("harvest", *addresses(newsroom))
            time.sleep(moments.uniform(1.0, 6.0))
            os.killpg(crawl.pid, signal.SIGKILL)
            crawl.communicate()
        bench.scrapy("harvest", *addresses(newsroom))
        assert compare(bench.articles(), truth_of(newsroom)) == []
    # One that was killed early has no document, and a quick one was over before.
    assert {run["state"] for run in bench.runs()} <= {"killed", "finished"}
    assert all(article["revision"] == 1 for article in bench.articles().values())
    assert bench.db.revisions.count_documents({}) == 0


def test_three_kills_and_a_full_run_store_every_article_once(bench: Workbench) -> None:
    kill_during_crawls(bench, 3)


@pytest.mark.soak
def test_ten_kills_and_a_full_run_store_every_article_once(bench: Workbench) -> None:
    kill_during_crawls(bench, 10)


def test_the_next_run_marks_a_killed_one_and_leaves_a_living_one(bench: Workbench) -> None:
    with Newsroom(port=0, slow_seconds=10) as newsroom:
        article = newsroom.outlets[1].expected_articles[0].url
        crawl = bench.start("harvest", newsroom.outlets[0].address, "-s", "DOWNLOAD_DELAY=2")
        wait_for_requests(newsroom, 2)
        bench.scrapy("harvest", article)
        assert [run["state"] for run in bench.runs()] == ["running", "finished"]
        os.killpg(crawl.pid, signal.SIGKILL)
        crawl.communicate()
        bench.scrapy("harvest", article)
    killed, _, last = bench.runs()
    assert (killed["state"], last["state"]) == ("killed", "finished")
    assert killed["started_at"] < killed["noticed_at"] == last["started_at"]
    assert list((bench.folder / "data" / "running").iterdir()) == []


def wait_for_requests(newsroom: Newsroom, count: int) -> None:
    deadline = time.monotonic() + 60
    while len(newsroom.log) < count:
        assert time.monotonic() < deadline, "the crawl sent too few requests"
        time.sleep(0.05)


def test_one_interrupt_ends_cleanly_with_everything_acknowledged(bench: Workbench) -> None:
    with Newsroom(port=0, slow_seconds=10) as newsroom:
        crawl = bench.start("harvest", *addresses(newsroom), "-s", "DOWNLOAD_DELAY=0.1")
        wait_for_requests(newsroom, 60)
        crawl.send_signal(signal.SIGINT)
        _, errors = crawl.communicate(timeout=60)
    assert crawl.returncode == 1, errors
    assert errors.count("warraq: finishing what is under way") == 1
    assert "warraq: stopped by a signal" in errors
    assert "Traceback" not in errors
    [run] = bench.runs()
    assert run["reason"] == "shutdown"
    assert run["outcomes"].get("stored", 0) == len(bench.articles())
    assert len(bench.articles()) > 0


def test_a_second_interrupt_ends_at_once(bench: Workbench) -> None:
    with Newsroom(port=0, slow_seconds=60) as newsroom:
        slow = [*addresses(newsroom), "-s", "DOWNLOAD_DELAY=2", "-s", "DOWNLOAD_TIMEOUT=60"]
        crawl = bench.start("harvest", *slow)
        wait_for_requests(newsroom, 10)
        crawl.send_signal(signal.SIGINT)
        time.sleep(0.5)
        crawl.send_signal(signal.SIGINT)
        crawl.communicate(timeout=20)
    assert crawl.returncode is not None
