"""The choice of the body: broken mark-up, marked elements, cards, embedded text."""

import json

import pytest

from crawler.extraction import explain
from crawler.extraction.page.boilerplate_elements import find_boilerplate_reason
from tests.extraction.pages import (
    NOW,
    PARAGRAPHS,
    TITLE,
    article_page,
    document,
    extract_article,
    make_publisher,
    paragraphs,
    parse_html,
)

WHOLE = "\n\n".join(PARAGRAPHS)
FIRST, LAST = paragraphs(PARAGRAPHS[:3]), paragraphs(PARAGRAPHS[3:])
OTHER = "أعلنت هيئة الموانئ بدء تشغيل الرصيف الثالث بعد تجارب استمرت أسبوعين كاملين في الميناء."


@pytest.mark.parametrize(
    "body",
    [
        f'<div class="entry-content">{FIRST}</div>{LAST}</div>',
        f'<div class="entry-content">{FIRST}</body></html>{LAST}</div>',
        f'<div class="entry-content">{FIRST}<button>المزيد{LAST}</div>',
        f'<div class="entry-content">{FIRST}<div class="ads"><script>x()</script>{LAST}</div>',
        f'<div class="entry-content">{FIRST}<div hidden>{LAST}</div></div>',
        f'<div class="entry-content">{FIRST}<div class="live-embed">{LAST}</div></div>',
        f'<div class="social-rel"><div class="txt">{FIRST}{LAST}</div></div>',
        f'<div class="entry-content"><pre>{WHOLE}</pre></div>',
        f'<div class="entry-content">{FIRST}<figure>{LAST}</figure></div>',
        f'<div class="entry-content">{FIRST}<template id="B:1"></template></div>'
        f'<div hidden id="S:1">{LAST}</div>',
    ],
    ids=[
        *("stray div", "early end", "button", "advert", "hidden", "embed", "social", "pre"),
        *("figure", "streamed"),
    ],
)
def test_text_is_whole_whatever_the_markup(body: str) -> None:
    article = extract_article(document(f"<h1>{TITLE}</h1><article>{body}</article>"))
    assert article.text == WHOLE


@pytest.mark.parametrize(
    "name",
    [
        "field--label-hidden",
        "overflow-hidden",
        "w-embed",
        "elementor-element-5f18ad9",
        "what-the-new-ads-say-of-a-town",
    ],
)
def test_names_that_only_look_like_boilerplate(name: str) -> None:
    assert find_boilerplate_reason(name) is None
    assert find_boilerplate_reason("block-ads") == "advert"


def test_verses_below_the_text_are_text_and_a_signature_is_none() -> None:
    verses = ["يا دار عبلة بالجواء تكلمي", "وعمي صباحا دار عبلة واسلمي", "فوقفت فيها ناقتي وكأنها"]
    poem = extract_article(article_page(paragraphs([*PARAGRAPHS, *verses])))
    assert poem.text == "\n\n".join([*PARAGRAPHS, *verses])
    signed = extract_article(article_page(paragraphs([*PARAGRAPHS, "سالم بن حمد الراشد"])))
    assert signed.text == WHOLE


def test_an_article_loaded_below_is_none_of_this_page() -> None:
    def write(title: str, body: str) -> str:
        return f'<article><h1>{title}</h1><div class="entry-content">{body}</div></article>'

    html = write(TITLE, paragraphs()) + write("تشغيل الرصيف الثالث", f"<p>{OTHER}</p>" * 3)
    assert extract_article(document(html)).text == WHOLE


def test_hidden_text_that_the_page_shows_is_not_repeated() -> None:
    body = f'<div class="entry-content">{paragraphs()}<div hidden>{LAST}</div></div>'
    assert extract_article(article_page(body)).text == WHOLE


def test_headed_groups_of_one_class_are_text_and_one_alone_is_a_box() -> None:
    def write(question: str) -> str:
        return f'<div class="group"><h3>{question}</h3><p>{OTHER}</p></div>'

    both = paragraphs() + write("كيف بدأت الفكرة؟") + write("وما أصعب ما واجهكم؟")
    text = extract_article(article_page(f'<div class="entry-content">{both}</div>')).text or ""
    assert text.count("؟") == 2
    box = FIRST + write("معلومات عن السوق") + LAST
    assert extract_article(article_page(f'<div class="entry-content">{box}</div>')).text == WHOLE


def test_text_embedded_for_scripts_serves_where_the_page_has_none() -> None:
    story = {"headline": TITLE, "content": paragraphs()}
    others = [{"headline": OTHER, "content": paragraphs([OTHER] * 9)}]
    state = json.dumps({"props": {"story": story, "others": others}})
    ld = {"@type": "NewsArticle", "headline": TITLE, "articleBody": WHOLE}
    for script, rung in (
        (f'<script id="__NEXT_DATA__" type="application/json">{state}</script>', "embedded"),
        (f"<script>window.__INITIAL_STATE__ = {state};</script>", "embedded"),
        (f'<script type="application/ld+json">{json.dumps(ld)}</script>', "embedded"),
    ):
        page = parse_html(document(f'<h1>{TITLE}</h1><div id="app"></div>', head=script))
        explanation = explain(page, make_publisher(), now=NOW)
        assert explanation.article.text == WHOLE
        assert explanation.article.evidence["text"] == rung
