"""The shared corpus: pages as published, with gold read by hand."""

import gzip
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from crawler.extraction import extract
from crawler.items import Article
from crawler.publisher import find_publisher
from crawler.text.normalise import to_ascii_digits
from tests.extraction.pages import NOW, read

_NOT_COUNTED = re.compile(
    "[\u064b-\u065f\u0670\u06d6-\u06ed\u0640\u200b-\u200f\u202a-\u202e\u2066-\u2069]"
)
_CLOSE = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Case:
    """One page of the corpus; `gold` as its manifest has it."""

    name: str
    url: str
    body: bytes
    gold: dict[str, Any]


def cases(folder: Path) -> Iterator[Case]:
    """Read a manifest and its pages."""
    for line in (folder / "manifest.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        body = gzip.decompress((folder / "pages" / f"{row['id']}.html.gz").read_bytes())
        yield Case(row["id"], row["url"], body, row["gold"])


def article_of(case: Case) -> Article:
    """Extract a page as one of an unknown outlet."""
    return extract(read(case.body, url=case.url), find_publisher(case.url, {}), now=NOW)


def words(text: str | None) -> list[str]:
    """Return the words that are compared."""
    folded = to_ascii_digits(unicodedata.normalize("NFKC", text or ""))
    return re.findall(r"\w+", _NOT_COUNTED.sub("", folded))


def shared(gold: str, text: str) -> tuple[float, float, float]:
    """Return precision, recall and F1 of four-word shingles."""
    wanted, found = _shingles(gold), _shingles(text)
    both = (wanted & found).total()
    if not both:
        return 0.0, 0.0, 0.0
    precision, recall = both / found.total(), both / wanted.total()
    return precision, recall, 2 * precision * recall / (precision + recall)


def text_score(case: Case, article: Article) -> tuple[float, float, float]:
    """Score lead and text; of pages whose gold may leave the lead out, the better of both ways."""
    gold = case.gold["text"]
    whole = shared(gold, f"{article.lead or ''}\n{article.text or ''}")
    if case.name.startswith("f-"):
        return whole
    return max(whole, shared(gold, article.text or ""), key=lambda score: score[2])


def same_day(case: Case, article: Article) -> bool:
    """Whether the day of publication is the gold's, in its zone or in UTC."""
    gold = datetime.fromisoformat(case.gold["published_at"])
    if article.published_at is None:
        return False
    found = {article.published_at.date(), article.published_at.astimezone(gold.tzinfo).date()}
    return bool(found & {gold.date(), gold.astimezone(UTC).date() if gold.tzinfo else gold.date()})


def same_time(case: Case, article: Article) -> bool:
    """Whether the instant is the gold's within five minutes, its zone known."""
    gold = datetime.fromisoformat(case.gold["published_at"])
    known = article.published is not None and article.published.zone is not None
    return known and article.published_at is not None and abs(article.published_at - gold) <= _CLOSE


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    found = words(text)
    return Counter(zip(found, found[1:], found[2:], found[3:], strict=False))
