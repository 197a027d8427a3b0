import pytest

from crawler.extraction import explain
from crawler.extraction.fields.page_type_weights import WEIGHTS
from tests.extraction.pages import (
    PARAGRAPHS,
    URL,
    article_page,
    document,
    extract_article,
    make_publisher,
    paragraphs,
    parse_html,
)

TEASERS = "".join(
    f'<article><h2><a href="/2026/11/20/n-{n}">خبر من المدينة القديمة وأسواقها رقم {n}</a></h2>'
    f"<p>{PARAGRAPHS[n % 5][:70]}</p></article>"
    for n in range(8)
)
PLAYER = '<iframe src="https://www.youtube.com/embed/x"></iframe>'


def test_an_article() -> None:
    assert extract_article(article_page()).kind == "article"


def test_a_flash_of_one_sentence_with_its_date() -> None:
    page = article_page(f'<time datetime="2026-11-20T09:40Z">اليوم</time><p>{PARAGRAPHS[0]}</p>')
    assert extract_article(page).kind == "article"


@pytest.mark.parametrize(
    ("url", "html"),
    [
        ("https://khabar.example/", paragraphs() * 2),
        ("https://khabar.example/category/محليات", f"<h1>محليات</h1>{TEASERS}"),
        ("https://khabar.example/local-affairs-and-more", f"<h1>محليات</h1>{TEASERS}"),
        ("https://khabar.example/category/محليات/page/2", "<h1>محليات</h1>" + TEASERS[:300]),
    ],
)
def test_a_list_of_articles_is_a_listing(url: str, html: str) -> None:
    assert extract_article(document(html, title="محليات"), url=url).kind == "listing"


def test_a_video_with_little_text() -> None:
    page = article_page(f"{PLAYER}<p>{PARAGRAPHS[0][:90]}</p>")
    assert extract_article(page).kind == "video"
    assert extract_article(article_page(PLAYER + paragraphs())).kind == "article"


@pytest.mark.parametrize(
    "title", ["الصفحة غير موجودة", "404 Not Found", "عذرا، الصفحة التي تبحث عنها"]
)
def test_an_error_page_answered_as_found(title: str) -> None:
    page = document(f"<h1>{title}</h1><p>{PARAGRAPHS[3]}</p>", title=title)
    assert extract_article(page).kind == "other"


def test_a_wiki_is_no_outlet() -> None:
    assert (
        extract_article(article_page(head='<meta name="generator" content="MediaWiki 1.45">')).kind
        == "other"
    )


def test_a_page_of_a_few_undated_words_is_no_article() -> None:
    page = document(
        "<h1>اتصل بنا</h1><p>للتواصل معنا يرجى زيارة مكتبنا في الساحة.</p>", title="اتصل بنا"
    )
    assert extract_article(page, url=URL.replace("2026/11/20/", "")).kind == "other"


def test_a_short_article_with_read_also_lines_is_no_list() -> None:
    title = "بلدية المدينة تعلن خطة جديدة للحدائق والساحات كلها"
    also = f'<b>اقرأ أيضا:</b> <a href="/2026/11/19/n-1">{title}</a>'
    linked = "".join(
        f'<br>- <a href="/2026/11/18/n-{n}">مدرسة القرية تفوز بجائزة القراءة الكبرى رقم {n}</a>'
        for n in (2, 3, 4)
    )
    lines = [PARAGRAPHS[0], also, *PARAGRAPHS[1:4]]
    page = document(
        f'<h1>عنوان الخبر</h1><time datetime="2026-11-20T09:40Z">اليوم</time><div class="newsbody">'
        f"{'<br><br>'.join(lines)}</div><div><b>مواضيع ذات صلة</b>{linked}</div>"
    )
    assert extract_article(page).kind == "article"


LINKED = "".join(
    f'<div class="item"><h3><a href="/news/{n}">خبر آخر عن شؤون المدينة رقم {n}</a></h3></div>'
    for n in range(20)
)
DATED = '<time datetime="2026-11-20T09:40Z">20 نوفمبر 2026</time>'
DECLARED = '<meta property="og:type" content="article">'


@pytest.mark.parametrize(("head", "date"), [(DECLARED, DATED), ("", DATED)])
def test_short_news_beside_many_headlines(head: str, date: str) -> None:
    page = article_page(f"{date}<p>{PARAGRAPHS[0]}</p>{LINKED}", head=head)
    assert extract_article(page).kind == "article"


@pytest.mark.parametrize("canonical", ["/", "/category/محليات", "/nothing-here"])
def test_a_wrong_canonical_loses_no_article(canonical: str) -> None:
    head = f'{DECLARED}<link rel="canonical" href="https://khabar.example{canonical}">'
    assert extract_article(article_page(DATED + paragraphs(), head=head)).kind == "article"


def test_a_headline_with_a_number_of_error_pages() -> None:
    title = "إصابة 404 عمال في مصانع المدينة منذ بداية العام"
    page = document(f"<h1>{title}</h1>{DATED}<p>{PARAGRAPHS[3]}</p>", title=title, head=DECLARED)
    assert extract_article(page).kind == "article"


def test_a_page_without_text_never_is_an_article() -> None:
    assert extract_article(article_page(DATED, head=DECLARED)).kind != "article"


def test_every_feature_has_a_weight() -> None:
    assert (
        explain(parse_html(article_page()), make_publisher(), now=None).features.keys()
        == WEIGHTS.keys()
    )
