import json

import pytest

from crawler.extraction.page.json_ld import JsonLdNode
from crawler.extraction.page.lenient_json import read_lenient_json
from tests.extraction.pages import TITLE, URL, article_page, extract_article, parse_html

OTHER = "https://khabar.example/2026/10/02/bridge-night-3377"
PUBLISHED = "2026-11-20T09:40:00+03:00"
OWN = {
    "@type": "NewsArticle",
    "headline": TITLE,
    "datePublished": PUBLISHED,
    "author": {"@type": "Person", "name": "هدى المرزوقي"},
}
FOREIGN = {
    "@type": "NewsArticle",
    "headline": "إغلاق الجسر ليلا لأعمال الصيانة الدورية",
    "url": OTHER,
    "datePublished": "2026-10-02T08:00:00+03:00",
    "author": {"@type": "Person", "name": "رامي الحلاق"},
}


def script(*nodes: JsonLdNode) -> str:
    return "".join(
        f'<script type="application/ld+json">{json.dumps(node, ensure_ascii=False)}</script>'
        for node in nodes
    )


@pytest.mark.parametrize(
    "address",
    [
        {"url": URL},
        {"@id": f"{URL}#article"},
        {"mainEntityOfPage": URL.replace("https://", "http://www.")},
        {"mainEntityOfPage": {"@type": "WebPage", "@id": URL}},
        {"mainEntityOfPage": [{"url": URL}]},
    ],
)
def test_an_article_object_is_known_by_the_pages_address(address: JsonLdNode) -> None:
    own = OWN | {"headline": "السوق يعود"} | address
    page = parse_html(article_page(head=script(FOREIGN, own, FOREIGN | {"url": f"{OTHER}8"})))
    assert page.json_ld_articles == [own]


@pytest.mark.parametrize("url", [OTHER, "https://khabar.example/news/1"])
def test_the_only_article_object_may_be_another_articles(url: str) -> None:
    article = extract_article(article_page(head=script(FOREIGN | {"url": url})))
    assert article.authors == ()
    assert article.evidence["published_at"] == "address"


@pytest.mark.parametrize(
    "url", [f"{URL}/amp", "https://khabar.example/?p=4821", "https://khabar.example/economy", None]
)
def test_another_form_of_the_pages_address_is_no_other_article(url: str | None) -> None:
    node = OWN | {"headline": "السوق يعود", "url": url}
    assert parse_html(article_page(head=script(node))).json_ld_articles == [node]


def test_a_headline_in_other_words_order_or_signs_is_the_pages() -> None:
    node = OWN | {"headline": "بعد ترميم دام ثلاثة أعوام: افتتاح «السوق القديم»", "url": OTHER}
    assert parse_html(article_page(head=script(FOREIGN, node))).json_ld_articles == [node]


def test_the_date_of_the_web_page_serves_where_no_article_is_declared() -> None:
    page = {"@type": "WebPage", "@id": URL, "datePublished": PUBLISHED}
    website = {"@type": "WebSite", "url": "https://khabar.example/"}
    article = extract_article(article_page(head=script({"@graph": [page, website]})))
    assert article.published is not None
    assert (article.published.source, article.published.raw) == ("json-ld", PUBLISHED)


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff%s",
        "<!--\n%s\n//-->",
        "jsonld = %s;",
        "window.data = { 'x': 1 }; %s",
        '%s,{"@type": ',
    ],
)
def test_signs_around_json_ld_are_borne(text: str) -> None:
    value = text.replace("%s", json.dumps(OWN, ensure_ascii=False))
    page = parse_html(article_page(head=f'<script type="application/LD+JSON">{value}</script>'))
    assert page.json_ld_articles[0]["author"]["name"] == "هدى المرزوقي"


