"""The text of a page, and the boilerplate in and below it."""

import json

import pytest

from tests.extraction.pages import (
    PARAGRAPHS,
    TITLE,
    article_page,
    document,
    extract_article,
    paragraphs,
    split_article_paragraphs,
)

MIDDLE = {
    "read also": '<p><strong>اقرأ أيضا:</strong> <a href="/2">مدرسة متنقلة تلحق بقاطفي '
    "التفاح</a></p>",
    "read also plain": "<p>اقرأ أيضا مدرسة متنقلة تلحق بقاطفي التفاح</p>",
    "read also box": '<div><span>إقرأ أيضاً</span> <a href="/2">خبر آخر عن المدينة نفسها</a></div>',
    "you may like": '<h3>قد يهمك أيضا</h3><ul><li><a href="/2">خبر عن الطقس في '
    "المدينة</a></li></ul>",
    "advert": '<div class="ad-slot"><small>إعلان</small><a href="/ad">شقق للبيع في '
    "المدينة</a></div>",
    "share": '<div class="share-bar"><a href="/f">فيسبوك</a> <a href="/x">إكس</a></div>',
    "caption": '<figure><img src="/b.jpg"><figcaption>الساحة الشرقية</figcaption></figure>',
    "newsletter": '<div class="newsletter"><p>اشترك في النشرة اليومية ليصلك كل جديد من أخبار '
    "المدينة.</p></div>",
    "fact box": "<div><h4>السوق في سطور</h4><ul><li>بني قبل مئتي عام وفيه مئة محل</li></ul></div>",
    "date": "<div>آخر تحديث: 20 نوفمبر 2026 - 18:20</div>",
    "hidden": '<p style="display:none">نص لا يراه القارئ في هذه الصفحة إطلاقا.</p>',
    "call": '<p><b><a href="/app">حملوا تطبيق خبر على هواتفكم الآن</a></b></p>',
}


@pytest.mark.parametrize("block", MIDDLE)
@pytest.mark.parametrize("named", [True, False])
def test_boilerplate_in_mid_text_goes(block: str, named: bool) -> None:
    body = paragraphs(PARAGRAPHS[:3]) + MIDDLE[block] + paragraphs(PARAGRAPHS[3:])
    body = f'<div class="article-body">{body}</div>' if named else f"<div>{body}</div>"
    assert split_article_paragraphs(extract_article(article_page(body))) == list(PARAGRAPHS)


AFTER = {
    "tags": '<div class="tags">وسوم: <a href="/t/1">أسواق</a> <a href="/t/2">ترميم</a></div>',
    "related": '<h3>أخبار متعلقة</h3><div><h4><a href="/2">خبر ثان من المدينة '
    "القديمة</a></h4></div>",
    "comments": '<div id="comments"><h3>التعليقات</h3><p>ننتظر منذ سنوات هذا الافتتاح، شكرا '
    "لكم.</p></div>",
    "comments by name": '<div class="replies-list comments"><p>ننتظر منذ سنوات هذا '
    "الافتتاح.</p></div>",
    "disclaimer": "<p>الآراء الواردة في التعليقات لا تعبر عن رأي الموقع.</p>",
    "contact": "<p>للتواصل مع الكاتب: huda@khabar.example</p>",
    "bold label": "<p><b>شارك برأيك</b></p>",
    "author box": '<div class="author-box"><p>هدى المرزوقي صحفية تكتب عن العمارة منذ عشرين '
    "عاما.</p></div>",
    "rights": "<div>© 2026 جميع الحقوق محفوظة لصحيفة خبر</div>",
}


@pytest.mark.parametrize("block", AFTER)
def test_boilerplate_below_the_text_goes(block: str) -> None:
    assert split_article_paragraphs(
        extract_article(article_page(f"<div>{paragraphs()}{AFTER[block]}</div>"))
    ) == list(PARAGRAPHS)


def test_lists_quotes_and_sub_headings_are_text() -> None:
    body = (
        f"<p>{PARAGRAPHS[0]}</p><h2>سقف من خشب</h2><p>{PARAGRAPHS[1]}</p>"
        f"<blockquote>{PARAGRAPHS[2]}</blockquote><ul><li>ترميم السقف</li><li>توسيع "
        f"الساحة</li></ul>"
        f"<div><b>مرحلة ثانية</b></div><p>{PARAGRAPHS[4]}</p>"
    )
    assert split_article_paragraphs(extract_article(article_page(f"<div>{body}</div>"))) == [
        PARAGRAPHS[0], "سقف من خشب", PARAGRAPHS[1], PARAGRAPHS[2], "ترميم السقف", "توسيع الساحة",
        "مرحلة ثانية", PARAGRAPHS[4],
    ]  # fmt: skip


