"""Examples of the fit: articles and index pages of the shared corpora and the sample newsroom.

Rows set aside in the manifests are not read. The newsroom has what the corpora lack: front pages,
sections and archives of Arabic outlets.
"""

import gzip
import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from pathlib import Path

from crawler.commands.saved_pages import UNKNOWN_ADDRESS
from crawler.extraction import explain, parse_page
from crawler.extraction.fields.page_features import Features
from crawler.publisher import find_publisher
from crawler.urls.canonical_form import get_site, is_placeholder_url
from tests.bench.quality.corpus import ARTICLE_CORPORA, INDEX_CORPUS, GoldPage, read_corpus
from tests.newsroom.outlets import OUTLETS
from tests.newsroom.site import SOURCE_KINDS, Site
from tests.newsroom.story import load
from tests.newsroom.truth import STORED

# One outlet counts as much as so many pages at most.
_MAX_OUTLET_WEIGHT = 30.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Example:
    """One page: its outlet's registrable domain, its features, and whether it is an article."""

    id: str
    site: str
    digest: str
    features: Features
    is_article: bool


def read_examples(corpora: Path) -> list[Example]:
    """Read the examples below a folder of corpora, and those of the newsroom."""
    return [
        *(
            _read_gold_page(page, is_article=name != INDEX_CORPUS)
            for name in (*ARTICLE_CORPORA, INDEX_CORPUS)
            for page in read_corpus(corpora, name)
        ),
        *(example for outlet in OUTLETS for example in _iter_newsroom(outlet)),
    ]


def hash_examples(examples: list[Example]) -> str:
    """Return the SHA-256 of the pages' ids and bytes, in their order."""
    lines = "".join(f"{example.id} {example.digest}\n" for example in examples)
    return hashlib.sha256(lines.encode()).hexdigest()


def weigh_examples(examples: list[Example]) -> list[float]:
    """Return the weight of each example: 1, less where its outlet has very many pages."""
    counts = Counter(example.site for example in examples)
    return [min(1.0, _MAX_OUTLET_WEIGHT / counts[example.site]) for example in examples]


def _read_gold_page(page: GoldPage, *, is_article: bool) -> Example:
    site = page.id if is_placeholder_url(page.url) else get_site(page.url)
    body = gzip.decompress(page.file.read_bytes())
    return _make_example(page.id, site, page.url, body, is_article=is_article)


def _iter_newsroom(outlet: type[Site]) -> Iterator[Example]:
    """Yield the pages of an outlet, at their own addresses and at one that says nothing."""
    slug = outlet.slug
    site = outlet(f"http://{slug}.invalid/", load(slug, 1), SOURCE_KINDS, date(2026, 1, 1))
    articles = {site.path(story): story.fate in STORED for story in site.stories}
    for path, reply in site.replies.items():
        is_article = articles.get(path, False)
        is_list = path not in articles and site.absolute(path) in site.never_stored
        if (
            reply.status == HTTPStatus.OK
            and "html" in reply.content_type
            and (is_article or is_list)
        ):
            for url in (site.absolute(path), UNKNOWN_ADDRESS):
                yield _make_example(f"{slug} {path}", slug, url, reply.body, is_article=is_article)


def _make_example(name: str, site: str, url: str, body: bytes, *, is_article: bool) -> Example:
    page = parse_page(body, url=url, content_type="text/html")
    return Example(
        id=name,
        site=site,
        digest=hashlib.sha256(body).hexdigest(),
        features=explain(page, find_publisher(url, {}), now=None).features,
        is_article=is_article,
    )
