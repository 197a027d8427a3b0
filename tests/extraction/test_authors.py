import pytest

from crawler.extraction.fields.authors import find_person_names
from tests.extraction.pages import article_page, extract_article, paragraphs

SITE = ("صحيفة خبر", "khabar.example")


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("هدى المرزوقي", ["هدى المرزوقي"]),
        ("بقلم: هدى المرزوقي", ["هدى المرزوقي"]),
        ("كتب - سالم الكندي", ["سالم الكندي"]),
        ("حسام أبو العلا - القاهرة", ["حسام أبو العلا"]),
        ("بيروت – ليلى خوري", ["ليلى خوري"]),
        ("هدى المرزوقي، سالم الكندي", ["هدى المرزوقي", "سالم الكندي"]),
        ("هدى المرزوقي و سالم الكندي", ["هدى المرزوقي", "سالم الكندي"]),
        ("هدى المرزوقي وسالم الكندي", ["هدى المرزوقي", "سالم الكندي"]),
        ("سالم وليد الكندي", ["سالم وليد الكندي"]),
        ("هدى المرزوقي مع سالم الكندي", ["هدى المرزوقي", "سالم الكندي"]),
        ("سيد محمد على حسن الكندي", ["سيد محمد على حسن الكندي"]),
        ("مجلة س. الكندي", ["مجلة س. الكندي"]),
        ("مجلة الكندي", []),
        ("العمليات:\nهدى المرزوقي", ["هدى المرزوقي"]),
        ("سالم الكندي (مسقط)", ["سالم الكندي"]),
        ("سالم الكندي salem@khabar.example", ["سالم الكندي"]),
        ("رويترز", []),
        ("أ ف ب", []),
        ("وكالات", []),
        ("محرر", []),
        ("هيئة التحرير", []),
        ("صحيفة خبر", []),
        ("غرفة الأخبار", []),
        ("admin", []),
        ("https://www.facebook.com/khabar", []),
        ("بقلم", []),
        ("2026", []),
    ],
)
def test_only_person_names_of_a_byline_are_found(byline: str, names: list[str]) -> None:
    assert list(find_person_names([byline], SITE)) == names


@pytest.mark.parametrize("joined", [" وأحمد حسن", " مع أحمد حسن"])
def test_a_byline_without_end_is_read(joined: str) -> None:
    byline = f"محمد علي{joined * 3000}"
    assert find_person_names([byline], SITE) == find_person_names([f"محمد علي{joined}"], SITE)


def test_a_declared_person_may_be_called_like_a_role() -> None:
    assert find_person_names(["نشر الدين خاص"], declared_person=True) == ("نشر الدين خاص",)
    assert find_person_names(["محرر الموقع"], declared_person=True) == ()


@pytest.mark.parametrize(
    "html",
    [
        '<div class="byline">بقلم هدى المرزوقي</div>',
        '<span itemprop="author">هدى المرزوقي</span>',
        '<a rel="author" href="/writers/1">هدى المرزوقي</a>',
        "<div>كتبت: هدى المرزوقي</div>",
        '<div class="x"><a href="/author/huda">هدى المرزوقي</a></div>',
        '<span class="by">هدى المرزوقي</span>',
    ],
)
def test_visible_bylines(html: str) -> None:
    article = extract_article(article_page(html + paragraphs()))
    assert article.authors == ("هدى المرزوقي",)
    assert article.evidence["authors"] == "markup"


def test_authors_of_related_articles_do_not_count() -> None:
    related = '<div class="related"><span class="author">سالم الكندي</span></div>'
    assert extract_article(article_page(paragraphs() + related)).authors == ()


@pytest.mark.parametrize("line", ["خبر / سالم الكندي", "سالم الكندي / خبر", "خبر / شتيوي زقم"])
def test_a_last_line_names_the_writer_beside_the_site(line: str) -> None:
    head = '<meta property="og:site_name" content="خبر">'
    page = article_page(f"{paragraphs()}<p>{line}</p>", head=head)
    assert extract_article(page).authors == (line.replace("خبر", "").strip(" /"),)
