"""Pages of the benchmark: real ones, and editions of each with the words in another order.

An outlet is one page of the corpus in many editions: the same mark-up, other text.
"""

import gzip
import os
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.bench.quality.corpus import read_corpus
from tests.bench.quality.newsroom import fetch_pages
from tests.newsroom import Newsroom

_ROOT = Path(__file__).parents[3]
_CORPORA = ("real", "arabized")
# Bytes are shuffled as they are, so that every charset stays what it was.
_PARTS = re.compile(
    rb"(?:<(script|style|textarea)\b[^>]*>.*?</\1\s*>|<!--.*?-->|<[^>]*>)|([^<]+)",
    re.IGNORECASE | re.DOTALL,
)
_SPACES = re.compile(rb"(\s+)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """A page as it was served; `name` is its file or address."""

    name: str
    body: bytes


def select_sources(shared: Path, count: int) -> list[Source]:
    """Return pages of every size: of the shared corpora, else of the sample newsroom."""
    files = sorted(page.file for name in _CORPORA for page in read_corpus(shared / "corpus", name))
    sources = [Source(name=file.name, body=gzip.decompress(file.read_bytes())) for file in files]
    sources = sources or list(_fetch_newsroom())
    sources.sort(key=lambda source: (len(source.body), source.name))
    step = max(1, len(sources) / count)
    return [sources[int(step * index + step / 2)] for index in range(min(count, len(sources)))]


def build_edition(source: Source, number: int) -> bytes:
    """Return the page with the words of every text node in another order; number 0: as served."""
    if not number:
        return source.body
    return _PARTS.sub(lambda part: _reorder_words(part, number), source.body)


def _reorder_words(part: re.Match[bytes], number: int) -> bytes:
    text = part[2]
    if text is None or not _SPACES.search(text.strip()):
        return part[0]
    pieces = _SPACES.split(text)
    words = [piece for piece in pieces[::2] if piece]
    # Equal texts of one edition, as headline and title often are, stay equal.
    random.Random(b"%d %s" % (number, b" ".join(words))).shuffle(words)
    shuffled = iter(words)
    return b"".join(
        piece if index % 2 or not piece else next(shuffled) for index, piece in enumerate(pieces)
    )


def shared_folder() -> Path:
    """Return the folder of the shared corpora, which may be absent."""
    return Path(os.environ.get("WARRAQ_SHARED", _ROOT.parent / "shared"))


def _fetch_newsroom() -> Iterator[Source]:
    with Newsroom(0) as newsroom:
        for page in fetch_pages(newsroom):
            if page.expected is not None:
                yield Source(name=page.url, body=page.body)