def test_references_and_typed_values_are_resolved() -> None:
    node = OWN | {
        "headline": TITLE.replace("السوق", "&quot;السوق&quot;"),
        "datePublished": {"@type": "DateTime", "@value": PUBLISHED},
    }
    encoded = json.dumps(node, ensure_ascii=False).replace('"', "&quot;")
    for text in (
        json.dumps(node),
        encoded.replace("&quot;السوق&quot;", "&amp;quot;السوق&amp;quot;"),
    ):
        page = parse_html(article_page(head=f'<script type="application/ld+json">{text}</script>'))
        assert page.json_ld_articles[0]["headline"] == TITLE.replace("السوق", '"السوق"')
        assert page.json_ld_articles[0]["datePublished"] == PUBLISHED


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"a": "قال "نعم", ثم "لا"", "b": 1}', {"a": 'قال "نعم", ثم "لا"', "b": 1}),
        ('{"a": "قال "نعم"", "b": ["x "y" z", "w"]}', {"a": 'قال "نعم"', "b": ['x "y" z', "w"]}),
        ('{"a": "x" "b": "y",, "c": ,}', {"a": "x", "b": "y"}),
        ('{"a": "x\\\'s \\d \\n\\u0628", b: true, c: -1.5}',
         {"a": "x's d \nب", "b": True, "c": -1.5}),
        ('{"a": {"b": [1, {"c": "cut o', {"a": {"b": [1, {"c": "cut o"}]}}),
        ('{"a": [1, 2}, "b": 3}', {"a": [1, 2]}),
        ('{"a": "line\nline"}', {"a": "line\nline"}),
    ],
)  # fmt: skip
def test_broken_json_is_read_as_far_as_it_goes(text: str, value: JsonLdNode) -> None:
    assert read_lenient_json(text)[0] == value


@pytest.mark.parametrize("unit", ['"', '"a', '"a":', "{", '{"a":[', '"  ', "\\", ",", '" "', '","'])
def test_hostile_json_ends(unit: str) -> None:
    read_lenient_json("{" + unit * 50_000)


SCOPE = (
    '<div itemscope itemtype="https://schema.org/{type}">{headline}'
    '<meta itemprop="datePublished" content="2026-11-02T08:00:00+03:00">'
    '<span itemprop="author">رامي الحلاق</span></div>'
)
LINKED = f'<a href="{OTHER}"><h3 itemprop="headline">إغلاق الجسر ليلا لأعمال الصيانة</h3></a>'


@pytest.mark.parametrize(
    "scope",
    [
        SCOPE.format(type="NewsArticle", headline=LINKED),
        SCOPE.format(type="Comment", headline=""),
        SCOPE.format(type="ImageObject", headline=""),
        SCOPE.format(type="BlogPosting", headline=f'<link itemprop="url" href="{OTHER}">'),
    ],
)
def test_microdata_of_other_scopes_is_not_the_pages(scope: str) -> None:
    article = extract_article(article_page().replace("<h1>", f"{scope}<h1>"))
    assert article.authors == ()
    assert article.evidence["published_at"] == "address"


@pytest.mark.parametrize(
    "headline",
    ["", f'<h2 itemprop="headline">{TITLE}</h2>', f'<meta itemprop="url" content="{URL}">'],
)
def test_microdata_of_the_pages_own_scope_counts(headline: str) -> None:
    scope = SCOPE.format(type="NewsArticle", headline=headline)
    article = extract_article(article_page().replace("<p>", f"{scope}<p>", 1))
    assert article.published is not None
    assert article.published.raw == "2026-11-02T08:00:00+03:00"


LINK = '<link rel="{rel}" href="{address}">'


@pytest.mark.parametrize(
    "rel", ["canonical", "Canonical", "canonical alternate", "shortlink CANONICAL"]
)
def test_canonical_links_are_known_in_any_case_and_company(rel: str) -> None:
    link = LINK.format(rel=rel, address=f"{URL}/market")
    assert parse_html(article_page(head=link)).canonical == f"{URL}/market"


@pytest.mark.parametrize(
    "address", ["/", "/ar/", "/economy", "/tag/x", "/news/undefined", "#", "javascript:void(0)"]
)
def test_an_address_that_is_no_articles_is_not_declared(address: str) -> None:
    head = LINK.format(rel="canonical", address=address)
    head += f'<meta property="og:url" content="{address}">'
    assert parse_html(article_page(head=head)).canonical is None
    right = f'<meta property="og:url" content="{URL}">'
    assert parse_html(article_page(head=head + right)).canonical == URL


@pytest.mark.parametrize(("og_url", "canonical"), [("", None), (OTHER, OTHER)])
def test_a_link_in_the_content_needs_confirmation(og_url: str, canonical: str | None) -> None:
    body = f"<div>{LINK.format(rel='canonical', address=OTHER)}<p>خبر</p></div>"
    head = f'<meta property="og:url" content="{og_url}">'
    assert parse_html(article_page(body, head=head)).canonical == canonical
