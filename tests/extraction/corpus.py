"""The shared corpus: published pages, with values read by hand (gold)."""

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
from tests.extraction.pages import NOW, parse_html

_UNCOMPARED_SIGNS = re.compile(
    "[\u064b-\u065f\u0670\u06d6-\u06ed\u0640\u200b-\u200f\u202a-\u202e\u2066-\u2069]"
)
_TIME_TOLERANCE = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class CorpusPage:
    """One page of the corpus; `gold` are its values in the manifest."""

    name: str
    url: str
    body: bytes
    gold: dict[str, Any]


def read_corpus_pages(folder: Path) -> Iterator[CorpusPage]:
    """Read a manifest and its pages."""
    for line in (folder / "manifest.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        body = gzip.decompress((folder / "pages" / f"{row['id']}.html.gz").read_bytes())
        yield CorpusPage(row["id"], row["url"], body, row["gold"])


def extract_corpus_page(page: CorpusPage) -> Article:
    """Extract a page as one of an unknown outlet."""
    return extract(parse_html(page.body, url=page.url), find_publisher(page.url, {}), now=NOW)


def split_compared_words(text: str | None) -> list[str]:
    """Return the words that are compared: without diacritics, with ASCII digits."""
    folded = to_ascii_digits(unicodedata.normalize("NFKC", text or ""))
    return re.findall(r"\w+", _UNCOMPARED_SIGNS.sub("", folded))


def score_shingles(gold: str, text: str) -> tuple[float, float, float]:
    """Return precision, recall and F1 of four-word shingles."""
    gold_shingles, text_shingles = _count_shingles(gold), _count_shingles(text)
    shared_shingles = (gold_shingles & text_shingles).total()
    if not shared_shingles:
        return 0.0, 0.0, 0.0
    precision, recall = (
        shared_shingles / text_shingles.total(),
        shared_shingles / gold_shingles.total(),
    )
    return precision, recall, 2 * precision * recall / (precision + recall)


def score_text(page: CorpusPage, article: Article) -> tuple[float, float, float]:
    """Score standfirst and text.

    Of pages whose gold may lack the standfirst, the better score with and without it counts.
    """
    gold_text = page.gold["text"]
    whole_score = score_shingles(gold_text, f"{article.lead or ''}\n{article.text or ''}")
    if page.name.startswith("f-"):
        return whole_score
    return max(
        whole_score, score_shingles(gold_text, article.text or ""), key=lambda score: score[2]
    )


def has_same_day(page: CorpusPage, article: Article) -> bool:
    """Say whether the day of publication is the gold's, in its zone or in UTC."""
    gold_time = datetime.fromisoformat(page.gold["published_at"])
    if article.published_at is None:
        return False
    days = {article.published_at.date(), article.published_at.astimezone(gold_time.tzinfo).date()}
    return bool(
        days
        & {
            gold_time.date(),
            gold_time.astimezone(UTC).date() if gold_time.tzinfo else gold_time.date(),
        }
    )


def has_same_time(page: CorpusPage, article: Article) -> bool:
    """Say whether the instant is the gold's within five minutes, its zone known."""
    gold_time = datetime.fromisoformat(page.gold["published_at"])
    is_zone_known = article.published is not None and article.published.zone is not None
    return (
        is_zone_known
        and article.published_at is not None
        and abs(article.published_at - gold_time) <= _TIME_TOLERANCE
    )


def _count_shingles(text: str) -> Counter[tuple[str, ...]]:
    words = split_compared_words(text)
    return Counter(zip(words, words[1:], words[2:], words[3:], strict=False))
