"""Fields of pages whose class names say nothing: labels and position decide."""

import pytest

from crawler.items import Image
from tests.extraction.pages import (
    PARAGRAPHS,
    TITLE,
    document,
    extract_article,
    paragraphs,
    split_article_paragraphs,
)

UNDATED = "https://khabar.example/market-roof-4821"


READER_COMMENT = "شكرا على هذا الخبر المفرح لكل الأهالي. " * 3


def page(above: str = "", below: str = "", between: str = "") -> str:
    return document(
        f'<div>{above}</div><h1 class="t1">{TITLE}</h1>{between}'
        f'<div class="m7">{paragraphs()}</div>{below}'
    )


@pytest.mark.parametrize("sign", [">", "»", "/", "›"])
@pytest.mark.parametrize("last", ["", TITLE, "التفاصيل"])
def test_a_breadcrumb_above_the_headline(sign: str, last: str) -> None:
    steps = f'<a href="/">الرئيسية</a> {sign} <a href="/l">محليات</a>'
    above = f"<span>{steps}{f' {sign} {last}' if last else ''}</span>"
    assert extract_article(page(above)).section == "محليات"


@pytest.mark.parametrize(
    "label", ["كلمات دالة:", "الكلمات المفاتيح :", "وسوم", "الكلمات المفتاحية"]
)
def test_tags_behind_a_label(label: str) -> None:
    below = f'<div class="q2"><b>{label}</b> <a href="/1">أسواق</a> | <a href="/2">ترميم</a></div>'
    assert extract_article(page(below=below)).tags == ("أسواق", "ترميم")


@pytest.mark.parametrize(
    "between",
    [
        "<div><b>بقلم: هدى المرزوقي</b> | نُشر يوم الخميس 19 نونبر 2026</div>",
        "<div><b>هدى المرزوقي</b> | نُشر يوم الخميس 19 نونبر 2026</div>",
        '<div class="z9">كتبت: هدى المرزوقي</div>',
    ],
)
def test_bylines_beside_a_date_or_behind_a_label(between: str) -> None:
    assert extract_article(page(between=between)).authors == ("هدى المرزوقي",)


def test_a_signature_below_the_text() -> None:
    article = extract_article(page(below="<div><b>هدى المرزوقي</b></div>"))
    assert article.authors == ("هدى المرزوقي",)
    assert split_article_paragraphs(article) == list(PARAGRAPHS)


def test_a_section_beside_the_date_is_no_author() -> None:
    link = '<a href="/l">أسواق المدينة</a>'
    article = extract_article(page(above=link, between="<div>أسواق المدينة | 19 نوفمبر 2026</div>"))
    assert article.authors == ()


def test_a_change_labelled_within_a_line() -> None:
    first, last = "نُشر يوم 18 نونبر 2026 على الساعة 10:00", "19 نونبر 2026 على الساعة 11:30"
    line = f"<div>{first} | آخر تحيين: {last}</div>"
    article = extract_article(page(between=line), url=UNDATED)
    assert article.published_at is not None
    assert article.modified_at is not None
    assert (article.published_at.day, article.modified_at.day) == (18, 19)


def test_comments_below_their_heading_are_not_the_text() -> None:
    below = (
        f'<div class="m7"><h4>التعليقات (2)</h4><p>{READER_COMMENT}</p>'
        "<p>ننتظر مثله في مدينتنا منذ أعوام طويلة.</p></div>"
    )
    assert split_article_paragraphs(extract_article(page(below=below))) == list(PARAGRAPHS)


def test_a_photo_and_its_caption_as_term_and_definition() -> None:
    photo = '<dl class="d1"><dt><img src="/a.jpg"></dt><dd>السقف بعد الترميم</dd></dl>'
    body = f"{paragraphs(PARAGRAPHS[:2])}{photo}{paragraphs(PARAGRAPHS[2:])}"
    article = extract_article(document(f"<h1>{TITLE}</h1><div>{body}</div>"))
    assert split_article_paragraphs(article) == list(PARAGRAPHS)
    assert article.images == (
        Image(url="https://khabar.example/a.jpg", caption="السقف بعد الترميم", credit=None),
    )


def test_a_headline_that_the_page_links_elsewhere_is_another_articles() -> None:
    other = "مدرسة متنقلة تلحق بأطفال قاطفي التفاح في القرى"
    body = f"{paragraphs(PARAGRAPHS[:3])}<p>{other}</p>{paragraphs(PARAGRAPHS[3:])}"
    linked = f'<div class="w3"><a href="/9">{other}</a></div>'
    article = extract_article(document(f"<h1>{TITLE}</h1><div>{body}</div>{linked}"))
    assert split_article_paragraphs(article) == list(PARAGRAPHS)


@pytest.mark.parametrize("line", ["المصدر: وكالات", "رويترز", "ترجمة: سالم الكندي", "(أ ف ب)"])
def test_a_source_line_below_the_text_is_not_the_text(line: str) -> None:
    body = f"{paragraphs()}<p>{line}</p>"
    assert split_article_paragraphs(
        extract_article(document(f"<h1>{TITLE}</h1><div>{body}</div>"))
    ) == list(PARAGRAPHS)


def test_a_timeline_keeps_its_dates() -> None:
    items = "<ul><li>12 مارس 2023: بدء العمل في السقف</li><li>9 مايو 2025: فتح البوابة</li></ul>"
    body = f"{paragraphs(PARAGRAPHS[:3])}{items}{paragraphs(PARAGRAPHS[3:])}"
    texts = split_article_paragraphs(
        extract_article(document(f"<h1>{TITLE}</h1><div>{body}</div>"))
    )
    assert "12 مارس 2023: بدء العمل في السقف" in texts
