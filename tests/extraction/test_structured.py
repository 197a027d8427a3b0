import json

import pytest

from crawler.extraction.page.json_ld import read_json_ld_string, read_json_ld_strings
from tests.extraction.pages import TITLE, article_page, extract_article, parse_html

ARTICLE = {
    "@type": "NewsArticle",
    "headline": TITLE,
    "datePublished": "2026-11-20T09:40:00+03:00",
    "author": {"@type": "Person", "name": "هدى المرزوقي"},
    "articleSection": "محليات",
    "keywords": ["أسواق", "ترميم"],
}


def script(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(ARTICLE),
        json.dumps({"@context": "https://schema.org", "@graph": [{"@type": "WebSite"}, ARTICLE]}),
        json.dumps([[{"mainEntity": ARTICLE}]]),
        f"<!-- {json.dumps(ARTICLE)} -->",
        f"// <![CDATA[\n{json.dumps(ARTICLE)}\n//  ]]>",
        f"<!--//<![CDATA[\n{json.dumps(ARTICLE)};\n//]]> ;\n-->",
        f"{json.dumps(ARTICLE)}-->{' ' * 9000}x",
        json.dumps(ARTICLE)[:-1] + ",}",
        json.dumps({"@type": "WebSite"}) + json.dumps(ARTICLE),
        json.dumps(ARTICLE).replace('"headline"', '\n\t"description": "سطر\nآخر", "headline"'),
    ],
)
def test_articles_are_found_nested_repeated_and_broken(text: str) -> None:
    page = parse_html(article_page(head=script(text)))
    assert read_json_ld_string(page.json_ld_articles[0]["headline"]) == TITLE
    assert (
        read_json_ld_string(page.json_ld_articles[0]["datePublished"])
        == "2026-11-20T09:40:00+03:00"
    )


def test_the_fields_of_json_ld_win_with_their_rung() -> None:
    article = extract_article(article_page(head=script(json.dumps(ARTICLE))))
    assert article.authors == ("هدى المرزوقي",)
    assert article.section == "محليات"
    assert set(article.tags) == {"أسواق", "ترميم"}
    assert article.published is not None
    assert (article.published.source, article.published.zone) == ("json-ld", "+03:00")
    assert article.evidence["authors"] == article.evidence["section"] == "json-ld"


def test_an_author_given_by_reference_is_followed() -> None:
    graph = [
        ARTICLE | {"author": {"@id": "#p"}},
        {"@type": "Person", "@id": "#p", "name": "سالم الكندي"},
    ]
    article = extract_article(article_page(head=script(json.dumps({"@graph": graph}))))
    assert article.authors == ("سالم الكندي",)


def test_articles_of_a_list_are_not_the_pages_own() -> None:
    others = [ARTICLE | {"headline": f"عنوان آخر من القائمة {n}"} for n in range(5)]
    listed = {
        "@type": "ItemList",
        "itemListElement": [{"@type": "ListItem", "item": o} for o in others],
    }
    page = parse_html(article_page(head=script(json.dumps([listed, ARTICLE]))))
    assert [read_json_ld_string(node["headline"]) for node in page.json_ld_articles] == [TITLE]
    assert parse_html(article_page(head=script(json.dumps(listed)))).json_ld_articles == []


@pytest.mark.parametrize(
    "text",
    [
        *("", "{", "[" * 5000 + "]" * 5000, "null", '{"@type": 5}', '{"@type": ["x", null, {}]}'),
        f'{{"@type": "NewsArticle", "x": "{"]" * 9999}", "y": {"[" * 9999}{"]" * 9999}}}',
    ],
)
def test_nonsense_gives_nothing(text: str) -> None:
    assert parse_html(article_page(head=script(text))).json_ld_articles == []


def test_strings_are_found_in_lists_and_objects() -> None:
    assert read_json_ld_strings([1, None, "أ", {"name": ["ب", {"@value": "ج"}]}, [["د"]]]) == [
        "أ",
        "ب",
        "د",
        "ج",
    ]
