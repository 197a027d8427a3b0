"""Pool of worker processes: what a page costs that is slow, large, or kills its worker."""

import asyncio
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.publisher import Publisher
from crawler.workers.pool import ParserPool
from crawler.workers.tasks import ExtractionFailed, ParseResult, ParseTask

ROOT = Path(__file__).parent.parent.parent
OUTLET = Publisher(slug="example.org", homepage="https://example.org/", domains=("example.org",))
PARAGRAPH = "<p>أعلن المجلس البلدي أمس بدء أعمال الصيانة في الحديقة الكبرى وسط المدينة.</p>"

# The `scrapy` script begins like this.
SCRIPT = """
from multiprocessing import forkserver
from scrapy.cmdline import execute
if __name__ == "__main__":
    from crawler.workers.pool import ParserPool
    with ParserPool(workers=1, timeout=1):
        print(forkserver._forkserver._preload_modules)
"""


def task(paragraphs: int) -> ParseTask:
    body = f"<html><body><article><h1>عنوان</h1>{PARAGRAPH * paragraphs}</article></body></html>"
    return ParseTask(
        url="https://example.org/1",
        body=body.encode(),
        content_type="text/html",
        publisher=OUTLET,
        now=datetime(2026, 11, 23, tzinfo=UTC),
    )


def kill(pid: int | None) -> None:
    assert pid
    os.kill(pid, signal.SIGKILL)


def test_a_page_over_its_time_costs_that_page_only() -> None:
    with ParserPool(workers=1, timeout=0.5) as pool:
        pool.wait_for_result(pool.submit(task(3)))
        with pytest.raises(ExtractionFailed, match="extraction-timeout"):
            pool.wait_for_result(pool.submit(task(60_000)))
        article = pool.wait_for_result(pool.submit(task(3))).article
    assert article
    assert article.text


def test_a_worker_that_is_killed_costs_its_page_only() -> None:
    with ParserPool(workers=1, timeout=60) as pool:
        pool.wait_for_result(pool.submit(task(3)))
        [worker] = [child for child in multiprocessing.active_children() if child.pid]
        submitted = pool.submit(task(60_000))
        while not submitted.future.running():
            time.sleep(0.01)
        time.sleep(0.1)  # it holds pebble's lock until it has said so, and would leave it locked
        kill(worker.pid)
        with pytest.raises(ExtractionFailed, match="extraction-crash"):
            pool.wait_for_result(submitted)
        assert pool.wait_for_result(pool.submit(task(3))).article


def test_a_worker_that_is_killed_while_it_reads_nothing_costs_no_page() -> None:
    with ParserPool(workers=2, timeout=60) as pool:
        pool.wait_for_result(pool.submit(task(3)))
        kill(multiprocessing.active_children()[0].pid)
        time.sleep(0.5)  # until pebble has seen it
        assert pool.wait_for_result(pool.submit(task(3))).article
        assert len(multiprocessing.active_children()) == 2


def test_pages_submitted_to_workers_that_are_gone_are_read_by_new_ones() -> None:
    async def read(pool: ParserPool) -> list[ParseResult]:
        return await asyncio.gather(*(pool.parse(task(200)) for _ in range(8)))

    with ParserPool(workers=2, timeout=60) as pool:
        pool.wait_for_result(pool.submit(task(3)))
        for worker in multiprocessing.active_children():
            kill(worker.pid)
        results = asyncio.run(read(pool))
        for worker in multiprocessing.active_children():
            kill(worker.pid)
        submitted = [pool.submit(task(200)) for _ in range(4)]
        results += [pool.wait_for_result(task_in_pool) for task_in_pool in submitted]
    assert len(results) == 12
    assert all(result.article and result.article.text for result in results)


def test_a_worker_keeps_to_its_memory() -> None:
    small = task(3)
    greedy = replace(small, body=f"<html><body><h1>{'ا ' * 2_600_000}</h1>".encode())
    with ParserPool(workers=1, timeout=60, memory_mb=450) as pool:
        with pytest.raises(ExtractionFailed, match=r"extraction-(memory|error|crash)"):
            pool.wait_for_result(pool.submit(greedy))
        assert pool.wait_for_result(pool.submit(small)).article


@pytest.mark.parametrize("words", [["script.py"], ["-m", "script"]])
def test_what_a_script_imports_is_loaded_once_for_all_workers(
    tmp_path: Path, words: list[str]
) -> None:
    (tmp_path / "script.py").write_text(SCRIPT, encoding="utf-8")
    path = os.pathsep.join([str(ROOT), str(tmp_path)])
    done = subprocess.run(
        [sys.executable, *words],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=True,
    )
    expected = ["scrapy.cmdline"] if words == ["script.py"] else []
    assert done.stdout.strip() == str([*expected, "crawler.workers.preload"])
