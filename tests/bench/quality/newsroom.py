"""The sample newsroom's pages as a corpus, and the share of their fields that are right."""

import gzip
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from statistics import fmean

from crawler.acceptance import reason_to_reject
from crawler.cleaning import clean_article
from crawler.extraction import extract, parse_page
from crawler.items import Article
from crawler.publisher import find_publisher
from tests.bench.quality.corpus import GoldPage
from tests.newsroom import Expected, Newsroom
from tests.newsroom.outlets import OUTLETS
from tests.newsroom.reading import fetch
from tests.newsroom.site import SOURCE_KINDS
from tests.newsroom.story import load

_REJECTED = "rejected"


@dataclass(frozen=True, kw_only=True, slots=True)
class ServedPage:
    """One page as the newsroom served it; `expected` is None where it must be refused."""

    url: str
    body: bytes
    content_type: str
    expected: Expected | None


def fetch_pages(newsroom: Newsroom) -> list[ServedPage]:
    """Fetch every article, and every page that must be refused for its content."""
    return [
        *(
            _fetch(expected.url, expected)
            for outlet in newsroom.outlets
            for expected in outlet.expected_articles
        ),
        *(
            _fetch(url, None)
            for outlet in newsroom.outlets
            for url, outcome in outlet.other_outcomes.items()
            if outcome.startswith(_REJECTED)
        ),
    ]


def compute_shares_right(pages: Iterable[ServedPage]) -> dict[str, float]:
    """Return the share of pages on which each field is right; `accepted` is of all pages."""
    right: dict[str, list[bool]] = {}
    for page in pages:
        for name, value in _check_fields(page):
            right.setdefault(name, []).append(value)
    return {name: fmean(values) for name, values in sorted(right.items())}


def save_pages(pages: Sequence[ServedPage], folder: Path) -> list[GoldPage]:
    """Write the articles' pages to files and return them as a corpus."""
    gold_pages = []
    for count, page in enumerate(pages):
        if page.expected is None:
            continue
        file = folder / f"{count}.html.gz"
        file.write_bytes(gzip.compress(page.body))
        gold_pages.append(_make_gold_page(page.expected, file))
    return gold_pages


def compute_digest() -> str:
    """Return the SHA-256 of pages and expected fields, at fixed addresses on a fixed day."""
    total = sha256()
    for outlet in OUTLETS:
        site = outlet(
            f"http://{outlet.slug}.invalid/", load(outlet.slug, 1), SOURCE_KINDS, date(2026, 1, 1)
        )
        for story in site.stories:
            total.update(site.replies[site.path(story)].body)
        total.update(repr((site.expected_articles, site.other_outcomes)).encode())
    return total.hexdigest()


def _fetch(url: str, expected: Expected | None) -> ServedPage:
    status, headers, body = fetch(url)
    if status == 429:
        status, headers, body = fetch(url)
    assert status == 200, f"{url}: {status}"
    return ServedPage(url=url, body=body, content_type=headers["Content-Type"], expected=expected)


def _check_fields(page: ServedPage) -> Iterator[tuple[str, bool]]:
    parsed = parse_page(page.body, url=page.url, content_type=page.content_type)
    article = clean_article(extract(parsed, find_publisher(page.url, {}), now=datetime.now(UTC)))
    yield "accepted", (reason_to_reject(article) is None) == (page.expected is not None)
    if page.expected is not None:
        for name, value in _collect_fields(article).items():
            yield name, value == getattr(page.expected, name)


def _collect_fields(article: Article) -> dict[str, object]:
    """Return the fields of an article under the names that `Expected` has."""
    captioned = [image for image in article.images if image.caption]
    published = article.published
    return {
        "url": article.url,
        "title": article.title,
        "lead": article.lead,
        "text": article.text,
        "authors": article.authors,
        "agencies": article.agencies,
        "section": article.section,
        "tags": article.tags,
        "captions": tuple(image.caption for image in captioned),
        "credits": tuple(image.credit for image in captioned),
        "published_at": article.published_at,
        "modified_at": article.modified_at,
        "precision": published.precision if published else None,
        "zone_known": published.zone is not None if published else None,
        "language": article.language,
    }


def _make_gold_page(expected: Expected, file: Path) -> GoldPage:
    return GoldPage(
        id=expected.url,
        url=expected.url,
        file=file,
        scored="lead and text",
        text="\n\n".join(part for part in (expected.lead, expected.text) if part),
        title=expected.title,
        authors=expected.authors,
        names_authors=True,
        published=_format_published(expected),
    )


def _format_published(expected: Expected) -> str:
    """Return the instant of publication as precisely as the page states it."""
    instant = expected.published_at
    if expected.precision == "day":
        return instant.date().isoformat()
    return (instant if expected.zone_known else instant.replace(tzinfo=None)).isoformat()
