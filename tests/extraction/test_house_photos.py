"""Captions and credits as outlets print them, without names a machine would know."""

import pytest

from crawler.items import Image
from tests.extraction.pages import (
    PARAGRAPHS,
    TITLE,
    article_page,
    document,
    extracted,
    paragraphs,
    text_of,
)

SAID = "تجار يرفعون أبواب محالهم أول مرة"
IMG = '<img src="/a.jpg" alt="">'


@pytest.mark.parametrize(
    ("said", "caption", "credit"),
    [
        (f"{SAID} (رويترز)", SAID, "رويترز"),
        (f"{SAID} (أ ف ب)", SAID, "أ ف ب"),
        (f"{SAID} (أ.ف.ب)", SAID, "أ.ف.ب"),
        (f"{SAID} (الأناضول)", SAID, "الأناضول"),
        (f"{SAID} (غيتي)", SAID, "غيتي"),
        (f"{SAID} [رويترز]", SAID, "رويترز"),
        (f"{SAID} (Getty Images)", SAID, "Getty Images"),
        (f"{SAID} - (واس)", SAID, "واس"),
        (f"{SAID} © سالم الكندي", SAID, "سالم الكندي"),
        (f"{SAID} تصوير: سالم الكندي", SAID, "سالم الكندي"),
        (f"{SAID} - عدسة: سالم الكندي", SAID, "سالم الكندي"),
        (f"{SAID} | صورة: سالم الكندي", SAID, "سالم الكندي"),
        (f"{SAID} (المصدر: خبر)", SAID, "خبر"),
        (f"{SAID} (عدسة سالم الكندي)", SAID, "سالم الكندي"),
        (f"رجلاً رجلاً: {SAID} - تصوير: سالم الكندي", f"رجلاً رجلاً: {SAID}", "سالم الكندي"),
        (f"{SAID} (سالم الكندي/رويترز)", SAID, "سالم الكندي/رويترز"),
        (f"{SAID} (صورة أرشيفية)", f"{SAID} (صورة أرشيفية)", None),
        (f"{SAID} (يمين)", f"{SAID} (يمين)", None),
        (f"السوق (وسط) {SAID}", f"السوق (وسط) {SAID}", None),
        (f"{SAID} (2019)", f"{SAID} (2019)", None),
    ],
)
def test_credits_at_the_end_of_captions(said: str, caption: str, credit: str | None) -> None:
    html = f"<figure>{IMG}<figcaption>{said}</figcaption></figure>"
    photo = Image(url="https://khabar.example/a.jpg", caption=caption, credit=credit)
    assert extracted(article_page(html + paragraphs())).images == (photo,)


@pytest.mark.parametrize(
    "html",
    [
        f'<div class="visuel">{IMG}<br/><span class="legende">{SAID}</span></div>',
        f'<div class="sura">{IMG}<span class="taaliq">{SAID}</span></div>',
        f'<div class="a">{IMG}<p class="photo-desc">{SAID}</p></div>',
        f'<div class="a">{IMG}<div class="wasf">{SAID}</div></div>',
        f'<div class="a">{IMG}<p class="bildunterschrift">{SAID}</p></div>',
        f'<div class="a">{IMG}<div class="didascalia">{SAID}</div></div>',
        f'<div class="a">{IMG}<p class="pie-de-foto">{SAID}</p></div>',
        f'<dl class="document_gauche"><dt>{IMG}</dt><dd><strong>{SAID}</strong></dd></dl>',
        f"<table><tr><td>{IMG}</td></tr><tr><td>{SAID}</td></tr></table>",
    ],
)
def test_captions_below_a_photo(html: str) -> None:
    for body in (
        f"{html}{paragraphs()}",
        f"{paragraphs(PARAGRAPHS[:2])}{html}{paragraphs(PARAGRAPHS[2:])}",
    ):
        article = extracted(article_page(f"<div>{body}</div>"))
        assert [photo.caption for photo in article.images] == [SAID]
        assert text_of(article) == list(PARAGRAPHS)


@pytest.mark.parametrize(
    "mast",
    [
        '<div id="t"><h1><a href="/"><img src="/s.png" alt="خبر"></a></h1>'
        "<div>الاثنين 23 نوفمبر 2026</div></div>",
        '<div id="t"><a href="/"><img src="/s.png"></a><div>صحيفة يومية مستقلة</div></div>',
    ],
)
def test_the_mast_gives_no_caption(mast: str) -> None:
    page = document(f"{mast}<h2>{TITLE}</h2>{paragraphs()}")
    assert [photo.caption for photo in extracted(page).images if photo.caption] == []
