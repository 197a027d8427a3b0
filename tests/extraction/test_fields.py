"""Section, tags, photos and language of articles, and their explanation."""

import pytest

from crawler.extraction import explain, extract, parse_page
from crawler.items import Image
from crawler.publisher import find_publisher
from tests.bench.fuzz.material import load_site_bodies
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


@pytest.mark.parametrize(
    "html",
    [
        '<div class="breadcrumb"><a href="/">الرئيسية</a> » <a href="/l">محليات</a></div>',
        '<ul class="breadcrumbs"><li><a href="/">الرئيسية</a></li><li><a href="/l">محليات</a></li>'
        f'<li><a href="/x">{TITLE}</a></li></ul>',
        '<span itemprop="articleSection">محليات</span>',
        '<a rel="category tag" href="/l">محليات</a>',
        '<div class="post-category"><a href="/l">محليات</a></div>',
    ],
)
def test_sections_of_visible_mark_up(html: str) -> None:
    assert extract_article(document(f"{html}<h1>{TITLE}</h1>{paragraphs()}")).section == "محليات"


@pytest.mark.parametrize("below", ["القسم: محليات", "أقسام<br>محليات", "<b>التصنيف</b> محليات"])
def test_sections_behind_a_label(below: str) -> None:
    assert extract_article(article_page(f"{paragraphs()}<div>{below}</div>")).section == "محليات"


def test_tags_of_links_and_of_keywords() -> None:
    links = '<div class="tags">وسوم: <a href="/t/1">#أسواق</a> <a href="/t/2">ترميم</a></div>'
    assert extract_article(article_page(paragraphs() + links)).tags == ("أسواق", "ترميم")
    head = '<meta name="keywords" content="أسواق، ترميم, مدن قديمة">'
    assert extract_article(article_page(head=head)).tags == ("أسواق", "ترميم", "مدن قديمة")


def test_a_headline_chopped_up_is_no_list_of_tags() -> None:
    head = f'<meta name="keywords" content="{",".join(TITLE.split())}">'
    assert extract_article(article_page(head=head)).tags == ()


CAPTION = "السقف بعد الترميم"


def figure(caption: str) -> str:
    return f'<figure><img src="/a.jpg"><figcaption>{caption}</figcaption></figure>'


@pytest.mark.parametrize(
    ("html", "caption", "credit"),
    [
        (figure(CAPTION), CAPTION, None),
        (figure(f"{CAPTION} (تصوير: سالم الكندي)"), CAPTION, "سالم الكندي"),
        (figure(f"{CAPTION} © رويترز"), CAPTION, "رويترز"),
        (figure(f'{CAPTION} <span class="credit">المصدر: أ ف ب</span>'), CAPTION, "أ ف ب"),
        (f'<img src="/a.jpg" alt="{CAPTION} - تصوير: سالم الكندي">', CAPTION, "سالم الكندي"),
        (f'<img src="/a.jpg" alt="{TITLE}">', None, None),
    ],
)
def test_captions_and_credits(html: str, caption: str | None, credit: str | None) -> None:
    photo = Image(url="https://khabar.example/a.jpg", caption=caption, credit=credit)
    assert extract_article(article_page(html + paragraphs())).images == (photo,)


def test_the_declared_photo_comes_first_and_boilerplate_has_no_photo() -> None:
    head = '<meta property="og:image" content="https://cdn.example/main-1200x630.jpg">'
    body = (
        f'<div class="post-body"><p><img src="/b.jpg"></p>{paragraphs()}'
        '<img src="https://cdn.example/main.jpg" alt="صورة السوق القديم"></div>'
        '<img src="/logo.png"><div class="related"><a href="/2"><img src="/c.jpg"></a></div>'
    )
    photos = extract_article(
        document(f"<article><h1>{TITLE}</h1>{body}</article>", head=head)
    ).images
    assert [photo.url for photo in photos] == [
        "https://cdn.example/main.jpg",
        "https://khabar.example/b.jpg",
    ]


def test_the_language_is_that_of_the_text_not_of_the_menu() -> None:
    english = "<p>" + "The council has opened the old market after three years of work on it. " * 8
    assert extract_article(document(f"<h1>The market</h1>{english}")).language == "en"
    assert extract_article(article_page().replace('lang="ar"', 'lang="en-US"')).language == "ar"


def test_the_explanation_names_every_rung_and_every_cut() -> None:
    head = (
        f'<meta property="og:title" content="{TITLE}"><meta name="author" content="khabar.example">'
    )
    page = parse_html(article_page('<div class="share">شارك الخبر</div>' + paragraphs(), head=head))
    explanation = explain(page, make_publisher(), now=NOW)
    answers = {(answer.field, answer.rung, answer.won) for answer in explanation.answers}
    assert {
        ("title", "meta", False),
        ("title", "markup", True),
        ("authors", "meta", False),
    } <= answers
    assert ("share", "شارك الخبر") in {(cut.reason, cut.text) for cut in explanation.cuts}


def test_the_explained_article_is_the_extracted_one() -> None:
    for seed in load_site_bodies()[::5]:
        page = parse_page(seed.text.encode(), url=seed.url)
        publisher = find_publisher(seed.url, {})
        explanation = explain(page, publisher, now=NOW)
        assert explanation.article == extract(page, publisher, now=NOW)


def test_the_explanation_reports_two_calendars_that_disagree() -> None:
    line = '<div class="date">20 رمضان 1447 الموافق 20 مارس 2026</div>'
    page = parse_html(document(f"<h1>{TITLE}</h1>{line}{paragraphs()}"))
    explanation = explain(page, make_publisher(country="SA"), now=NOW)
    winner = next(
        answer for answer in explanation.answers if answer.field == "published_at" and answer.won
    )
    assert explanation.article.published
    assert explanation.article.published.raw in winner.value
    assert "Hijri half is" in winner.value
