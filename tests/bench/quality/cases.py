"""Small inputs of the shared cases, each with what must come of it.

A folder has `input.*`, mostly the `url.txt` it was fetched from, and `expect.json`: a page with the
fields of its article, a feed or sitemap with its addresses, or a line with its date or its
canonical address. Folders without an input are answers of servers:
`tests/whole_crawls/test_shared_cases.py`.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from crawler.acceptance import reason_to_reject
from crawler.cleaning import clean_article
from crawler.dates import parse_date
from crawler.discovery.feeds import read_feed
from crawler.discovery.links import Link
from crawler.discovery.sitemaps import read_sitemap
from crawler.extraction import extract, parse_page
from crawler.items import Article
from crawler.publisher import find_publisher, load_publishers
from crawler.urls import canonical

# When everything in the cases was fetched.
CASES_NOW = datetime(2026, 11, 30, 15, tzinfo=UTC)

Expectations = dict[str, Any]


def list_wrong(folder: Path) -> dict[str, list[str]]:
    """Return the faults of every case with an input, by its name: none where it is right."""
    return {case.name: _list_faults(case) for case in sorted(folder.iterdir()) if find_input(case)}


def find_input(case: Path) -> Path | None:
    """Return the input of a case; None where it is of another sort."""
    return next(case.glob("input.*"), None)


def extract_saved_page(body: bytes, url: str) -> Article:
    """Return a page's cleaned article as `scrapy extract` gives it, read at `CASES_NOW`."""
    page = parse_page(body, url=url, content_type="text/html")
    return clean_article(extract(page, find_publisher(url, load_publishers()), now=CASES_NOW))


def _list_faults(case: Path) -> list[str]:
    expected: Expectations = json.loads((case / "expect.json").read_text(encoding="utf-8"))
    file = find_input(case)
    assert file is not None
    if "date" in expected or "canonical" in expected:
        return list(_judge_line(file.read_text(encoding="utf-8").strip(), expected))
    url = (case / "url.txt").read_text(encoding="utf-8").strip()
    if file.name == "input.html":
        return list(_judge_article(extract_saved_page(file.read_bytes(), url), expected))
    links = (
        read_sitemap(file.read_bytes(), url, now=CASES_NOW)
        if case.name.startswith("sitemap")
        else read_feed(file.read_bytes(), url, "text/xml", now=CASES_NOW)
    )
    return list(_judge_links(links, expected))


def _judge_line(line: str, expected: Expectations) -> Iterator[str]:
    if "canonical" in expected:
        if (url := canonical(line)) != expected["canonical"]:
            yield f"{url} is not {expected['canonical']}"
        return
    parsed = parse_date(line, timezone="Asia/Riyadh", now=CASES_NOW, country="SA")
    is_right = parsed is not None and (
        parsed.instant == datetime.fromisoformat(expected["date"])
        if "T" in expected["date"]
        else parsed.instant.date().isoformat() == expected["date"]
    )
    if not is_right:
        yield f"{parsed} is not {expected['date']}"


def _judge_links(links: list[Link], expected: Expectations) -> Iterator[str]:
    if (urls := [link.url for link in links]) != expected["urls"]:
        yield f"{urls} are not {expected['urls']}"
    for title in expected.get("titles", ()):
        if title not in [link.title for link in links]:
            yield f"no title {title}"


def _judge_article(article: Article, expected: Expectations) -> Iterator[str]:
    if reason := reason_to_reject(article):
        yield f"refused: {reason}"
    text = article.text or ""
    whole = "\n\n".join(part for part in (article.lead, text) if part)
    if "text" in expected and expected["text"] not in (whole, text):
        yield _describe_paragraphs(whole, expected["text"])
    yield from (f"lacks {piece[:40]}" for piece in expected.get("has", ()) if piece not in whole)
    yield from (f"leaks {piece[:40]}" for piece in expected.get("hasnot", ()) if piece in whole)
    for name, value in _collect_fields(article).items():
        if name in expected and value != expected[name]:
            yield f"{name} {value!r} is not {expected[name]!r}"


def _collect_fields(article: Article) -> dict[str, object]:
    instant = article.published_at
    return {
        "title": article.title,
        "authors": list(article.authors),
        "section": article.section,
        "published": instant.strftime("%Y-%m-%dT%H:%M:%SZ") if instant else None,
        "day": instant.date().isoformat() if instant else None,
        "url_is": article.url,
    }


def _describe_paragraphs(text: str, expected: str) -> str:
    found, wanted = text.split("\n\n") if text else [], expected.split("\n\n")
    kept = sum(paragraph in found for paragraph in wanted)
    foreign = sum(paragraph not in wanted for paragraph in found)
    return f"{kept} of {len(wanted)} paragraphs, {foreign} foreign"