def test_single_breaks_in_verse_do_not_split_a_paragraph() -> None:
    body = f"<p>{PARAGRAPHS[0]}</p><p>سطر قصير<br>يتبعه سطر</p><p>{PARAGRAPHS[1]}</p>"
    assert (
        split_article_paragraphs(extract_article(article_page(f"<div>{body}</div>")))[1]
        == "سطر قصير يتبعه سطر"
    )


def test_inline_elements_do_not_split_words() -> None:
    first = PARAGRAPHS[0].replace("بلدية", "<b>بلد</b><i>ية</i>", 1)
    body = f"<p>{first}</p>{paragraphs(PARAGRAPHS[1:])}"
    assert split_article_paragraphs(extract_article(article_page(body)))[0] == PARAGRAPHS[0]


def test_the_words_of_boilerplate_may_begin_a_sentence() -> None:
    sentence = "المزيد من التجار ينتظرون دورهم في الطابق الثاني، كما يقول رئيس المجلس."
    body = paragraphs((*PARAGRAPHS[:2], sentence, *PARAGRAPHS[2:]))
    assert sentence in split_article_paragraphs(extract_article(article_page(f"<div>{body}</div>")))


def test_a_theme_that_calls_everything_sidebar_loses_nothing() -> None:
    page = article_page().replace(
        '<div class="main">', '<div class="page-with-sidebar comments-open">'
    )
    assert split_article_paragraphs(extract_article(page)) == list(PARAGRAPHS)


def test_article_body_tells_the_text_from_what_stands_between() -> None:
    json_ld = {"@type": "NewsArticle", "headline": TITLE, "articleBody": " ".join(PARAGRAPHS)}
    head = f'<script type="application/ld+json">{json.dumps(json_ld)}</script>'
    other_text = "<p>يقيم المعهد دورة جديدة في التصوير تبدأ الأسبوع المقبل وتستمر شهرين.</p>"
    body = paragraphs(PARAGRAPHS[:2]) + other_text + paragraphs(PARAGRAPHS[2:])
    article = extract_article(document(f"<h1>{TITLE}</h1><div>{body}</div>", head=head))
    assert split_article_paragraphs(article) == list(PARAGRAPHS)


def test_the_rung_of_the_text() -> None:
    assert (
        extract_article(article_page(f'<div class="post-content">{paragraphs()}</div>')).evidence[
            "text"
        ]
        == "markup"
    )
    assert extract_article(article_page()).evidence["text"] == "trafilatura"


def test_a_publishers_selectors_and_phrases_win() -> None:
    from crawler.publisher import PublisherSelectors

    body = (
        f'<div class="x1"><p>{PARAGRAPHS[0]}</p><p class="zz">سطر للحذف من هذا النص.</p></div>'
        f'<aside class="x2"><p>{PARAGRAPHS[1]}</p><p>خبر على واتساب: تابعونا كل صباح.</p></aside>'
    )
    article = extract_article(
        article_page(body),
        selectors=PublisherSelectors(text=(".x1, .x2",), remove=(".zz",), title=("//h1",)),
        chrome=("خبر على واتساب",),
    )
    assert split_article_paragraphs(article) == list(PARAGRAPHS[:2])
    assert article.evidence["text"] == article.evidence["title"] == "selector"


def test_paragraphs_laid_out_in_cards_are_no_teasers() -> None:
    cards = "".join(f'<div class="card item"><p>{text}</p></div>' for text in PARAGRAPHS)
    main = f'<div id="article-body" class="cards">{cards}</div>'
    assert extract_article(document(f"<h1>{TITLE}</h1>{main}")).text == "\n\n".join(PARAGRAPHS)
    teaser = '<div class="teaser-card"><p>افتتاح حديقة عامة في الحي الشمالي قريبا جدا.</p></div>'
    mixed = main.replace(cards, cards.replace("</div>", "</div>" + teaser, 2))
    assert extract_article(document(f"<h1>{TITLE}</h1>{mixed}")).text == "\n\n".join(PARAGRAPHS)


def test_a_list_below_the_last_paragraph_is_text_where_it_leads_nowhere() -> None:
    shops = ("محل العطور", "محل الأقمشة", "محل النحاس")
    items = "".join(f"<li>{shop}</li>" for shop in shops)
    body = f'<div class="entry-content">{paragraphs()}<h3>المحال</h3><ul>{items}</ul></div>'
    text = extract_article(document(f"<h1>{TITLE}</h1>{body}")).text or ""
    assert text.endswith("\n\n".join(("المحال", *shops)))
    linked = body.replace("<li>محل العطور", '<li><a href="/t/1">محل العطور</a>')
    assert "محل العطور" not in (extract_article(document(f"<h1>{TITLE}</h1>{linked}")).text or "")
