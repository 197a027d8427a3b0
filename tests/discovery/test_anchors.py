"""Anchors judged by their box, their neighbours and their words."""

import pytest
from lxml import html

from crawler.discovery.anchor_words import (
    is_calendar_step_text,
    is_pagination_text,
    is_read_more_text,
)
from crawler.discovery.listings import read_listing

HOME = "https://example.com"
LIST = f"{HOME}/qism-5.html"
HEADLINE = "الحكومة تقر خطة جديدة لدعم المزارعين"


def kinds(body: str, url: str = LIST) -> dict[str, str]:
    tree = html.document_fromstring(f"<html><body>{body}</body></html>")
    return {link.url.removeprefix(HOME): link.kind for link in read_listing(tree, url)}


@pytest.mark.parametrize(
    "text",
    [
        *("2", "٣", "[4]", "صفحة ٢", "الصفحة 3", "»", "‹‹", "▼", "Next »", "Older posts"),
        *("الصفحة الموالية ›", "الموالي", "التالية", "اللاحق", "الأقدم", "مقالات أقدم", "السابق"),
        *("أخبار سابقة", "رسائل أقدم", "الصفحة الأخيرة", "عرض المزيد", "حمّل المزيد", "أظهر المزيد"),
        *("تحميل المزيد من الأخبار", "المزيد من المقالات", "مواضيع أخرى"),
        *("Page suivante", "Précédent", "Articles plus anciens", "Voir plus", "Load more"),
    ],
)
def test_texts_of_pagination(text: str) -> None:
    assert is_pagination_text(text)
    assert not is_calendar_step_text(text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "...",
            "الأخيرة",
            "المزيد",
            "أحدث الأخبار",
            "أخبار محلية",
            "12345",
            "2 صور",
            HEADLINE,
        ),
        *("السابقون الأولون", "التالي في القائمة هو الأهم", "مزيد", "رياضة"),
    ],
)
def test_texts_that_are_no_pagination(text: str) -> None:
    assert not is_pagination_text(text)


def test_read_more_is_judged_by_where_it_stands() -> None:
    assert is_read_more_text("المزيد »")
    assert kinds('<p><a href="/x/y/z">المزيد</a></p>') == {"/x/y/z": "page"}
    assert kinds('<p><a href="/qism-5.html?z=4">المزيد</a></p>') == {"/qism-5.html?z=4": "paging"}
    assert kinds('<div class="pager"><a href="/x/y/z">المزيد</a></div>') == {"/x/y/z": "paging"}


@pytest.mark.parametrize(
    "text", ["الأسبوع السابق", "‹ الشهر السابق", "السنة القادمة", "Next month"]
)
def test_calendar_steps_are_skipped(text: str) -> None:
    assert is_calendar_step_text(text)
    assert kinds(f'<p><a href="/qism-5.html?w=45">{text}</a></p>') == {}
    assert kinds(f'<p><a href="/category/5?w=45">{text}</a></p>') == {}


@pytest.mark.parametrize(
    "box",
    [
        '<div class="pagination">{}</div>',
        '<ul class="Pagination_root__x1y2"><li>{}</ul>',
        '<td id="pages">{}</td>',
        '<div class="wp-pagenavi">{}</div>',
        '<nav aria-label="ترقيم الصفحات">{}</nav>',
        '<div role="navigation" data-testid="pager">{}</div>',
        "<div><a href='/x?z=2'>2</a> <a href='/x?z=3'>3</a> {}</div>",
        "<ul><li><a href='/x?z=2'>2</a><li><a href='/x?z=3'>3</a><li>{}</ul>",
    ],
)
@pytest.mark.parametrize("text", ["<img src=a.gif>", "<i class=icon></i>", "للأمام", "آخر صفحة"])
def test_an_anchor_among_page_numbers_is_pagination(box: str, text: str) -> None:
    kind_by_path = kinds(box.format(f'<a href="/x?z=9">{text}</a>'))
    assert set(kind_by_path.values()) == {"paging"}


def test_a_box_with_headlines_is_no_pager_whatever_its_name() -> None:
    card = f'<a href="/x/61"><img src=a.jpg></a> <a href="/x/62">{HEADLINE}</a>'
    assert kinds(f'<div class="pages">{card}</div>') == {"/x/61": "page", "/x/62": "article"}
    counts = '<li><a href="/x/61"><img src=a.jpg></a><a href="/c/5">3</a></li>'
    assert kinds(f"<ul>{counts}</ul>")["/x/61"] == "page"


