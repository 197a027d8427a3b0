import json
from typing import Any

import pytest

from crawler.extraction import explain
from tests.extraction.pages import (
    NOW,
    PARAGRAPHS,
    TITLE,
    document,
    extract_article,
    make_publisher,
    paragraphs,
    parse_html,
    split_article_paragraphs,
)

PUBLISHED = "2026-11-20T09:40:00+03:00"
ARTICLE = {
    "title": TITLE,
    "content": paragraphs(),
    "publishedAt": PUBLISHED,
    "author": {"name": "هدى المرزوقي"},
}
OTHER = ARTICLE | {"title": "إغلاق الجسر ليلا لأعمال الصيانة الدورية"}
DOC = {
    "type": "doc",
    "content": [
        {"type": "paragraph", "content": [{"type": "text", "text": text[:40]},
                                          {"type": "text", "text": text[40:]}]}
        for text in PARAGRAPHS
    ],
}  # fmt: skip
# As Nuxt writes it: values by their index in one flat list.
INDEXED = [
    {"data": 1},
    {"article": 2},
    {"title": 3, "body": 4, "publishedAt": 5, "author": 6},
    TITLE,
    paragraphs(),
    PUBLISHED,
    {"name": 7},
    "هدى المرزوقي",
]


def dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def page_with(script: str) -> str:
    return document(f'<h1>{TITLE}</h1><div id="app"></div>{script}')


@pytest.mark.parametrize(
    "script",
    [
        f'<script id="__NEXT_DATA__" type="application/json">{dump([OTHER, ARTICLE])}</script>',
        f'<script type="application/json">{json.dumps({"a": ARTICLE | {"content": DOC}})}</script>',
        f'<script type="application/json" id="__NUXT_DATA__">{dump(INDEXED)}</script>',
        f"<script>window.__INITIAL_STATE__ = {dump({'x': ARTICLE})};(function(){{}})()</script>",
        f"<script>window['__DATA__']=JSON.parse({dump(dump(ARTICLE))})</script>",
        f"<script>window.__APP=JSON.parse('{json.dumps(ARTICLE)}');</script>",
        f'<script>window.__NUXT__=(function(a){{return {{data:[{{id:a,title:"{TITLE}",body:'
        f'{dump(PARAGRAPHS)},publishedAt:"{PUBLISHED}",author:"هدى المرزوقي"}}]}}}}(1));</script>',
    ],
)  # fmt: skip
def test_text_that_only_scripts_hold_is_read(script: str) -> None:
    article = extract_article(page_with(script))
    assert split_article_paragraphs(article) == list(PARAGRAPHS)
    assert (article.kind, article.evidence["text"]) == ("article", "embedded")
    assert article.authors == ("هدى المرزوقي",)
    assert article.published is not None
    assert (article.published.raw, article.published.source) == (PUBLISHED, "embedded")


@pytest.mark.parametrize(
    "body", ["\n".join(PARAGRAPHS), "&lt;p&gt;" + "&lt;br&gt;".join(PARAGRAPHS)]
)
def test_an_article_body_is_read_where_the_page_shows_none(body: str) -> None:
    node = {"@type": "NewsArticle", "headline": TITLE, "articleBody": body}
    page = page_with(f'<script type="application/ld+json">{dump(node)}</script>')
    assert split_article_paragraphs(extract_article(page)) == list(PARAGRAPHS)
    explanation = explain(parse_html(page), make_publisher(), now=NOW)
    assert ("text", "embedded") in {(answer.field, answer.rung) for answer in explanation.answers}


def test_another_articles_text_is_not_the_pages() -> None:
    script = f'<script type="application/json">{dump({"latest": [OTHER, OTHER]})}</script>'
    assert extract_article(page_with(script)).text is None


def test_a_text_that_the_page_shows_stays() -> None:
    shown = f"<h1>{TITLE}</h1>{paragraphs()}"
    script = (
        f'<script type="application/json">{dump(ARTICLE | {"content": "نص آخر. " * 99})}</script>'
    )
    article = extract_article(document(shown + script))
    assert split_article_paragraphs(article) == list(PARAGRAPHS)
    assert article.evidence["text"] != "embedded"


@pytest.mark.parametrize(
    "unit", ["window.a=", '{"title":"' + TITLE + '","content":', "[", '"', "JSON.parse('", "\\"]
)
def test_hostile_states_end(unit: str) -> None:
    for kind in ("application/json", "text/javascript"):
        state = unit * (300_000 // len(unit))
        page = page_with(f'<script type="{kind}">window.__X__ = {state}</script>')
        assert extract_article(page).text is None
