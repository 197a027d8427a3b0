"""The bodies that are mutated: the sample newsroom's always, the shared corpora's where present."""

import gzip
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from crawler.discovery.content_sniffing import sniff_content_kind
from crawler.text.decoding import decode_text
from tests.bench.fuzz.draft import Seed
from tests.bench.fuzz.reading import Form
from tests.newsroom.outlets import OUTLETS
from tests.newsroom.site import WAYS, Site
from tests.newsroom.story import load
from tests.second_site.altaq import Altaq
from tests.second_site.difaf import Difaf
from tests.second_site.mirqab import Mirqab
from tests.second_site.paper import Paper

_DAY = datetime(2026, 11, 23, 12, tzinfo=UTC)
_PAPERS: tuple[type[Paper], ...] = (Altaq, Mirqab, Difaf)


@cache
def newsroom() -> tuple[Seed, ...]:
    """Return every body of the sample sites, without a server."""
    seeds: list[Seed] = []
    for kind in OUTLETS:
        site = kind(f"https://{kind.slug}.example/", load(kind.slug, 1), WAYS, _DAY.date())
        seeds += _seeds(site)
    for paper in _PAPERS:
        seeds += _seeds(paper(f"https://{paper.slug}.example/", WAYS, _DAY))
    return tuple(seeds)


@cache
def corpus(shared: Path) -> tuple[Seed, ...]:
    """Return the pages of the shared corpora; none where there are none."""
    return tuple(
        _page(row["id"], row["url"], folder / "pages" / f"{row['id']}.html.gz")
        for folder in (shared / "corpus" / "real", shared / "corpus" / "arabized")
        for row in _rows(folder / "manifest.jsonl")
    )


def _rows(manifest: Path) -> Iterator[dict[str, str]]:
    if manifest.is_file():
        yield from map(json.loads, manifest.read_text("utf-8").splitlines())


def _page(name: str, url: str, file: Path) -> Seed:
    text = decode_text(gzip.decompress(file.read_bytes()), "text/html")[0]
    return Seed(name, "page", url, text, "text/html; charset=utf-8")


def _seeds(site: Site | Paper) -> Iterator[Seed]:
    articles = {expected.url for expected in site.truth}
    for path, reply in site.replies.items():
        body, url = reply.body, site.home + path.lstrip("/")
        plain = gzip.decompress(body) if body.startswith(b"\x1f\x8b") else body
        if plain and (form := _form(path, plain, reply.content_type, article=url in articles)):
            text = decode_text(plain, reply.content_type)[0]
            # Written anew in UTF-8, whatever it was served in.
            yield Seed(url, form, url, text, "text/html; charset=utf-8")


def _form(path: str, body: bytes, content_type: str, *, article: bool) -> Form | None:
    if path == "/robots.txt":
        return "robots"
    form = sniff_content_kind(body, content_type)
    if form == "html":
        return "page" if article else "listing"
    return None if form == "other" else form
