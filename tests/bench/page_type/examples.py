"""Examples of the fit: features of articles and index pages of the shared corpora.

Rows set aside in the manifests are not read.
"""

import gzip
import hashlib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from crawler.extraction import explain, parse_page
from crawler.extraction.fields.page_features import Features
from crawler.publisher import find_publisher
from crawler.urls.canonical_form import get_site, is_placeholder_url
from tests.bench.quality.corpus import ARTICLE_CORPORA, INDEX_CORPUS, GoldPage, read_corpus

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
    """Read all examples below a folder of corpora."""
    return [
        _read_example(page, is_article=name != INDEX_CORPUS)
        for name in (*ARTICLE_CORPORA, INDEX_CORPUS)
        for page in read_corpus(corpora, name)
    ]


def hash_examples(examples: list[Example]) -> str:
    """Return the SHA-256 of the pages' ids and bytes, in their order."""
    lines = "".join(f"{example.id} {example.digest}\n" for example in examples)
    return hashlib.sha256(lines.encode()).hexdigest()


def weigh_examples(examples: list[Example]) -> list[float]:
    """Return the weight of each example: 1, less where its outlet has very many pages."""
    counts = Counter(example.site for example in examples)
    return [min(1.0, _MAX_OUTLET_WEIGHT / counts[example.site]) for example in examples]


def _read_example(page: GoldPage, *, is_article: bool) -> Example:
    body = gzip.decompress(page.file.read_bytes())
    parsed = parse_page(body, url=page.url, content_type="text/html")
    return Example(
        id=page.id,
        site=page.id if is_placeholder_url(page.url) else get_site(page.url),
        digest=hashlib.sha256(body).hexdigest(),
        features=explain(parsed, find_publisher(page.url, {}), now=None).features,
        is_article=is_article,
    )