def test_a_neighbouring_article_is_told_from_a_page_of_a_list() -> None:
    box = '<div class="pagination"><a href="/news/123456">{}</a></div>'
    assert kinds(box.format("التالي")) == {"/news/123456": "paging"}
    assert kinds(box.format("التالي"), f"{HOME}/news/123457") == {"/news/123456": "article"}
    assert kinds(box.format("خبر قصير")) == {"/news/123456": "article"}


@pytest.mark.parametrize(
    "button",
    [
        '<button data-next-url="/x?z=9">عرض المزيد</button>',
        '<a href="#" data-url="/x?z=9">المزيد من الأخبار</a>',
        '<a href="javascript:void(0)" hx-get="/x?z=9">تحميل المزيد</a>',
        '<select><option value="/x?z=9">عرض المزيد</option></select>',
    ],
)
def test_a_button_that_loads_more_is_pagination(button: str) -> None:
    assert kinds(f"<p>{button}</p>") == {"/x?z=9": "paging"}
    assert "/x?z=9" not in kinds(f"<p>{button.replace('المزيد', 'الصور')}</p>")


def test_a_section_stays_one_beside_its_read_more() -> None:
    body = '<h3><a href="/category/5">رياضة</a></h3><p><a href="/category/5">عرض المزيد</a></p>'
    assert kinds(body) == {"/category/5": "section"}
    assert kinds('<p><a href="/category/5">عرض المزيد</a></p>') == {"/category/5": "section"}
    own = f"{HOME}/category/5"
    assert kinds('<p><a href="/category/5/9">التالي</a></p>', own) == {"/category/5/9": "paging"}


@pytest.mark.parametrize("text", ["ميثاقنا", "اعمل في الجريدة", "وظائف", "وثائق المؤسسة"])
def test_an_anchor_among_pages_about_the_outlet_is_skipped(text: str) -> None:
    about = '<a href="/p1">من نحن</a> | <a href="/contact.html">راسل المحرر</a> | {}'
    entry = f'<a href="/p.php?id=8">{text}</a>'
    assert "/p.php?id=8" not in kinds(f"<div id=dhayl>{about.format(entry)}</div>")
    sections = (
        '<a href="/p1">من نحن</a> <a href="/category/1">فن</a> <a href="/category/2">فكر</a> '
    )
    assert "/p.php?id=8" in kinds(f"<nav>{sections}{entry}</nav>")


def test_sections_and_headlines_among_such_pages_are_kept() -> None:
    about = '<a href="/about">من نحن</a> <a href="/contact">اتصل بنا</a> '
    rest = f'<a href="/x/y">رياضة</a> <a href="/category/2">فكر</a><a href="/x/z">{HEADLINE}</a>'
    assert set(kinds(f"<div>{about}{rest}</div>")) == {"/x/y", "/category/2", "/x/z"}


def test_a_short_title_outside_menus_is_fetched() -> None:
    assert kinds('<li><a href="/kitab">أمطار على الساحل</a>') == {"/kitab": "page"}
    assert kinds('<li><a href="/kitab"><img src=a.jpg></a>') == {"/kitab": "page"}
    assert kinds('<li><a href="/kitab">كتب</a>') == {"/kitab": "section"}


def test_cards_and_rows_that_a_script_makes_anchors() -> None:
    card = f"""<div onclick="window.location.href='/x/61'"><h4>{HEADLINE}</h4></div>
      <table><tr onclick='location.assign("/x/62")'><td>{HEADLINE}</td></tr></table>
      <p onclick="like(61)">{HEADLINE}</p>"""
    assert kinds(card) == {"/x/61": "article", "/x/62": "article"}


@pytest.mark.parametrize(
    "address",
    [
        *("/en/", "/en/news/123456", "/fr", "/en-us/sport", "/english/category/5", "/?lang=en"),
        *("//en.example.com/", "//english.example.com/news/123456", "/news/123456?lang=fr"),
    ],
)
def test_editions_in_other_languages_are_skipped(address: str) -> None:
    assert kinds(f'<p><a href="{address}">{HEADLINE}</a></p>', f"{HOME}/ar/") == {}
    assert kinds(f'<p><a href="{address}">{HEADLINE}</a></p>') == {}


def test_editions_in_arabic_or_the_pages_own_language_are_kept() -> None:
    body = f'<a href="/ar/x">{HEADLINE}</a><a href="/x/61?lang=ar">{HEADLINE}</a>'
    assert len(kinds(body, f"{HOME}/en/")) == 2
    assert len(kinds(f'<a href="/en/news/123456">{HEADLINE}</a>', f"{HOME}/en/list")) == 1
    assert kinds('<nav><a href="/x/y">English</a></nav>') == {}
    assert kinds('<nav><a href="/x/y">النسخة الفرنسية</a></nav>') == {}
