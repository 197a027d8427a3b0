"""Documents of items of any kind, and the values they cannot hold."""

from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import attrs
import pytest

from crawler.items import STORED_FIELDS
from crawler.urls.canonical_form import make_url_id
from pipelines.items import Dropped
from pipelines.mongo.documents import make_article_document, make_storable
from tests.contract.crawl import NOON, article

DEEP: Any = "leaf"
for _ in range(200):
    DEEP = [DEEP]


@attrs.define
class AttrsItem:
    """An item of the third kind Scrapy knows."""

    url: str
    publisher: str
    content_hash: str
    fetched_at: datetime
    published_at: datetime
    outcome: str | None = None


def test_a_document_has_the_designs_fields_but_the_stores() -> None:
    document = make_article_document(article())
    assert document["_id"] == make_url_id(article().url)
    assert tuple(document) == ("_id", *STORED_FIELDS)
    assert document == make_article_document(asdict(article()))
    assert isinstance(document["authors"], list)


def test_any_kind_of_item_will_do() -> None:
    amman = timezone(timedelta(hours=3))
    item = AttrsItem("https://a.example/1", "a", "h", NOON, datetime(2026, 1, 1, 1, tzinfo=amman))
    document = make_article_document(item)
    assert document["published_at"] == datetime(2025, 12, 31, 22, tzinfo=UTC)
    assert document["tags"] is None


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"evidence": {"a.b": ""}}, "name"),
        ({"evidence": {"$a": ""}}, "name"),
        ({"evidence": {"a\0": ""}}, "name"),
        ({"evidence": {"\udc00": ""}}, "surrogate"),
        ({"tags": ["\ud83d"]}, "surrogate"),
        ({"title": "a\0b"}, "nul"),
        ({"extra.name": 1}, "name"),
        ({"word_count": 2**63}, "number"),
        ({"word_count": -(2**63) - 1}, "number"),
        ({"tags": {1, 2}}, "type"),
        ({"evidence": {1: "x"}}, "name"),
        ({"evidence": DEEP}, "depth"),
        ({"published_at": datetime(2026, 1, 1)}, "date"),  # noqa: DTZ001
        ({"published_at": datetime.max.replace(tzinfo=timezone(timedelta(hours=-5)))}, "date"),
        ({"text": "x" * (16 << 20)}, "size"),
        ({"content_hash": None}, "incomplete"),
        ({"publisher": 7}, "incomplete"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_rest_is_refused_by_name(values: dict[str, Any], reason: str) -> None:
    with pytest.raises(Dropped) as dropped:
        make_article_document(asdict(article()) | values)
    assert dropped.value.outcome == f"rejected:unstorable-{reason}"


def test_what_looks_odd_but_can_be_held_is_kept() -> None:
    odd = {"n": 2**63 - 1, "f": float("nan"), "emoji": "👨‍👩‍👧", "b": True, "none": None}
    assert make_storable({**odd, "f": 0.5}) == {**odd, "f": 0.5}
    first = datetime(1, 1, 1, tzinfo=UTC)
    assert make_article_document(replace(article(), published_at=first))["published_at"] == first
