"""The command `extract` over saved pages: a line a page, in order, whatever the page."""

import gzip
import json
from pathlib import Path

from tests.bench.quality.corpus import read_corpus
from tests.whole_crawls.sites import ARTICLE_PAGE
from tests.whole_crawls.workbench import Workbench


def test_extract_gives_a_line_a_page_in_order(bench: Workbench) -> None:
    folder = bench.folder
    (folder / "one.html").write_text(ARTICLE_PAGE, encoding="utf-8")
    (folder / "two.html.gz").write_bytes(gzip.compress(ARTICLE_PAGE.encode("windows-1256")))
    (folder / "junk.html").write_bytes(bytes(range(256)) * 50)
    rows = [
        {"url": "https://a.example/1", "file": "one.html"},
        {"url": "https://a.example/junk", "file": "junk.html"},
        {"url": "https://a.example/none", "file": "missing.html"},
        {"url": "https://b.example/2", "file": "two.html.gz"},
        {"url": "https://b.example/3", "name": "two.html.gz"},
        {"url": "two.html.gz", "file": "one.html"},
    ]
    listed = folder / "pages.jsonl"
    listed.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    done = bench.scrapy("extract", "--input", str(listed), "--workers", "2", status=1)
    results = [json.loads(line) for line in done.stdout.splitlines()]
    assert [result["file"] for result in results] == [row.get("file") for row in rows]
    rejected = [result.get("rejected") for result in results]
    assert rejected[1:3] == ["not-an-article", "unreadable-file"]
    assert rejected[4:] == ["malformed-row", "bad-address"]
    reported = [line.split(": ")[1] for line in done.stderr.splitlines()]
    assert reported == [f"{listed}, line {number}" for number in (3, 5, 6)]
    for result in (results[0], results[3]):
        assert result["title"] == "افتتاح مكتبة عامة في الحي القديم"
        assert result["text"].count("\n\n") == 1
    assert results[1]["url"] == "https://a.example/junk"
    assert "missing.html" in done.stderr
    explained = bench.scrapy("explain", str(folder / "one.html")).stdout
    assert explained.startswith("(no address given)") and "page.invalid" not in explained


def test_the_fetch_time_of_saved_pages_is_that_given(bench: Workbench) -> None:
    folder = bench.folder
    page = ARTICLE_PAGE.replace("</h1>", "</h1><div>منذ 3 ساعات</div>", 1)
    (folder / "one.html").write_text(page, encoding="utf-8")
    rows = [
        {"file": "one.html"},
        {"file": "one.html", "fetched_at": "2026-03-01T12:00:00+03:00"},
        {"file": "one.html", "fetched_at": "yesterday"},
    ]
    listed = folder / "pages.jsonl"
    listed.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    done = bench.scrapy("extract", "--input", str(listed), status=1)
    unknown, fetched, wrong = [json.loads(line) for line in done.stdout.splitlines()]
    assert unknown["fetched_at"] is None
    assert fetched["fetched_at"].startswith("2026-03-01T09:00:00")
    assert wrong["rejected"] == "malformed-row" and "'yesterday' is no time" in done.stderr
    for command in ("extract", "explain"):
        named = (command, str(folder / "one.html"), "--fetched-at")
        assert "is no time" in bench.scrapy(*named, "soon", status=2).stderr
        assert bench.scrapy(*named, "2026-03-01T09:00Z").stdout


def test_extract_reads_the_shared_pages(bench: Workbench, shared: Path) -> None:
    for corpus, step in (("real", 1), ("arabized", 8)):
        pages = read_corpus(shared / "corpus", corpus)[::step]
        rows = [{"url": page.url, "file": str(page.file)} for page in pages]
        listed = bench.folder / f"{corpus}.jsonl"
        listed.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        done = bench.scrapy("extract", "--input", str(listed))
        results = [json.loads(line) for line in done.stdout.splitlines()]
        assert [result["file"] for result in results] == [row["file"] for row in rows]


def test_a_reader_may_leave(bench: Workbench) -> None:
    folder = bench.folder
    (folder / "one.html").write_text(ARTICLE_PAGE, encoding="utf-8")
    rows = '{"url": "https://a.example/1", "file": "one.html"}\n' * 400
    (folder / "pages.jsonl").write_text(rows, encoding="utf-8")
    extract = bench.start("extract", "--input", str(folder / "pages.jsonl"))
    assert extract.stdout
    extract.stdout.readline()
    extract.stdout.close()
    assert extract.stderr
    assert "Traceback" not in extract.stderr.read()
    extract.wait(timeout=60)
    extract.stderr.close()
