import json
from datetime import UTC, datetime

import pytest

from crawler.discovery.links import Link
from crawler.extraction import explain, extract
from crawler.items import Article
from tests.extraction.pages import (
    NOW,
    TITLE,
    article_page,
    document,
    extracted,
    outlet,
    paragraphs,
    read,
)

UNDATED = "https://khabar.example/market-roof-4821"


def dated(html: str, *, head: str = "", url: str = UNDATED, **publisher: str) -> Article:
    return extracted(
        document(f"<h1>{TITLE}</h1>{html}{paragraphs()}", head=head), url=url, **publisher
    )


def at(day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("html", "instant", "precision"),
    [
        ('<time datetime="2026-11-20T09:40:00+03:00">الجمعة</time>', at(20, 6, 40), "minute"),
        ('<span class="date">الجمعة 20 تشرين الثاني 2026</span>', at(20), "day"),
        (
            '<span itemprop="datePublished" content="2026-11-20T09:40:00Z"></span>',
            at(20, 9, 40),
            "minute",
        ),
        (
            '<span property="dc:date" content="2026-11-20T09:40:00+03:00">أمس</span>',
            at(20, 6, 40),
            "minute",
        ),
        ("<div>20/11/2026 - 09:40</div>", at(20, 9, 40), "minute"),
        ("<div>هدى المرزوقي - ٢٠ نوفمبر ٢٠٢٦</div>", at(20), "day"),
    ],
)
def test_visible_dates(html: str, instant: datetime, precision: str) -> None:
    article = dated(html)
    assert article.published_at == instant
    assert article.published is not None
    assert (article.published.source, article.published.precision) == ("markup", precision)


def test_published_and_changed_are_told_apart_in_one_line() -> None:
    article = dated("<div>نشر في: 18/11/2026 10:00<br>آخر تحديث: 20/11/2026 18:30</div>")
    assert (article.published_at, article.modified_at) == (at(18, 10), at(20, 18, 30))


@pytest.mark.parametrize(
    "label", ["آخر تحيين", "حُدّث", "عُدّل في", "تم تحيينه", "تاريخ التعديل", "Dernière mise à jour"]
)
def test_update_labels_of_all_arab_countries(label: str) -> None:
    line = f"نُشر يوم الأربعاء 18 نوفمبر 2026 على الساعة 10:00 | {label}: 20 نوفمبر 2026 - 18:30"
    article = dated(f"<div>{line}</div>")
    assert (article.published_at, article.modified_at) == (at(18, 10), at(20, 18, 30))


def test_the_pages_own_clock_is_no_date_of_an_article() -> None:
    clock = '<div class="top"><span class="date">الاثنين 23 نوفمبر 2026</span></div>'
    menu = "".join(f'<a href="/{n}">قسم رقم {n}</a>' for n in range(8))
    page = document(f"{clock}<ul>{menu}</ul><h1>{TITLE}</h1>{{}}{paragraphs()}")
    assert extracted(page.format(""), url=UNDATED).published_at is None
    day = extracted(page.format("<div>20 نوفمبر 2026</div>"), url=UNDATED).published_at
    assert day == at(20)


@pytest.mark.parametrize(
    "after",
    [
        '<div class="comments"><div class="comment"><time>21 نوفمبر '
        "2026</time><p>شكرا</p></div></div>",
        '<div class="related"><span class="date">22/11/2026</span><a href="/2">خبر آخر</a></div>',
        '<aside><time datetime="2026-11-22">22</time></aside>',
    ],
)
def test_dates_of_comments_and_other_articles_do_not_count(after: str) -> None:
    page = document(f"<h1>{TITLE}</h1>{paragraphs()}{after}")
    assert extracted(page, url=UNDATED).published_at is None


def test_the_ladder_and_a_rung_that_knows_the_minute() -> None:
    told = {"@type": "NewsArticle", "headline": TITLE, "datePublished": "2026-11-20"}
    head = f'<script type="application/ld+json">{json.dumps(told)}</script>'
    article = dated('<div class="date">20/11/2026 09:40</div>', head=head)
    assert article.published_at == at(20, 9, 40)
    other_day = dated('<div class="date">19/11/2026 09:40</div>', head=head)
    assert other_day.published_at == at(20)
    assert other_day.evidence["published_at"] == "json-ld"


@pytest.mark.parametrize("raw", ["2030-01-01T00:00:00Z", "0001-01-01T00:00:00", "1970-01-01", "x"])
def test_impossible_dates_do_not_count(raw: str) -> None:
    head = f'<meta property="article:published_time" content="{raw}">'
    assert dated("", head=head).published_at is None


def test_the_zone_of_the_publisher_then_of_the_domain_then_unknown() -> None:
    html = '<div class="date">20/11/2026 09:40</div>'
    known = dated(html, timezone="Asia/Riyadh")
    assert known.published_at == at(20, 6, 40)
    domain = dated(html, url="https://khabar.com.lb/market-4821")
    assert domain.published_at == at(20, 7, 40)
    assert domain.published is not None and domain.published.zone == "Asia/Beirut"
    unknown = dated(html)
    assert unknown.published_at == at(20, 9, 40)
    assert unknown.published is not None
    assert (unknown.published.zone, unknown.published.zone_assumed) == (None, True)


def test_a_local_time_mislabelled_as_utc_is_seen_by_the_visible_one() -> None:
    head = '<meta property="article:published_time" content="2026-11-20T09:40:00Z">'
    shown = '<div class="date">20/11/2026 09:40</div>'
    assert dated(shown, head=head, timezone="Asia/Riyadh").published_at == at(20, 6, 40)
    assert dated(shown, head=head).published_at == at(20, 9, 40)
    other = '<div class="date">20/11/2026 12:40</div>'
    assert dated(other, head=head, timezone="Asia/Riyadh").published_at == at(20, 9, 40)


@pytest.mark.parametrize("zone", ["+03:00", "Z"])
@pytest.mark.parametrize("timezone", ["", "Asia/Riyadh"])
def test_what_is_left_out_changes_nothing(zone: str, timezone: str) -> None:
    told = [("published", f"2026-11-20T09:40:00{zone}"), ("modified", f"2026-11-20T11:00:00{zone}")]
    head = "".join(
        f'<meta property="article:{name}_time" content="{value}">' for name, value in told
    )
    page = document(
        f'<h1>{TITLE}</h1><div class="date">20/11/2026 09:40</div>{paragraphs()}', head=head
    )
    misal = outlet(timezone=timezone)
    found = extract(read(page, url=UNDATED), misal, now=NOW)
    explained = explain(read(page, url=UNDATED), misal, now=NOW)
    assert found == explained.article
    assert any(one.rung == "markup" and "20/11" in one.value for one in explained.answers)
    local = zone == "Z" and timezone
    assert found.published_at == (at(20, 6, 40) if local or zone != "Z" else at(20, 9, 40))


def test_the_address_and_the_hint_come_last() -> None:
    article = dated("", url="https://khabar.example/2026/11/19/market-4821")
    assert article.published_at == at(19)
    assert article.evidence["published_at"] == "address"
    hint = Link(url=UNDATED, kind="article", title=TITLE, published=at(18, 7), section="محليات")
    hinted = extract(read(article_page(), url=UNDATED), outlet(), now=NOW, hint=hint)
    assert (hinted.published_at, hinted.section) == (at(18, 7), "محليات")
    assert hinted.evidence["published_at"] == hinted.evidence["section"] == "hint"
