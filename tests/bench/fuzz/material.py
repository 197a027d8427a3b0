"""The bodies to mutate: those of the sample sites, and of the shared corpora where present."""

import gzip
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from crawler.discovery.content_sniffing import sniff_content_kind
from crawler.text.decoding import decode_text
from tests.bench.fuzz.draft import Seed
from tests.bench.fuzz.reading import BodyKind
from tests.bench.quality.corpus import read_corpus
from tests.newsroom.outlets import OUTLETS
from tests.newsroom.site import SOURCE_KINDS, Site
from tests.newsroom.story import load
from tests.second_site.altaq import Altaq
from tests.second_site.difaf import Difaf
from tests.second_site.mirqab import Mirqab
from tests.second_site.paper import SecondSitePages

_DAY = datetime(2026, 11, 23, 12, tzinfo=UTC)
_PAPERS: tuple[type[SecondSitePages], ...] = (Altaq, Mirqab, Difaf)


@cache
def load_site_bodies() -> tuple[Seed, ...]:
    """Return every body of the sample sites, without a server."""
    seeds: list[Seed] = []
    for outlet in OUTLETS:
        site = outlet(
            f"https://{outlet.slug}.example/", load(outlet.slug, 1), SOURCE_KINDS, _DAY.date()
        )
        seeds += _make_seeds(site)
    for paper in _PAPERS:
        seeds += _make_seeds(paper(f"https://{paper.slug}.example/", SOURCE_KINDS, _DAY))
    return tuple(seeds)


@cache
def corpus(shared: Path) -> tuple[Seed, ...]:
    """Return the pages of the shared corpora; none where there are none."""
    return tuple(
        _read_page(page.id, page.url, page.file)
        for name in ("real", "arabized")
        for page in read_corpus(shared / "corpus", name)
    )


def _read_page(name: str, url: str, file: Path) -> Seed:
    text = decode_text(gzip.decompress(file.read_bytes()), "text/html")[0]
    return Seed(name, "page", url, text, "text/html; charset=utf-8")


def _make_seeds(site: Site | SecondSitePages) -> Iterator[Seed]:
    articles = {expected.url for expected in site.expected_articles}
    for path, reply in site.replies.items():
        body, url = reply.body, site.home + path.lstrip("/")
        plain = gzip.decompress(body) if body.startswith(b"\x1f\x8b") else body
        is_article = url in articles
        if plain and (kind := _find_kind(path, plain, reply.content_type, article=is_article)):
            text = decode_text(plain, reply.content_type)[0]
            # Drafts are encoded in UTF-8, whatever the page was served in.
            yield Seed(url, kind, url, text, "text/html; charset=utf-8")


def _find_kind(path: str, body: bytes, content_type: str, *, article: bool) -> BodyKind | None:
    if path == "/robots.txt":
        return "robots"
    kind = sniff_content_kind(body, content_type)
    if kind == "html":
        return "page" if article else "listing"
    return None if kind == "other" else kind
