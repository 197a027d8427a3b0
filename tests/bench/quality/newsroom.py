"""The sample newsroom's pages as a corpus, and how many of their fields come out right."""

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
from tests.bench.quality.corpus import Case
from tests.newsroom import Expected, Newsroom
from tests.newsroom.outlets import OUTLETS
from tests.newsroom.reading import fetch
from tests.newsroom.site import WAYS
from tests.newsroom.story import load

_REFUSED = "rejected"


@dataclass(frozen=True, kw_only=True, slots=True)
class Served:
    """One page as the newsroom served it; `expected` is None where it must be refused."""

    url: str
    body: bytes
    content_type: str
    expected: Expected | None


def fetch_all(newsroom: Newsroom) -> list[Served]:
    """Get every article, and every page that must be refused for what it holds."""
    return [
        *(_get(expected.url, expected) for outlet in newsroom.outlets for expected in outlet.truth),
        *(
            _get(url, None)
            for outlet in newsroom.outlets
            for url, outcome in outlet.others.items()
            if outcome.startswith(_REFUSED)
        ),
    ]


def shares_right(pages: Iterable[Served]) -> dict[str, float]:
    """Return the share of pages on which each field is right; `accepted` is of all pages."""
    right: dict[str, list[bool]] = {}
    for page in pages:
        for name, value in _right(page):
            right.setdefault(name, []).append(value)
    return {name: fmean(values) for name, values in sorted(right.items())}


def save(pages: Sequence[Served], folder: Path) -> list[Case]:
    """Write the articles' pages to files and return them as a corpus."""
    cases = []
    for count, page in enumerate(pages):
        if page.expected is None:
            continue
        file = folder / f"{count}.html.gz"
        file.write_bytes(gzip.compress(page.body))
        cases.append(_case(page.expected, file))
    return cases


def digest() -> str:
    """Return the SHA-256 of pages and truth, at fixed addresses on a fixed day."""
    total = sha256()
    for kind in OUTLETS:
        site = kind(f"http://{kind.slug}.invalid/", load(kind.slug, 1), WAYS, date(2026, 1, 1))
        for story in site.stories:
            total.update(site.replies[site.path(story)].body)
        total.update(repr((site.truth, site.others)).encode())
    return total.hexdigest()


def _get(url: str, expected: Expected | None) -> Served:
    status, headers, body = fetch(url)
    if status == 429:
        status, headers, body = fetch(url)
    assert status == 200, f"{url}: {status}"
    return Served(url=url, body=body, content_type=headers["Content-Type"], expected=expected)


def _right(page: Served) -> Iterator[tuple[str, bool]]:
    parsed = parse_page(page.body, url=page.url, content_type=page.content_type)
    article = clean_article(extract(parsed, find_publisher(page.url, {}), now=datetime.now(UTC)))
    yield "accepted", (reason_to_reject(article) is None) == (page.expected is not None)
    if page.expected is not None:
        for name, value in _fields(article).items():
            yield name, value == getattr(page.expected, name)


def _fields(article: Article) -> dict[str, object]:
    """Return the fields an `Expected` names, as it names them."""
    shown = [image for image in article.images if image.caption]
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
        "captions": tuple(image.caption for image in shown),
        "credits": tuple(image.credit for image in shown),
        "published_at": article.published_at,
        "modified_at": article.modified_at,
        "precision": published.precision if published else None,
        "zone_known": published.zone is not None if published else None,
        "language": article.language,
    }


def _case(expected: Expected, file: Path) -> Case:
    return Case(
        id=expected.url,
        url=expected.url,
        file=file,
        scored="lead and text",
        text="\n\n".join(part for part in (expected.lead, expected.text) if part),
        title=expected.title,
        authors=expected.authors,
        published=_written(expected),
    )


def _written(expected: Expected) -> str:
    """Return the instant as far as the page knows it."""
    instant = expected.published_at
    if expected.precision == "day":
        return instant.date().isoformat()
    return (instant if expected.zone_known else instant.replace(tzinfo=None)).isoformat()
