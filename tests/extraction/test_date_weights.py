"""The article's date among others: the heaviest evidence wins, and the page's clock never."""

import json
from datetime import UTC, datetime

import pytest

from crawler.extraction import explain, extract
from crawler.items import Article
from tests.extraction.pages import NOW, TITLE, document, make_publisher, paragraphs, parse_html

UNDATED = "https://khabar.example/market-roof-4821"
MASTHEAD = (
    '<div><a href="/"><img src="/logo.gif"></a><span>{}</span>'
    + "".join(f'<a href="/{n}">قسم رقم {n}</a>' for n in range(8))
    + "</div>"
)


def extract_dated(
    html: str,
    *,
    head: str = "",
    above: str = "",
    url: str = UNDATED,
    now: datetime | None = None,
    body: str = "",
) -> Article:
    page = document(f"{above}<h1>{TITLE}</h1>{html}{body or paragraphs()}", head=head)
    return extract(parse_html(page, url=url), make_publisher(), now=now)


def november(day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize("now", [None, NOW])
@pytest.mark.parametrize(
    ("html", "url"),
    [
        ("<div>نشر في 20 نوفمبر 2026</div>", UNDATED),
        ("<div>هدى المرزوقي | 20/11/2026</div>", UNDATED),
        ("", "https://khabar.example/2026/11/20/market-4821"),
    ],
)
def test_the_clock_in_the_masthead_is_outweighed(html: str, url: str, now: datetime | None) -> None:
    article = extract_dated(html, above=MASTHEAD.format("الاثنين 23 نوفمبر 2026"), url=url, now=now)
    assert article.published_at == november(20)


def test_a_clock_alone_is_no_date_without_a_now() -> None:
    assert extract_dated("", above=MASTHEAD.format("الاثنين 23 نوفمبر 2026")).published_at is None


@pytest.mark.parametrize(
    "element",
    [
        '<abbr class="timeago" title="2026-11-05T10:30:00+03:00">منذ 3 أسابيع</abbr>',
        '<span class="ago" data-published-time="2026-11-05T07:30:00Z">منذ 3 أسابيع</span>',
        '<b aria-label="5 نوفمبر 2026 10:30 بتوقيت مكة">قبل: 18 يوما</b>',
        '<relative-time datetime="2026-11-05T07:30:00Z">قبل 18 يوما</relative-time>',
    ],
)
def test_an_absolute_date_outweighs_a_relative_one(element: str) -> None:
    for now in (NOW, None):
        assert extract_dated(f"<div>{element}</div>", now=now).published_at == november(5, 7, 30)


def test_a_relative_date_needs_a_now() -> None:
    assert extract_dated("<div>نشر منذ 3 أيام</div>", now=NOW).published_at == november(20)
    assert extract_dated("<div>نشر منذ 3 أيام</div>").published_at is None


def test_a_rewritten_published_time_yields_to_the_printed_one() -> None:
    head = "".join(
        f'<meta property="article:{name}_time" content="2026-11-20T08:00:00+03:00">'
        for name in ("published", "modified")
    )
    printed = extract_dated("<div>نشر في: 5 نوفمبر 2026 - 10:30</div>", head=head)
    assert printed.published_at is not None
    assert printed.published_at.date().isoformat() == "2026-11-05"
    assert extract_dated("", head=head).published_at == november(20, 5)


def test_a_web_page_node_of_this_address_dates_it() -> None:
    node = {"@type": "WebPage", "@id": UNDATED, "datePublished": "2026-11-05T10:30:00+03:00"}
    head = '<script type="application/ld+json">{}</script>'
    assert extract_dated("", head=head.format(json.dumps(node))).published_at == november(5, 7, 30)
    other = {**node, "@id": "https://khabar.example/other"}
    assert extract_dated("", head=head.format(json.dumps(other))).published_at is None


@pytest.mark.parametrize(
    "other",
    [
        '<div itemscope itemtype="https://schema.org/NewsArticle"><a href="/3">خبر آخر</a>'
        '<meta itemprop="datePublished" content="2026-11-20T08:00:00+03:00"></div>',
        '<article><a href="/3">خبر آخر</a><time datetime="2026-11-20">20 نوفمبر</time></article>',
        '<ul><li><a href="/3">خبر آخر عن شؤون المدينة وسكانها</a><time>2026-11-20</time></li></ul>',
    ],
)
def test_dates_in_other_articles_are_not_this_ones(other: str) -> None:
    dated = "<div><time datetime='2026-11-05T07:30:00Z'>5 نوفمبر</time></div>"
    assert extract_dated(dated, above=other).published_at == november(5, 7, 30)
    assert extract_dated("", above=other).published_at is None


def test_a_hidden_scope_describes_the_page() -> None:
    scope = (
        '<div itemscope itemtype="https://schema.org/NewsArticle">'
        '<meta itemprop="datePublished" content="2026-11-05T10:30:00+03:00"></div>'
    )
    assert extract_dated("", above=scope).published_at == november(5, 7, 30)


def test_several_dates_below_the_text_are_none_of_its() -> None:
    below = "<div>20/11/2026</div><div>18/11/2026</div>"
    assert extract_dated("", body=paragraphs() + below).published_at is None


def test_explain_shows_what_each_date_weighed() -> None:
    page = document(f"<h1>{TITLE}</h1><div>نشر في 20/11/2026</div>{paragraphs()}")
    answers = explain(parse_html(page, url=UNDATED), make_publisher(), now=None).answers
    weighed = [(each.value, each.weight) for each in answers if each.field == "published_at"]
    assert ("20/11/2026 (label by headline)", 6.0) in weighed


@pytest.mark.parametrize(
    ("head", "url", "zone"),
    [
        ('<meta name="geo.region" content="TN">', UNDATED, "Africa/Tunis"),
        ('<meta property="og:site_name" content="صحيفة الرياض">', UNDATED, "Asia/Riyadh"),
        ("", "https://www.lebanon-news.example/roof-4821", "Asia/Beirut"),
        (
            '<meta property="og:site_name" content="Nahda FM">'
            '<meta name="keywords" content="nahda fm, أخبار الجزائر">',
            UNDATED,
            "Africa/Algiers",
        ),
        ('<meta name="keywords" content="أخبار الجزائر, سوق">', UNDATED, None),
        ('<meta property="og:locale" content="ar_SA">', UNDATED, None),
        (
            '<meta name="geo.region" content="TN"><meta name="country" content="EG">',
            UNDATED,
            None,
        ),
        (
            '<meta property="article:modified_time" content="2026-11-21T09:40:00+04:00">',
            UNDATED,
            "+04:00",
        ),
    ],
)
def test_the_zone_of_a_time_by_what_the_page_says_of_its_outlet(
    head: str, url: str, zone: str | None
) -> None:
    article = extract_dated("<div>نشر في 20/11/2026 - 09:40</div>", head=head, url=url)
    assert article.published is not None
    assert (article.published.zone, article.published.zone_assumed) == (zone, zone is None)
