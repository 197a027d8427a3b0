"""Small pages of our own, and functions that parse and extract them."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from crawler.extraction import Page, extract, parse_page
from crawler.items import Article
from crawler.publisher import Publisher

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
URL = "https://khabar.example/2026/11/20/market-roof-4821"
TITLE = "افتتاح السوق القديم بعد ترميم دام ثلاثة أعوام"
PARAGRAPHS = (
    "افتتحت بلدية المدينة صباح الخميس السوق القديم بعد ترميم دام ثلاثة أعوام، بحضور عدد كبير من "
    "التجار والأهالي الذين ملأوا الممرات منذ الساعات الأولى من النهار.",
    "وقال المهندس المشرف على الأعمال إن الفريق استعاد السقف الخشبي كما كان قبل ستين عاما، معتمدا "
    "على صور قدمتها عائلات التجار القدامى.",
    "وكلف المشروع نحو أربعة ملايين، دفعت الوزارة نصفها وتكفل مجلس التجار بالباقي على دفعات.",
    "ويشكو بعض أصحاب المحال من ضيق المداخل الجديدة، لكنهم يرون أن عودة الزبائن ستعوض ما فاتهم.",
    "ومن المقرر أن تبدأ المرحلة الثانية في الربيع المقبل بتوسيع الساحة الشرقية وزراعة الأشجار.",
)
CAPTION = "تجار يرفعون أبواب محالهم أول مرة"


def make_publisher(**values: Any) -> Publisher:
    """Return a publisher with the address of the sample pages."""
    defaults: dict[str, Any] = {
        "slug": "khabar.example",
        "homepage": "https://khabar.example/",
        "domains": ("khabar.example",),
        "verified": True,
    }
    return Publisher(**(defaults | values))


def paragraphs(texts: Sequence[str] = PARAGRAPHS) -> str:
    """Write texts as `<p>` elements."""
    return "".join(f"<p>{text}</p>" for text in texts)


def document(main: str, *, head: str = "", title: str = TITLE) -> str:
    """Write a page with a menu, a sidebar and a footer around its main part."""
    side = "".join(
        f'<li><a href="/n/{n}">عنوان جانبي من القائمة رقم {n}</a></li>' for n in range(6)
    )
    return (
        f'<html lang="ar"><head><meta charset="utf-8"><title>{title} | '
        f"خبر</title>{head}</head><body>"
        '<div class="menu"><a href="/">الرئيسية</a> <a href="/s">سياسة</a></div>'
        f'<div class="main">{main}</div><div class="side"><ul>{side}</ul></div>'
        "<div>جميع الحقوق محفوظة 2026</div></body></html>"
    )


def article_page(body: str | None = None, **values: str) -> str:
    """Write a page with the headline above a body."""
    return document(f"<h1>{TITLE}</h1>{body if body is not None else paragraphs()}", **values)


def parse_html(html: str | bytes, *, url: str = URL, content_type: str | None = None) -> Page:
    """Parse a page."""
    body = html.encode() if isinstance(html, str) else html
    return parse_page(body, url=url, content_type=content_type)


def extract_article(html: str | bytes, *, url: str = URL, **publisher: Any) -> Article:
    """Extract the article of a page."""
    return extract(parse_html(html, url=url), make_publisher(**publisher), now=NOW)


def split_article_paragraphs(article: Article) -> list[str]:
    """Return the paragraphs of an article."""
    return (article.text or "").split("\n\n")
