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
    extract_article,
    make_publisher,
    paragraphs,
    parse_html,
)

UNDATED = "https://khabar.example/market-roof-4821"


def dated(html: str, *, head: str = "", url: str = UNDATED, **publisher: str) -> Article:
    return extract_article(
        document(f"<h1>{TITLE}</h1>{html}{paragraphs()}", head=head), url=url, **publisher
    )


def november(day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("html", "instant", "precision"),
    [
        ('<time datetime="2026-11-20T09:40:00+03:00">الجمعة</time>', november(20, 6, 40), "minute"),
        ('<span class="date">الجمعة 20 تشرين الثاني 2026</span>', november(20), "day"),
        (
            '<span itemprop="datePublished" content="2026-11-20T09:40:00Z"></span>',
            november(20, 9, 40),
            "minute",
        ),
        (
            '<span property="dc:date" content="2026-11-20T09:40:00+03:00">أمس</span>',
            november(20, 6, 40),
            "minute",
        ),
        ("<div>20/11/2026 - 09:40</div>", november(20, 9, 40), "minute"),
        ("<div>هدى المرزوقي - ٢٠ نوفمبر ٢٠٢٦</div>", november(20), "day"),
    ],
)
def test_visible_dates(html: str, instant: datetime, precision: str) -> None:
    article = dated(html)
    assert article.published_at == instant
    assert article.published is not None
    assert (article.published.source, article.published.precision) == ("markup", precision)


def test_published_and_modified_are_distinguished_in_one_line() -> None:
    article = dated("<div>نشر في: 18/11/2026 10:00<br>آخر تحديث: 20/11/2026 18:30</div>")
    assert (article.published_at, article.modified_at) == (november(18, 10), november(20, 18, 30))


@pytest.mark.parametrize(
    "label", ["آخر تحيين", "حُدّث", "عُدّل في", "تم تحيينه", "تاريخ التعديل", "Dernière mise à jour"]
)
def test_update_labels_of_all_arab_countries(label: str) -> None:
    line = f"نُشر يوم الأربعاء 18 نوفمبر 2026 على الساعة 10:00 | {label}: 20 نوفمبر 2026 - 18:30"
    article = dated(f"<div>{line}</div>")
    assert (article.published_at, article.modified_at) == (november(18, 10), november(20, 18, 30))


def test_the_clock_of_the_page_is_no_date_of_an_article() -> None:
    clock = '<div class="top"><span class="date">الاثنين 23 نوفمبر 2026</span></div>'
    menu = "".join(f'<a href="/{n}">قسم رقم {n}</a>' for n in range(8))
    page = document(f"{clock}<ul>{menu}</ul><h1>{TITLE}</h1>{{}}{paragraphs()}")
    assert extract_article(page.format(""), url=UNDATED).published_at is None
    day = extract_article(page.format("<div>20 نوفمبر 2026</div>"), url=UNDATED).published_at
    assert day == november(20)


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
    assert extract_article(page, url=UNDATED).published_at is None


def test_the_first_date_wins_unless_a_later_one_knows_the_minute() -> None:
    node = {"@type": "NewsArticle", "headline": TITLE, "datePublished": "2026-11-20"}
    head = f'<script type="application/ld+json">{json.dumps(node)}</script>'
    article = dated('<div class="date">20/11/2026 09:40</div>', head=head)
    assert article.published_at == november(20, 9, 40)
    other_day = dated('<div class="date">19/11/2026 09:40</div>', head=head)
    assert other_day.published_at == november(20)
    assert other_day.evidence["published_at"] == "json-ld"


@pytest.mark.parametrize("raw", ["2030-01-01T00:00:00Z", "0001-01-01T00:00:00", "1970-01-01", "x"])
def test_impossible_dates_do_not_count(raw: str) -> None:
    head = f'<meta property="article:published_time" content="{raw}">'
    assert dated("", head=head).published_at is None


def test_the_zone_of_the_publisher_then_of_the_domain_then_unknown() -> None:
    html = '<div class="date">20/11/2026 09:40</div>'
    by_publisher = dated(html, timezone="Asia/Riyadh")
    assert by_publisher.published_at == november(20, 6, 40)
    by_domain = dated(html, url="https://khabar.com.lb/market-4821")
    assert by_domain.published_at == november(20, 7, 40)
    assert by_domain.published is not None and by_domain.published.zone == "Asia/Beirut"
    unknown = dated(html)
    assert unknown.published_at == november(20, 9, 40)
    assert unknown.published is not None
    assert (unknown.published.zone, unknown.published.zone_assumed) == (None, True)


def test_a_visible_time_corrects_a_local_one_mislabelled_as_utc() -> None:
    head = '<meta property="article:published_time" content="2026-11-20T09:40:00Z">'
    same_time = '<div class="date">20/11/2026 09:40</div>'
    assert dated(same_time, head=head, timezone="Asia/Riyadh").published_at == november(20, 6, 40)
    assert dated(same_time, head=head).published_at == november(20, 9, 40)
    other_time = '<div class="date">20/11/2026 12:40</div>'
    assert dated(other_time, head=head, timezone="Asia/Riyadh").published_at == november(20, 9, 40)


@pytest.mark.parametrize("zone", ["+03:00", "Z"])
@pytest.mark.parametrize("timezone", ["", "Asia/Riyadh"])
def test_skipped_visible_dates_change_nothing(zone: str, timezone: str) -> None:
    meta_dates = [
        ("published", f"2026-11-20T09:40:00{zone}"),
        ("modified", f"2026-11-20T11:00:00{zone}"),
    ]
    head = "".join(
        f'<meta property="article:{name}_time" content="{value}">' for name, value in meta_dates
    )
    page = document(
        f'<h1>{TITLE}</h1><div class="date">20/11/2026 09:40</div>{paragraphs()}', head=head
    )
    publisher = make_publisher(timezone=timezone)
    article = extract(parse_html(page, url=UNDATED), publisher, now=NOW)
    explained = explain(parse_html(page, url=UNDATED), publisher, now=NOW)
    assert article == explained.article
    assert any(answer.rung == "markup" and "20/11" in answer.value for answer in explained.answers)
    is_mislabelled = zone == "Z" and timezone
    assert article.published_at == (
        november(20, 6, 40) if is_mislabelled or zone != "Z" else november(20, 9, 40)
    )


def test_the_address_and_the_hint_come_last() -> None:
    article = dated("", url="https://khabar.example/2026/11/19/market-4821")
    assert article.published_at == november(19)
    assert article.evidence["published_at"] == "address"
    hint = Link(
        url=UNDATED, kind="article", title=TITLE, published=november(18, 7), section="محليات"
    )
    hinted = extract(parse_html(article_page(), url=UNDATED), make_publisher(), now=NOW, hint=hint)
    assert (hinted.published_at, hinted.section) == (november(18, 7), "محليات")
    assert hinted.evidence["published_at"] == hinted.evidence["section"] == "hint"
