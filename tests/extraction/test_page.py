import pytest

from crawler.extraction import extract
from tests.extraction.pages import (
    NOW,
    PARAGRAPHS,
    URL,
    article_page,
    make_publisher,
    paragraphs,
    parse_html,
)


def test_meta_is_read_by_name_property_and_itemprop() -> None:
    head = (
        '<meta property="og:title" content="عنوان"><meta name="Author" content="هدى">'
        '<meta itemprop="datePublished" content="2026-11-20"><meta name="empty" content=" ">'
    )
    meta = parse_html(article_page(head=head)).meta
    assert meta["og:title"] == ("عنوان",)
    assert meta["author"] == ("هدى",)
    assert meta["datepublished"] == ("2026-11-20",)
    assert "empty" not in meta


def test_the_declared_address_is_taken_relative_to_the_base() -> None:
    head = (
        '<base href="https://khabar.example/ar/">'
        '<link rel="canonical" href="node/4821?utm_source=x">'
    )
    page = parse_html(article_page(head=head), url=URL)
    assert page.canonical == "https://khabar.example/ar/node/4821"
    assert extract(page, make_publisher(), now=NOW).url == "https://khabar.example/ar/node/4821"


def test_another_sites_canonical_address_is_not_believed() -> None:
    page = parse_html(article_page(head='<link rel="canonical" href="https://other.example/1">'))
    assert extract(page, make_publisher(), now=NOW).url == URL


@pytest.mark.parametrize("path", ["2001/02/03/x-9999", "author/x", "", "tag/x"])
def test_another_sites_canonical_address_tells_neither_date_nor_kind(path: str) -> None:
    link = f'<link rel="canonical" href="https://other.example/{path}">'
    article = extract(parse_html(article_page(head=link)), make_publisher(), now=NOW)
    assert article == extract(parse_html(article_page()), make_publisher(), now=NOW)


def test_a_page_without_an_address_may_have_any() -> None:
    link = '<link rel="canonical" href="https://other.example/2001/02/03/x-9999">'
    page = parse_html(article_page(head=link), url="http://page.invalid/page")
    assert page.canonical == "https://other.example/2001/02/03/x-9999"


def test_tags_that_are_never_closed_do_not_lose_the_rest() -> None:
    page = parse_html(article_page("<font>" * 600 + paragraphs()))
    assert page.deeply_nested
    assert PARAGRAPHS[-1] in (extract(page, make_publisher(), now=NOW).text or "")


def test_control_characters_and_lone_surrogates_go() -> None:
    page = parse_html(article_page(paragraphs() + "<p>a\x00b&#xD800;c</p>"))
    assert "\x00" not in page.tree.text_content()
