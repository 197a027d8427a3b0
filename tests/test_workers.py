"""Worker processes: what a slow, deadly or greedy page costs."""

import multiprocessing
import os
import signal
import time
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from crawler.publisher import Publisher
from crawler.tasks import Task
from crawler.workers import ExtractionFailed, ParserPool

OUTLET = Publisher(slug="example.org", homepage="https://example.org/", domains=("example.org",))
PARAGRAPH = "<p>أعلن المجلس البلدي أمس بدء أعمال الصيانة في الحديقة الكبرى وسط المدينة.</p>"


def task(paragraphs: int) -> Task:
    body = f"<html><body><article><h1>عنوان</h1>{PARAGRAPH * paragraphs}</article></body></html>"
    return Task(
        url="https://example.org/1",
        body=body.encode(),
        content_type="text/html",
        publisher=OUTLET,
        now=datetime(2026, 11, 23, tzinfo=UTC),
    )


def test_a_page_over_its_time_costs_that_page_only() -> None:
    with ParserPool(workers=1, timeout=0.5) as pool:
        pool.result(pool.submit(task(3)))
        with pytest.raises(ExtractionFailed, match="extraction-timeout"):
            pool.result(pool.submit(task(60_000)))
        article = pool.result(pool.submit(task(3))).article
    assert article
    assert article.text


def test_a_worker_that_is_killed_costs_its_page_only() -> None:
    with ParserPool(workers=1, timeout=60) as pool:
        pool.result(pool.submit(task(3)))
        [worker] = [child for child in multiprocessing.active_children() if child.pid]
        future = pool.submit(task(60_000))
        while not future.running():
            time.sleep(0.01)
        time.sleep(0.1)  # what it says that with is locked, and pebble cannot open it again
        assert worker.pid
        os.kill(worker.pid, signal.SIGKILL)
        with pytest.raises(ExtractionFailed, match="extraction-crash"):
            pool.result(future)
        assert pool.result(pool.submit(task(3))).article


def test_a_worker_keeps_to_its_memory() -> None:
    small = task(3)
    greedy = replace(small, body=f"<html><body><h1>{'ا ' * 2_600_000}</h1>".encode())
    with ParserPool(workers=1, timeout=60, memory_mb=450) as pool:
        with pytest.raises(ExtractionFailed, match=r"extraction-(memory|error|crash)"):
            pool.result(pool.submit(greedy))
        assert pool.result(pool.submit(small)).article
