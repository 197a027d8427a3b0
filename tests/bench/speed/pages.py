"""The pages of the benchmark: real ones, and each again with its words in another order.

An outlet is one page of the corpus in as many editions as it takes: same mark-up, other text.
"""

import gzip
import os
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.bench.quality.newsroom import fetch_all
from tests.newsroom import Newsroom

_ROOT = Path(__file__).parents[3]
# Bytes are shuffled as they are, so that every charset stays what it was.
_PARTS = re.compile(
    rb"(?:<(script|style|textarea)\b[^>]*>.*?</\1\s*>|<!--.*?-->|<[^>]*>)|([^<]+)",
    re.IGNORECASE | re.DOTALL,
)
_SPACES = re.compile(rb"(\s+)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """A page as it was served, and where it comes from."""

    name: str
    body: bytes


def sources(shared: Path, count: int) -> list[Source]:
    """Return pages of every size: of the shared corpora, or of the newsroom where there is none."""
    files = sorted(shared.glob("corpus/*/pages/*.html.gz"))
    found = [Source(name=one.name, body=gzip.decompress(one.read_bytes())) for one in files]
    found = found or list(_newsroom())
    found.sort(key=lambda source: (len(source.body), source.name))
    step = max(1, len(found) / count)
    return [found[int(step * at + step / 2)] for at in range(min(count, len(found)))]


def edition(source: Source, number: int) -> bytes:
    """Return the page with the words of every text node in another order; number 0: as served."""
    if not number:
        return source.body
    return _PARTS.sub(lambda part: _reordered(part, number), source.body)


def _reordered(part: re.Match[bytes], number: int) -> bytes:
    text = part[2]
    if text is None or not _SPACES.search(text.strip()):
        return part[0]
    pieces = _SPACES.split(text)
    words = [piece for piece in pieces[::2] if piece]
    # Equal texts of one edition, as headline and title often are, stay equal.
    random.Random(b"%d %s" % (number, b" ".join(words))).shuffle(words)
    following = iter(words)
    return b"".join(
        piece if at % 2 or not piece else next(following) for at, piece in enumerate(pieces)
    )


def shared_folder() -> Path:
    """Return where the shared corpora are, or would be."""
    return Path(os.environ.get("WARRAQ_SHARED", _ROOT.parent / "shared"))


def _newsroom() -> Iterator[Source]:
    with Newsroom(0) as newsroom:
        for page in fetch_all(newsroom):
            if page.expected is not None:
                yield Source(name=page.url, body=page.body)
