"""Printed lines read as bylines, and the choice among all who may be the authors."""

import pytest

from crawler.extraction.fields.bylines import BylineLine, read_byline_line, read_headline_byline
from tests.extraction.pages import (
    PARAGRAPHS,
    TITLE,
    article_page,
    document,
    extract_article,
    paragraphs,
)


@pytest.mark.parametrize(
    ("line", "persons"),
    [
        ("بقلم:د.سالم الكندي", ["سالم الكندي"]),
        ("أ.د. سالم حمد الكندي", ["سالم حمد الكندي"]),
        ("كتب_سالم الكندي", ["سالم الكندي"]),
        ("كتبت -منى الزدجالي:", ["منى الزدجالي"]),
        ("كتب سالم الكندي ووائل حسن", ["سالم الكندي", "وائل حسن"]),
        ("أجرى الحوار: سالم الكندي", ["سالم الكندي"]),
        ("مسقط - سالم الكندي", ["سالم الكندي"]),
        ("سالم الكندي/ صلالة", ["سالم الكندي"]),
        ("سالم الكندي (الدوحة)", ["سالم الكندي"]),
        ("صدى الساحل – سالم الكندي", ["سالم الكندي"]),
        ("المشرق نيوز - نزوى (سالم الكندي)", ["سالم الكندي"]),
        ("سالم الكندي - مراسل الشؤون المحلية", ["سالم الكندي"]),
        ("تغطية: سالم الكندي - تصوير: حسن عامر", ["سالم الكندي"]),
        ("Muscat / سالم الكندي / الأناضول", ["سالم الكندي"]),
        ("سالم. ك", ["سالم. ك"]),
        ("سالم الكندي", ["سالم الكندي"]),
        ("بقلم ✍️ سالم الكندي", ["سالم الكندي"]),
        ("بقلم: السفير سالم الكندي", ["سالم الكندي"]),
        ("بقلم: رئيس التحرير سالم الكندي", ["سالم الكندي"]),
        ("سالم الكندي يكتب", ["سالم الكندي"]),
        ("كتبسالم الكندي", ["سالم الكندي"]),
        ("سالم الكندي @salim", ["سالم الكندي"]),
        ("بواسطة سالم الكندي - منذ ساعتين", ["سالم الكندي"]),
        ("سالم الكندي، مراسل الشؤون المحلية", ["سالم الكندي"]),
        ("موفدنا إلى نزوى: سالم الكندي", ["سالم الكندي"]),
        ("تونس: من مراسلتنا هيام الورغي", ["هيام الورغي"]),
        ("الكويت - بدر المطوع", ["بدر المطوع"]),
        ("القدس - شادن أبو غوش", ["شادن أبو غوش"]),
        ("أكادير – لحسن أوعلي", ["لحسن أوعلي"]),
        ("مسقط - خاص", []),
        ("مراسل المشرق نت - بغداد", []),
        ("المشرق اليوم - متابعة", []),
        ("كتب: وكالات", []),
        ("تصوير: سالم الكندي", []),
        ("رئيس التحرير: سالم الكندي", []),
        ("مسقط: «المشرق نيوز»", []),
    ],
)
def test_a_byline_line_names_its_writers(line: str, persons: list[str]) -> None:
    byline = read_byline_line(line)
    assert byline is not None
    assert list(byline.persons) == persons


@pytest.mark.parametrize(
    "line",
    [
        "رمضان كريم",
        "حسن الختام",
        "نادر الوجود",
        "يوسف وإخوته",
        "بقلم الرصاص رسم لوحته",
        "عن الكتاب",
        "المصدر الرئيسي للطاقة",
        "تقرير البنك الدولي",
        "ملعب أحمد بن علي",
        "عمان - انطلاق مهرجان جرش",
        "السلام عليكم ورحمة الله وبركاته",
    ],
)
def test_a_phrase_with_a_name_or_a_label_is_no_byline(line: str) -> None:
    assert read_byline_line(line) is None


@pytest.mark.parametrize(
    ("line", "agencies"),
    [
        ("دمشق-سانا", ["سانا"]),
        ("أنقرة / الأناضول", ["الأناضول"]),
        ("الدوحة – قنا", ["قنا"]),
        ("تونس (وات)", ["وات"]),
        ("(أ.ف.ب)", ["أ ف ب"]),
    ],
)
def test_a_byline_line_names_its_agencies(line: str, agencies: list[str]) -> None:
    assert read_byline_line(line) == BylineLine((), tuple(agencies))


