"""Teasers, standfirsts, photos and section lists around a text, combined as outlets do."""

from itertools import product

import pytest

from tests.extraction.pages import (
    CAPTION,
    PARAGRAPHS,
    TITLE,
    document,
    extract_article,
    paragraphs,
    split_article_paragraphs,
)

TEASER = " ".join(PARAGRAPHS[0].split()[:14]) + "..."
IMAGES = {
    "figcaption": f'<figure><img src="/i/a.jpg" '
    f'alt="{TITLE}"><figcaption>{CAPTION}</figcaption></figure>',
    "bare div": f'<div><img src="/i/a.jpg"><div>{CAPTION}</div></div>',
    "div beside": f'<img src="/i/a.jpg"><div>{CAPTION}</div>',
    "caption class": f'<div class="pic"><img src="/i/a.jpg"><div '
    f'class="wp-caption-text">{CAPTION}</div></div>',
    "photo box": f'<div class="main-image"><img src="/i/a.jpg"><p>{CAPTION}</p></div>',
    "alt": f'<img src="/i/a.jpg" alt="{CAPTION}">',
}
TEASERS = {
    "div": f'<div class="teaser">{TEASER}</div>',
    "bare div": f"<div>{TEASER}</div>",
    "h2": f"<h2>{TEASER}</h2>",
    "excerpt": f'<div class="excerpt"><p>{TEASER}</p></div>',
    "bold": f"<p><strong>{TEASER}</strong></p>",
}
SECTIONS = {
    "list": '<div class="cats"><h4>أقسام</h4><ul><li><a href="/n">أخبار</a></li></ul></div>'
    '<h3>أخبار متعلقة</h3><ul><li><a href="/2">خبر ثان عن السوق القديم</a></li></ul>',
    "tags": '<div class="post-tags">أقسام <a rel="category" href="/n">أخبار</a></div><div>أخبار '
    "متعلقة</div>",
    "plain": '<div>أقسام</div><div><a href="/n">أخبار</a></div><div>أخبار متعلقة</div>',
    "breaks": "<p>أقسام<br>أخبار</p><p>أخبار متعلقة</p>",
}
BODIES = {
    "paragraphs": paragraphs(),
    "divs": "".join(f"<div>{text}</div>" for text in PARAGRAPHS),
    "breaks": "<br><br>".join(PARAGRAPHS),
    "named": f'<div class="entry-content">{paragraphs()}</div>',
    "first apart": f"<div><b>{PARAGRAPHS[0]}</b></div><div>{paragraphs(PARAGRAPHS[1:])}</div>",
    "advert": f"{paragraphs(PARAGRAPHS[:2])}<div "
    f'class="ad">إعلان</div><div>{paragraphs(PARAGRAPHS[2:])}</div>',
}


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("image", IMAGES)
def test_the_article_and_nothing_else(image: str, body: str) -> None:
    for teaser, section in product(TEASERS, SECTIONS):
        page = document(
            f"<h1>{TITLE}</h1><div>20/11/2026 - 18:20</div>"
            f"{TEASERS[teaser]}{IMAGES[image]}{BODIES[body]}{SECTIONS[section]}",
            head=f'<meta name="description" content="{TEASER}">',
        )
        article = extract_article(page)
        variant = f"{teaser}, {section}"
        assert article.title == TITLE, variant
        assert split_article_paragraphs(article) == list(PARAGRAPHS), variant
        assert article.lead is None, variant
        assert [photo.caption for photo in article.images] == [CAPTION], variant
        assert article.section == "أخبار", variant


STANDFIRST = "ثلاثة أعوام من العمل الليلي أعادت الخشب والنحاس إلى ممرات المدينة."


@pytest.mark.parametrize(
    "html",
    [
        f'<div class="standfirst">{STANDFIRST}</div><div class="byline">هدى المرزوقي</div>',
        f"<h2>{STANDFIRST}</h2><figure><img src=/a.jpg></figure>",
        f"<p>{STANDFIRST}</p><span class=date>20/11/2026</span>",
    ],
)
def test_a_standfirst_is_the_lead_and_no_text(html: str) -> None:
    article = extract_article(
        document(f"<h1>{TITLE}</h1>{html}<div class='post-body'>{paragraphs()}</div>")
    )
    assert article.lead == STANDFIRST
    assert split_article_paragraphs(article) == list(PARAGRAPHS)


def test_a_standfirst_that_a_meta_description_repeats() -> None:
    head = f'<meta property="og:description" content="{STANDFIRST}">'
    article = extract_article(
        document(f"<h1>{TITLE}</h1><div>{STANDFIRST}</div><div>{paragraphs()}</div>", head=head)
    )
    assert article.lead == STANDFIRST


def test_a_description_that_no_reader_sees_is_no_lead() -> None:
    head = f'<meta property="og:description" content="{STANDFIRST}">'
    assert extract_article(document(f"<h1>{TITLE}</h1>{paragraphs()}", head=head)).lead is None
