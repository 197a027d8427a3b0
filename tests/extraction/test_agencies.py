"""Agencies that an article credits, apart from its authors."""

import pytest

from crawler.extraction.fields.agencies import find_agencies
from tests.extraction.pages import (
    PARAGRAPHS,
    TITLE,
    article_page,
    document,
    extract_article,
    paragraphs,
)


@pytest.mark.parametrize(
    ("printed", "agencies"),
    [
        ("رويترز", ["رويترز"]),
        ("Reuters", ["رويترز"]),
        ("القاهرة - أ ف ب", ["أ ف ب"]),
        ("بيروت (رويترز)", ["رويترز"]),
        ("أ.ف.ب ورويترز", ["أ ف ب", "رويترز"]),
        ("فرانس برس، د.ب.أ", ["أ ف ب", "د ب أ"]),
        ("كتب: سالم الكندي - وكالات", ["وكالات"]),
        ("وكالة الأنباء السعودية", ["واس"]),
        ("وكالة المشرق للأنباء", ["وكالة المشرق للأنباء"]),
        ("وكالة الطاقة الذرية", []),
        ("سالم الكندي", []),
        ("قال المتحدث لرويترز", []),
    ],
)
def test_agencies_match_whole_parts_under_one_name(printed: str, agencies: list[str]) -> None:
    assert list(find_agencies([printed])) == agencies


def test_an_agencys_own_site_credits_nobody() -> None:
    assert find_agencies(["وام"], ["وام", "wam.ae"]) == ()


@pytest.mark.parametrize(
    "html",
    [
        article_page(f"<p>مسقط (رويترز) - {PARAGRAPHS[0]}</p>{paragraphs(PARAGRAPHS[1:])}"),
        article_page(f"{paragraphs(PARAGRAPHS[:-1])}<p>{PARAGRAPHS[-1]} (رويترز)</p>"),
        article_page(f"{paragraphs()}<p>المصدر: رويترز</p>"),
        document(f'<h1>{TITLE}</h1><span class="author">رويترز</span>{paragraphs()}'),
        article_page(head='<meta name="author" content="Reuters">'),
        article_page(
            head='<script type="application/ld+json">{"@type":"NewsArticle","headline":"'
            + TITLE
            + '","author":{"@type":"Organization","name":"رويترز"}}</script>'
        ),
    ],
    ids=["dateline", "brackets", "source", "byline", "meta", "json-ld"],
)
def test_a_page_credits_an_agency_wherever_it_prints_it(html: str) -> None:
    article = extract_article(html)
    assert article.agencies == ("رويترز",)
    assert article.authors == ()
    assert article.evidence["agencies"] in ("text", "markup", "meta", "json-ld")


@pytest.mark.parametrize("name", ["إنترفاكس", "Interfax", "وكالة المشرق للأنباء"])
def test_an_agency_is_no_author(name: str) -> None:
    article = extract_article(article_page(head=f'<meta name="author" content="{name}">'))
    assert article.authors == ()
    assert len(article.agencies) == 1
