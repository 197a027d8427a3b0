"""Section, tags, photos, language, and the account of them."""

import pytest

from crawler.extraction import explain, extract, parse_page
from crawler.items import Image
from crawler.publisher import find_publisher
from tests.bench.fuzz.material import newsroom
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
    assert extracted(document(f"{html}<h1>{TITLE}</h1>{paragraphs()}")).section == "محليات"


@pytest.mark.parametrize("below", ["القسم: محليات", "أقسام<br>محليات", "<b>التصنيف</b> محليات"])
def test_sections_behind_a_label(below: str) -> None:
    assert extracted(article_page(f"{paragraphs()}<div>{below}</div>")).section == "محليات"


def test_tags_of_links_and_of_keywords() -> None:
    links = '<div class="tags">وسوم: <a href="/t/1">#أسواق</a> <a href="/t/2">ترميم</a></div>'
    assert extracted(article_page(paragraphs() + links)).tags == ("أسواق", "ترميم")
    head = '<meta name="keywords" content="أسواق، ترميم, مدن قديمة">'
    assert extracted(article_page(head=head)).tags == ("أسواق", "ترميم", "مدن قديمة")


def test_a_headline_chopped_up_is_no_list_of_tags() -> None:
    head = f'<meta name="keywords" content="{",".join(TITLE.split())}">'
    assert extracted(article_page(head=head)).tags == ()


SAID = "السقف بعد الترميم"


def figure(caption: str) -> str:
    return f'<figure><img src="/a.jpg"><figcaption>{caption}</figcaption></figure>'


@pytest.mark.parametrize(
    ("html", "caption", "credit"),
    [
        (figure(SAID), SAID, None),
        (figure(f"{SAID} (تصوير: سالم الكندي)"), SAID, "سالم الكندي"),
        (figure(f"{SAID} © رويترز"), SAID, "رويترز"),
        (figure(f'{SAID} <span class="credit">المصدر: أ ف ب</span>'), SAID, "أ ف ب"),
        (f'<img src="/a.jpg" alt="{SAID} - تصوير: سالم الكندي">', SAID, "سالم الكندي"),
        (f'<img src="/a.jpg" alt="{TITLE}">', None, None),
    ],
)
def test_captions_and_credits(html: str, caption: str | None, credit: str | None) -> None:
    photo = Image(url="https://khabar.example/a.jpg", caption=caption, credit=credit)
    assert extracted(article_page(html + paragraphs())).images == (photo,)


def test_the_declared_photo_comes_first_and_chrome_is_no_photo() -> None:
    head = '<meta property="og:image" content="https://cdn.example/main-1200x630.jpg">'
    body = (
        f'<div class="post-body"><p><img src="/b.jpg"></p>{paragraphs()}'
        '<img src="https://cdn.example/main.jpg" alt="صورة السوق القديم"></div>'
        '<img src="/logo.png"><div class="related"><a href="/2"><img src="/c.jpg"></a></div>'
    )
    photos = extracted(document(f"<article><h1>{TITLE}</h1>{body}</article>", head=head)).images
    assert [photo.url for photo in photos] == [
        "https://cdn.example/main.jpg",
        "https://khabar.example/b.jpg",
    ]


def test_the_language_is_that_of_the_text_not_of_the_menu() -> None:
    english = "<p>" + "The council has opened the old market after three years of work on it. " * 8
    assert extracted(document(f"<h1>The market</h1>{english}")).language == "en"
    assert extracted(article_page().replace('lang="ar"', 'lang="en-US"')).language == "ar"


def test_the_account_names_every_rung_and_every_cut() -> None:
    head = (
        f'<meta property="og:title" content="{TITLE}"><meta name="author" content="khabar.example">'
    )
    page = read(article_page('<div class="share">شارك الخبر</div>' + paragraphs(), head=head))
    account = explain(page, outlet(), now=NOW)
    said = {(answer.field, answer.rung, answer.won) for answer in account.answers}
    assert {("title", "meta", False), ("title", "markup", True), ("authors", "meta", False)} <= said
    assert ("share", "شارك الخبر") in {(cut.reason, cut.text) for cut in account.cuts}


def test_an_account_is_of_the_article_that_would_be_stored() -> None:
    for seed in newsroom()[::5]:
        page = parse_page(seed.text.encode(), url=seed.url)
        publisher = find_publisher(seed.url, {})
        account = explain(page, publisher, now=NOW)
        assert account.article == extract(page, publisher, now=NOW)


def test_an_account_reports_two_calendars_that_disagree() -> None:
    line = '<div class="date">20 رمضان 1447 الموافق 20 مارس 2026</div>'
    page = read(document(f"<h1>{TITLE}</h1>{line}{paragraphs()}"))
    account = explain(page, outlet(country="SA"), now=NOW)
    won = next(one for one in account.answers if one.field == "published_at" and one.won)
    assert account.article.published
    assert account.article.published.raw in won.value
    assert "Hijri half is" in won.value
