"""Pages without telling names: comments, clocks, players, and pages that are no articles."""

import pytest

from crawler.discovery.links import Link
from crawler.extraction import extract
from tests.extraction.pages import (
    NOW,
    PARAGRAPHS,
    TITLE,
    article_page,
    document,
    extract_article,
    make_publisher,
    paragraphs,
    parse_html,
    split_article_paragraphs,
)

UNDATED = "https://khabar.example/market-roof-4821"


@pytest.mark.parametrize("paragraph_count", [1, 5])
@pytest.mark.parametrize(
    "below",
    [
        "<div><h4>التعليقات (٢)</h4><div><b>أبو سجاد</b><p>خبر يفرح القلب فعلا.</p></div></div>",
        "<div><h3>تعليقات القراء (2)</h3><div><b>قارئ</b><br>برافو، هذه أخبار نحبها.</div></div>",
        "<div><h4>ردود</h4><p>ننتظر مثل هذا في مدينتنا أيضا.</p></div>",
        "<div><h4>2 تعليق</h4><p>ننتظر مثل هذا في مدينتنا أيضا.</p></div>",
        "<div><b>آراء الزوار</b><p>ننتظر مثل هذا في مدينتنا أيضا.</p></div>",
        "<div><h4>استطلاع</h4><p>هل تؤيد نقل الأسواق القديمة إلى أطراف المدن؟</p></div>",
        "<div><h4>استطلاع الرأي</h4><p>هل تؤيد نقل الأسواق القديمة إلى أطراف المدن؟</p></div>",
        "<div><h4>شارك برأيك</h4><p>هل تؤيد نقل الأسواق القديمة إلى أطراف المدن؟</p></div>",
        "<div><h4>تصويت</h4><p>هل تؤيد نقل الأسواق القديمة إلى أطراف المدن؟</p></div>",
    ],
)
def test_comments_and_polls_go_by_their_heading(below: str, paragraph_count: int) -> None:
    texts = PARAGRAPHS[:paragraph_count]
    html = f'<div class="w"><div class="m">{paragraphs(texts)}</div>{below}</div>'
    assert split_article_paragraphs(extract_article(article_page(html))) == list(texts)


def test_the_clock_of_the_site_header_is_no_date() -> None:
    clocks = (
        "الاثنين 23 نونبر 2026 - 11:59",
        "الاثنين ٢٣ تشرين الثاني/نوفمبر ٢٠٢٦ الساعة ١١:٥٩ صباحا",
        "الإثنين 23 نوفمبر 2026",
    )
    for clock in clocks:
        for site_header in (
            '<table><tr><td><a href="./"><img src="/logo.gif"></a></td><td class="horloge">'
            f"{clock}</td><td><form><input></form></td></tr></table>",
            f'<div><h1><a href="/"><img src="/logo.gif"></a></h1><div>{clock}</div></div>',
            f'<div><form><input></form><div class="date">{clock}</div></div>',
        ):
            page = f"{site_header}<div><h1>{TITLE}</h1>{paragraphs()}</div>"
            assert extract_article(document(page), url=UNDATED).published_at is None


@pytest.mark.parametrize(
    "player",
    [
        '<object type="video/mp4" data="/media/f.mp4"></object>',
        '<object data="/player.swf"><param name="movie" value="/p.swf"></object>',
        '<embed src="/media/f.mp4" type="video/mp4">',
        '<iframe src="https://www.facebook.com/plugins/video.php?href=x"></iframe>',
        '<iframe src="https://rutube.example/play/embed/1"></iframe>',
        '<video src="/f.mp4"></video>',
    ],
)
@pytest.mark.parametrize("date", ["", "<div>20 نوفمبر 2026</div>"])
def test_a_player_with_a_line_is_a_video(player: str, date: str) -> None:
    page = article_page(f"{date}{player}<p>{PARAGRAPHS[0][:90]}</p>")
    assert extract_article(page, url=UNDATED).kind == "video"
    assert extract_article(article_page(player + paragraphs())).kind == "article"


def _row(number: int, words: int) -> str:
    link = f'<a href="/ar/lire-{number}.html">افتتاح السوق القديم في المدينة رقم {number}</a>'
    teaser = " ".join(PARAGRAPHS[number % 5].split()[:words])
    date = f"<i>{number + 1} نوفمبر 2026</i>"
    return f"<tr><td><img src=/v.jpg></td><td>{link}<br>{date}<br>{teaser}...</td></tr>"


@pytest.mark.parametrize("rows", [1, 2, 3, 8])
@pytest.mark.parametrize("words", [4, 16])
def test_a_table_of_teasers_is_a_listing(rows: int, words: int) -> None:
    table = "".join(_row(number, words) for number in range(rows))
    html = f"<h2>ثقافة</h2><table>{table}</table><p><a href='?p=2'>الصفحة الموالية ›</a></p>"
    for url in ("https://khabar.example/ar/q-12.html", UNDATED):
        article = extract_article(document(html, title="ثقافة"), url=url)
        assert article.kind in ("listing", "other")


@pytest.mark.parametrize(
    "words",
    [
        "كل المقالات الموقعة تعبر عن آراء أصحابها، ولا تلزم الجريدة في شيء، ولكم الحق في الرد.",
        "تصدر الجريدة عن تعاونية صحفية مقرها تونس، ولها مكاتب في الجزائر والرباط، ويسهر على "
        "تحريرها عشرون صحفيا، وتجتمع هيئة التحرير كل صباح على الساعة التاسعة.",
    ],
)
def test_a_short_undated_page_is_no_article(words: str) -> None:
    clock = "<table><tr><td>الاثنين 23 نوفمبر 2026 - 11:59</td></tr></table>"
    page = document(f"{clock}<div><h1>تنبيه قانوني</h1>{words}</div>", title="تنبيه قانوني")
    assert extract_article(page, url="https://khabar.example/ar/m.html").kind == "other"


@pytest.mark.parametrize("title", ["من نحن", "سياسة الخصوصية", "شروط الاستخدام", "فريق التحرير"])
def test_what_an_outlet_says_of_itself_is_no_article(title: str) -> None:
    head = '<meta property="og:type" content="article">'
    page = document(f"<h1>{title}</h1>{paragraphs()}", head=head, title=title)
    assert extract_article(page, url="https://khabar.example/p/12").kind == "other"


def test_a_feed_alone_makes_no_article_of_a_line() -> None:
    hint = Link(url=UNDATED, kind="article", title=TITLE, published=NOW)
    for paragraph_count, kind in ((1, "other"), (5, "article")):
        page = parse_html(article_page(paragraphs(PARAGRAPHS[:paragraph_count])), url=UNDATED)
        assert extract(page, make_publisher(), now=NOW, hint=hint).kind == kind
