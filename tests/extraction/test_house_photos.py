"""Captions and credits as outlets print them, without telling class names."""

import pytest

from crawler.items import Image
from crawler.publisher import PublisherSelectors
from tests.extraction.pages import (
    PARAGRAPHS,
    TITLE,
    article_page,
    document,
    extract_article,
    paragraphs,
    split_article_paragraphs,
)

CAPTION = "تجار يرفعون أبواب محالهم أول مرة"
IMG = '<img src="/a.jpg" alt="">'


@pytest.mark.parametrize(
    ("printed", "caption", "credit"),
    [
        (f"{CAPTION} (رويترز)", CAPTION, "رويترز"),
        (f"{CAPTION} (أ ف ب)", CAPTION, "أ ف ب"),
        (f"{CAPTION} (أ.ف.ب)", CAPTION, "أ.ف.ب"),
        (f"{CAPTION} (الأناضول)", CAPTION, "الأناضول"),
        (f"{CAPTION} (غيتي)", CAPTION, "غيتي"),
        (f"{CAPTION} [رويترز]", CAPTION, "رويترز"),
        (f"{CAPTION} (Getty Images)", CAPTION, "Getty Images"),
        (f"{CAPTION} - (واس)", CAPTION, "واس"),
        (f"{CAPTION} © سالم الكندي", CAPTION, "سالم الكندي"),
        (f"{CAPTION} تصوير: سالم الكندي", CAPTION, "سالم الكندي"),
        (f"{CAPTION} - عدسة: سالم الكندي", CAPTION, "سالم الكندي"),
        (f"{CAPTION} | صورة: سالم الكندي", CAPTION, "سالم الكندي"),
        (f"{CAPTION} (المصدر: خبر)", CAPTION, "خبر"),
        (f"{CAPTION} (عدسة سالم الكندي)", CAPTION, "سالم الكندي"),
        (f"رجلاً رجلاً: {CAPTION} - تصوير: سالم الكندي", f"رجلاً رجلاً: {CAPTION}", "سالم الكندي"),
        (f"{CAPTION} (سالم الكندي/رويترز)", CAPTION, "سالم الكندي/رويترز"),
        (f"{CAPTION} (صورة أرشيفية)", f"{CAPTION} (صورة أرشيفية)", None),
        (f"{CAPTION} (يمين)", f"{CAPTION} (يمين)", None),
        (f"السوق (وسط) {CAPTION}", f"السوق (وسط) {CAPTION}", None),
        (f"{CAPTION} (2019)", f"{CAPTION} (2019)", None),
    ],
)
def test_credits_at_the_end_of_captions(printed: str, caption: str, credit: str | None) -> None:
    html = f"<figure>{IMG}<figcaption>{printed}</figcaption></figure>"
    photo = Image(url="https://khabar.example/a.jpg", caption=caption, credit=credit)
    assert extract_article(article_page(html + paragraphs())).images == (photo,)


@pytest.mark.parametrize(
    "html",
    [
        f'<div class="visuel">{IMG}<br/><span class="legende">{CAPTION}</span></div>',
        f'<div class="sura">{IMG}<span class="taaliq">{CAPTION}</span></div>',
        f'<div class="a">{IMG}<p class="photo-desc">{CAPTION}</p></div>',
        f'<div class="a">{IMG}<div class="wasf">{CAPTION}</div></div>',
        f'<div class="a">{IMG}<p class="bildunterschrift">{CAPTION}</p></div>',
        f'<div class="a">{IMG}<div class="didascalia">{CAPTION}</div></div>',
        f'<div class="a">{IMG}<p class="pie-de-foto">{CAPTION}</p></div>',
        f'<dl class="document_gauche"><dt>{IMG}</dt><dd><strong>{CAPTION}</strong></dd></dl>',
        f"<table><tr><td>{IMG}</td></tr><tr><td>{CAPTION}</td></tr></table>",
    ],
)
def test_captions_below_a_photo(html: str) -> None:
    for body in (
        f"{html}{paragraphs()}",
        f"{paragraphs(PARAGRAPHS[:2])}{html}{paragraphs(PARAGRAPHS[2:])}",
    ):
        article = extract_article(article_page(f"<div>{body}</div>"))
        assert [photo.caption for photo in article.images] == [CAPTION]
        assert split_article_paragraphs(article) == list(PARAGRAPHS)


@pytest.mark.parametrize(
    "site_header",
    [
        '<div id="t"><h1><a href="/"><img src="/s.png" alt="خبر"></a></h1>'
        "<div>الاثنين 23 نوفمبر 2026</div></div>",
        '<div id="t"><a href="/"><img src="/s.png"></a><div>صحيفة يومية مستقلة</div></div>',
    ],
)
def test_the_site_header_gives_no_caption(site_header: str) -> None:
    page = document(f"{site_header}<h2>{TITLE}</h2>{paragraphs()}")
    assert [photo.caption for photo in extract_article(page).images if photo.caption] == []


def test_a_publishers_selector_gives_photos_their_captions() -> None:
    """Sentences in paragraphs, which would count as text: two photos of one box, one of another."""
    first, second, third = (f"{CAPTION} في اليوم {day}." for day in ("الأول", "الثاني", "الثالث"))
    body = (
        f'<div><img src="/a.jpg"><p class="c1">{first} (رويترز)</p>'
        f'<img src="/b.jpg" alt="واجهة السوق من الغرب"><p class="c1">{second}</p></div>'
        f'{paragraphs(PARAGRAPHS[:2])}<div><p class="c2">{third}</p><span><img src="/c.jpg"></span>'
        f"</div>{paragraphs(PARAGRAPHS[2:])}"
        '<p><img src="/d.jpg" alt="الساحة بعد الترميم"></p>'
    )
    selectors = PublisherSelectors(caption=("p.c1", "//p[@class='c2']"))
    article = extract_article(article_page(f"<div>{body}</div>"), selectors=selectors)
    assert [(photo.caption, photo.credit) for photo in article.images] == [
        (first, "رويترز"),
        (second, None),
        (third, None),
        ("الساحة بعد الترميم", None),
    ]
    assert split_article_paragraphs(article) == list(PARAGRAPHS)
    plain = extract_article(article_page(f"<div>{body}</div>"))
    assert any(text not in PARAGRAPHS for text in split_article_paragraphs(plain))
