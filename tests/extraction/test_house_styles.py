"""Fields as outlets print them without telling class names, each in several ways."""

import pytest

from tests.extraction.pages import (
    PARAGRAPHS,
    TITLE,
    article_page,
    document,
    extract_article,
    paragraphs,
    split_article_paragraphs,
)

UNDATED = "https://khabar.example/market-roof-4821"
NAME, OTHER = "هدى المرزوقي", "سالم الكندي"
LAST = f'<p class="x">{PARAGRAPHS[-1]}</p>'


@pytest.mark.parametrize(
    "breadcrumb",
    [
        '<div id="masar"><a href="/">الرئيسية</a> » <a href="/l">محليات</a></div>',
        '<div><a href="./">الاستقبال</a> &gt; <a href="/l">محليات</a> &gt; {title}</div>',
        '<p><a href="/">الصفحة الأولى</a> / <a href="/l">محليات</a> / <b>{title}</b></p>',
        '<div><a href="/">Accueil</a> › <a href="/l">محليات</a></div>',
        '<div><a href="/">Home</a> | <a href="/l">محليات</a></div>',
        '<div><a href="/">الرئيسية</a> ‹ <a href="/n">أخبار</a> ‹ <a href="/l">محليات</a></div>',
        '<ul class="fil"><li><a href="/">الرئيسية</a></li><li><a href="/l">محليات</a></li></ul>',
        '<ol><li><a href="/">البداية</a></li><li><a href="/l">محليات</a></li><li>{title}</li></ol>',
        '<div>أنت هنا: <a href="/">الرئيسية</a> » <a href="/l">محليات</a></div>',
        '<table><tr><td><a href="/">الرئيسية</a> -&gt; <a href="/l">محليات</a></td></tr></table>',
        '<div><a href="/">الرئيسية</a> <i class="i"></i> <a href="/l">محليات</a></div>',
        '<div><span><a href="/">الرئيسية</a></span><span><a href="/l">محليات</a></span></div>',
        '<div><a href="/"><img src="/h.gif" alt=""></a> » <a href="/l">محليات</a></div>',
    ],
)
def test_a_breadcrumb_above_the_headline(breadcrumb: str) -> None:
    main = f"<div>{breadcrumb.format(title=TITLE)}<h1>{TITLE}</h1>{paragraphs()}</div>"
    article = extract_article(document(main), url=UNDATED)
    assert article.section == "محليات"
    assert split_article_paragraphs(article) == list(PARAGRAPHS)


def test_a_menu_is_no_breadcrumb() -> None:
    menu = "".join(
        f'<td><a href="/{n}">{n}</a></td>' for n in ("سياسة", "اقتصاد", "رياضة", "ثقافة")
    )
    table = f'<table><tr><td><a href="/">الرئيسية</a></td>{menu}</tr></table>'
    items = table.replace("td>", "li>").replace("table", "ul").replace("<tr>", "")
    for bar in (table, items):
        page = document(f"{bar}<h1>{TITLE}</h1>{paragraphs()}")
        assert extract_article(page, url=UNDATED).section is None


@pytest.mark.parametrize(
    "label",
    [
        "كلمات دالة",
        "الكلمات المفاتيح",
        "الكلمات المفتاحية",
        "كلمات مفتاحية",
        "الوسوم",
        "وسوم",
        "مواضيع",
        "تاغ",
        "Tags",
        "Mots-clés",
        "العلامات",
        "هاشتاغ",
        "كلمات البحث",
    ],
)
@pytest.mark.parametrize(
    "line",
    [
        '<div class="x"><b>{}:</b> <a href="/k/1">أسواق</a> | <a href="/k/2">ترميم</a></div>',
        '<p>{} : <a href="/k/1">#أسواق</a>، <a href="/k/2">#ترميم</a></p>',
        '<h4>{}</h4><ul><li><a href="/k/1">أسواق</a></li><li><a href="/k/2">ترميم</a></li></ul>',
        "<div>{}: أسواق، ترميم</div>",
    ],
)
def test_tags_behind_a_label(label: str, line: str) -> None:
    article = extract_article(article_page(f"{paragraphs()}{line.format(label)}"))
    assert article.tags == ("أسواق", "ترميم")
    assert split_article_paragraphs(article) == list(PARAGRAPHS)


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        (f"<div><b>بقلم: {NAME}</b> | نُشر يوم 20 نوفمبر 2026</div>", (NAME,)),
        (f"<div><b>{NAME}</b> | نُشر يوم 20 نوفمبر 2026 - 10:30</div>", (NAME,)),
        (f"<div><strong>{NAME}</strong> - 20/11/2026</div>", (NAME,)),
        (f"<div>{NAME} • 20 نوفمبر 2026</div>", (NAME,)),
        (f"<p>بقلم: {NAME} / {OTHER}</p>", (NAME, OTHER)),
        (f"<h4>كتبت: {NAME} و{OTHER}</h4>", (NAME, OTHER)),
        (f"<span>إعداد: {NAME}، {OTHER}</span>", (NAME, OTHER)),
        (f"<i>بقلم {NAME} - {OTHER}</i>", (NAME, OTHER)),
        ("<div>المصدر: دائرة إعلام الدفاع المدني</div>", ()),
        ("<div>المصدر : وكالات</div>", ()),
        ("<div>نقلا عن رويترز</div>", ()),
        ("<div><b>وكالة الأنباء الكويتية</b> | 20 نوفمبر 2026</div>", ()),
        ("<div><b>خبر - مسقط</b> | 20 نوفمبر 2026</div>", ()),
        ('<div><a href="/l">أخبار محلية</a> | 20 نوفمبر 2026</div>', ()),
        ("<div><b>شؤون محلية</b> | 20 نوفمبر 2026</div>", ()),
    ],
)
def test_bylines_above_the_text(byline: str, names: tuple[str, ...]) -> None:
    article = extract_article(article_page(f"{byline}{paragraphs()}"), name="صحيفة خبر")
    assert article.authors == names
    assert split_article_paragraphs(article) == list(PARAGRAPHS)


@pytest.mark.parametrize(
    ("signature", "names"),
    [
        (f'<div align="left"><b>{NAME}</b></div>', (NAME,)),
        (f'<p style="text-align:left"><strong>{NAME}</strong></p>', (NAME,)),
        (f"<p><b>{NAME}</b></p>", (NAME,)),
        (f"<p><strong>{NAME} / {OTHER}</strong></p>", (NAME, OTHER)),
        (f'<p align="left">بقلم: {NAME}</p>', (NAME,)),
        ("<p><b>رويترز</b></p>", ()),
        ("<p><b>وكالة الأنباء الكويتية</b></p>", ()),
        ("<p><b>المصدر: صحف</b></p>", ()),
        ("<p><b>انتهى</b></p>", ()),
        ("<p><b>يتبع غدا</b></p>", ()),
    ],
)
def test_signatures_below_the_text(signature: str, names: tuple[str, ...]) -> None:
    article = extract_article(article_page(f'<div class="m">{paragraphs()}{signature}</div>'))
    assert article.authors == names
    assert split_article_paragraphs(article) == list(PARAGRAPHS)
