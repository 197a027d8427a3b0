"""Articles cleaned, and the rules that accept or reject them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from crawler.acceptance import is_in_date_range, reason_to_reject
from crawler.cleaning import clean_article
from crawler.items import Article, Image, PublicationDate
from crawler.text.normalise import FOLDING_VERSION

CAIRO = timezone(timedelta(hours=2))
TEXT = "افتتحت البلدية صباح أمس مكتبة عامة في الحي القديم بعد أعمال ترميم دامت عامين كاملين"
ARTICLE = Article(
    url="https://example.org/1",
    fetched_url="https://example.org/1",
    publisher="example.org",
    fetched_at=datetime(2026, 11, 23, 9, tzinfo=CAIRO),
    title=" افتتاح\u00a0مكتبـــة  عامة ",
    text=f"{TEXT}.\n\n\n{TEXT}.",
    authors=("سلمى  الحداد", "", "سلمى الحداد"),
    images=(Image(url=None, caption=" القاعة\u200f "),),
    language="ar",
    published_at=datetime(2026, 11, 22, 23, 30, tzinfo=CAIRO),
)


def make_publication_date(precision: str) -> PublicationDate:
    return PublicationDate(
        raw="22 نوفمبر 2026",
        source="markup",
        precision=precision,  # type: ignore[arg-type]
        zone="Africa/Cairo",
        zone_assumed=False,
    )


def test_letters_instants_and_derived_fields() -> None:
    article = clean_article(ARTICLE)
    assert article.title == "افتتاح مكتبة عامة"
    assert article.text == f"{TEXT}.\n\n{TEXT}."
    assert article.authors == ("سلمى الحداد",)
    assert article.images[0].caption == "القاعة"
    assert article.published_at == datetime(2026, 11, 22, 21, 30, tzinfo=UTC)
    assert article.fetched_at is not None and article.fetched_at.tzinfo is UTC
    assert article.word_count == 2 * len(TEXT.split())
    assert article.search_text
    assert "مكتبه" in article.search_text
    assert article.search_version == FOLDING_VERSION
    assert clean_article(article) == article


def test_a_printed_day_is_midnight_utc_of_that_day() -> None:
    midnight = datetime(2026, 11, 22, 0, 0, tzinfo=CAIRO)
    article = clean_article(
        replace(ARTICLE, published_at=midnight, published=make_publication_date("day"))
    )
    assert article.published_at == datetime(2026, 11, 22, tzinfo=UTC)


def test_the_hash_is_of_headline_standfirst_and_body() -> None:
    same = clean_article(replace(ARTICLE, tags=("جديد",), fetched_at=datetime.now(UTC)))
    other = clean_article(replace(ARTICLE, title="عنوان آخر"))
    assert same.content_hash == clean_article(ARTICLE).content_hash != other.content_hash


@pytest.mark.parametrize(("change", "reason"), [
    ({}, None),
    ({"kind": "listing"}, "not-an-article"),
    ({"kind": "video"}, "video-page"),
    ({"title": None}, "no-title"),
    ({"text": None}, "no-text"),
    ({"language": "fa"}, "not-arabic"),
    ({"language": None}, "not-arabic"),
    ({"text": "خبر قصير جدا"}, "too-short"),
])  # fmt: skip
def test_rejection_reasons(change: dict[str, object], reason: str | None) -> None:
    assert reason_to_reject(clean_article(replace(ARTICLE, **change))) == reason  # type: ignore[arg-type]


def test_an_unknown_date_is_in_every_range() -> None:
    now = datetime(2026, 11, 23, tzinfo=UTC)
    assert is_in_date_range(None, now, now)
    assert is_in_date_range(now, now, None)
    assert not is_in_date_range(now, None, now)