@pytest.mark.parametrize(
    "line",
    [
        "افتتاح السوق القديم",
        "تحرير الأراضي المحتلة",
        "تقرير: الاقتصاد ينمو",
        "سالم الكندي: لن أرحل عن النادي",
        "سالم حسن وأطفاله الصغار",
        "القاهرة - أعلنت وزارة الصحة ارتفاع الإصابات",
        "نور الحقيقة",
        "سلام على غزة",
        "وزارة الداخلية السعودية",
        "كتب قديمة للبيع",
        PARAGRAPHS[0],
    ],
)
def test_other_lines_are_no_bylines(line: str) -> None:
    assert read_byline_line(line) is None


@pytest.mark.parametrize(
    ("headline", "name"),
    [
        ("سالم الكندي يكتب: المدينة التي نريد", "سالم الكندي"),
        ("د. منى الخطيب تكتب لـ المشرق: وداعا", "منى الخطيب"),
        ("المدينة التي نريد.. بقلم: سالم الكندي", "سالم الكندي"),
        ("التاريخ يكتب: نهاية حقبة", None),
    ],
)
def test_a_headline_may_name_its_writer(headline: str, name: str | None) -> None:
    assert read_headline_byline(headline) == name


@pytest.mark.parametrize("line", ["مسقط - سالم الكندي", "سالم الكندي", "كتب: سالم الكندي"])
def test_a_byline_as_first_line_is_read_and_cut(line: str) -> None:
    article = extract_article(article_page(f"<p>{line}</p>{paragraphs()}"))
    assert article.authors == ("سالم الكندي",)
    assert article.text == "\n\n".join(PARAGRAPHS)


def test_a_name_above_a_dateline_is_the_writer() -> None:
    texts = ["رشدان الحوراني", f"عمان - {PARAGRAPHS[0]}", *PARAGRAPHS[1:]]
    assert extract_article(article_page(paragraphs(texts))).authors == ("رشدان الحوراني",)


def test_the_last_line_may_name_the_writer() -> None:
    article = extract_article(article_page(f"{paragraphs()}<p>بقلم: سالم الكندي</p>"))
    assert article.authors == ("سالم الكندي",)


def test_the_writer_of_a_column_beside_the_article_is_not_its_author() -> None:
    box = (
        '<div class="box"><div class="author-name">سالم الكندي</div>'
        '<a href="/o/1">عن المدن والقراءة</a></div>'
    )
    assert extract_article(article_page(paragraphs() + box)).authors == ()


def test_a_name_by_the_headline_outweighs_a_login() -> None:
    page = document(
        f'<h1>{TITLE}</h1><span class="author">سالم الكندي</span>{paragraphs()}',
        head='<meta name="author" content="skindi">',
    )
    assert extract_article(page).authors == ("سالم الكندي",)


def test_a_label_of_unknown_words_is_no_part_of_a_name() -> None:
    page = article_page(
        f'<span class="author">حرره سالم الكندي</span>{paragraphs()}',
        head='<meta name="author" content="سالم الكندي">',
    )
    assert extract_article(page).authors == ("سالم الكندي",)


def test_a_name_property_inside_an_author_is_read() -> None:
    author = '<div itemprop="author"><meta itemprop="name" content="سالم الكندي"><i>كاتب</i></div>'
    assert extract_article(article_page(author + paragraphs())).authors == ("سالم الكندي",)


def test_a_publisher_who_is_a_person_may_be_the_author() -> None:
    name = '"name":"سالم الكندي"'
    head = (
        f'<script type="application/ld+json">[{{"@type":["Person","Organization"],{name}}},'
        f'{{"@type":"Article","headline":"{TITLE}","author":{{"@type":"Person",{name}}}}}]</script>'
    )
    assert extract_article(article_page(head=head)).authors == ("سالم الكندي",)


@pytest.mark.parametrize(
    "line", ["مسقط سيتي: متابعة", "خاص - الساحل", "س. ك", "كتب: وحدة الدراسات"]
)
def test_outlets_desks_and_initials_in_a_byline_are_nobody(line: str) -> None:
    page = article_page(f'<span class="author">{line}</span>{paragraphs()}')
    assert extract_article(page).authors == ()


def test_a_signature_may_hold_a_date() -> None:
    line = "كتب: سالم الكندي | السبت 12 أكتوبر 2024 - 10:30 ص"
    page = article_page(f"{paragraphs()}<p>{line}</p>")
    assert extract_article(page).authors == ("سالم الكندي",)


def test_a_sentence_about_the_author_is_no_name() -> None:
    box = (
        "<div class='about-author'><b>سالم الكندي</b><p>صحفي من نزوى يكتب منذ عشر سنوات.</p></div>"
    )
    assert extract_article(article_page(paragraphs() + box)).authors == ("سالم الكندي",)


def test_an_attribute_around_the_text_names_the_author() -> None:
    page = article_page(f'<div data-author="سالم الكندي">{paragraphs()}</div>')
    assert extract_article(page).authors == ("سالم الكندي",)
