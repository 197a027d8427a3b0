"""What belongs to a comment, a teaser or the site is no field of the article."""

import pytest
from lxml import html

from crawler.extraction.page.declared_address import find_declared_address
from crawler.extraction.page.json_ld import load_json_values
from tests.extraction.pages import PARAGRAPHS, extract_article, paragraphs

TITLE = "بلدية القرية تفتتح سوق الخضار الجديدة"
SITE = "صوت النهر"


def make_page(above: str, *, title: str, below: str = "", head: str = "") -> str:
    return (
        f"<html><head><title>{title}</title>{head}</head><body><main>{above}"
        f'<div class="content">{paragraphs(PARAGRAPHS)}</div></main>{below}</body></html>'
    )


@pytest.mark.parametrize(
    "below",
    [
        '<div class="comment"><b>زائر</b><time datetime="2026-03-05">5 مارس 2026</time></div>',
        '<div class="card"><h3><a href="/n/2">افتتاح الجسر الجديد بين ضفتي النهر</a></h3>'
        '<meta itemprop="datePublished" content="2025-01-05"></div>',
    ],
)
def test_a_date_of_a_comment_or_teaser_is_not_the_articles(below: str) -> None:
    page = make_page(f"<h1>{TITLE}</h1>", title=f"{TITLE} - {SITE}", below=below)
    assert extract_article(page, url="https://khabar.example/n/4821").published_at is None


@pytest.mark.parametrize(
    ("above", "title", "head"),
    [
        (f"<h1>{TITLE}</h1>", SITE, f'<meta property="og:title" content="{SITE}">'),
        (f'<table><tr><td><font size="5">{TITLE}</font></td></tr></table>', SITE, ""),
        (f'<div class="newstitle">{TITLE}</div>', SITE, ""),
        ("", f"{TITLE} ... {SITE}", f'<meta property="og:site_name" content="{SITE}">'),
        ("", f"{SITE} {TITLE}", f'<meta property="og:site_name" content="{SITE}">'),
    ],
)
def test_the_name_of_the_site_is_no_headline(above: str, title: str, head: str) -> None:
    assert extract_article(make_page(above, title=title, head=head)).title == TITLE


@pytest.mark.parametrize(
    "script",
    [
        "{'@type':'NewsArticle','headline':'Market','author':{'name':'A'}}",
        "{“@type”:“NewsArticle”,“headline”:“Market”,“author”:{“name”:“A”}}",
        r'"{\"@type\":\"NewsArticle\",\"headline\":\"Market\",\"author\":{\"name\":\"A\"}}"',
    ],
)
def test_json_ld_in_other_quotes_is_read(script: str) -> None:
    expected = {"@type": "NewsArticle", "headline": "Market", "author": {"name": "A"}}
    assert load_json_values(script) == [expected]


def test_an_unfilled_template_is_no_address() -> None:
    tree = html.fromstring('<head><link rel="canonical" href="{{ page.url }}"></head>')
    url = "https://www.example.org/news/58231"
    assert find_declared_address(tree, url=url, base_url=url) is None
