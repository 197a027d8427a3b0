"""HTML of «مرقاب»'s pages, component by component."""

import json
from collections.abc import Sequence
from hashlib import sha256
from html import escape
from typing import Any

from tests.second_site.paper import joined
from tests.second_site.story import Photo, Story


def css(name: str) -> str:
    """Return a component's class names as a build step hashes them."""
    digest = sha256(name.encode()).hexdigest()
    return f"sc-{digest[:6]} {digest[6:11]}"


def classed(name: str) -> str:
    """Return a component's class attribute, after a space."""
    return f' class="{css(name)}"'


def json_ld(node: dict[str, Any]) -> str:
    """Return a JSON-LD script."""
    text = json.dumps({"@context": "https://schema.org", **node}, ensure_ascii=False)
    return f'<script type="application/ld+json">{text}</script>'


FRAME = """<!DOCTYPE html><html lang="{language}" dir="rtl"><head><meta charSet="utf-8"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<title>{title}</title>
{head}
<link rel="preload" href="/_next/static/css/9a1.css" as="style"/></head>
<body><div id="__next">
<div role="dialog" aria-label="الخصوصية" data-testid="consent"><h2>خصوصيتك تهمنا</h2>
<p>نستخدم ملفات تعريف الارتباط نحن وشركاؤنا لقياس عدد الزوار وعرض محتوى يناسب اهتماماتك، ويمكنك
تغيير اختيارك في أي وقت من صفحة الخصوصية.</p><button>قبول الكل</button><button>رفض</button></div>
<header class="{header}" data-testid="site-header"><a href="/" aria-label="مرقاب">مرقاب</a>
<nav>{sections}</nav><a href="/account/login">تسجيل الدخول</a></header>
<main>
{main}
</main>
<aside><section data-testid="most-read"><h2>الأكثر قراءة</h2><ol>
{most_read}
</ol></section>
{newsletter}</aside>
<footer><nav><a href="/legal/privacy">الخصوصية</a><a href="/legal/terms">شروط الاستخدام</a>
<a href="/contact">تواصل معنا</a><a href="/archive?date={day}">الأرشيف</a>
<a href="/search?q=">بحث</a></nav>
<small>© {year} مرقاب. جميع الحقوق محفوظة. لا يجوز إعادة نشر المواد من دون إذن مكتوب.</small>
</footer>
</div><script id="__NEXT_DATA__" type="application/json">{{"props":{{"pageProps":{{"locale":"ar",
"flags":["consent-v2","card-b"]}}}},"buildId":"kX2_91b"}}</script></body></html>"""

NEWSLETTER = """<section data-testid="newsletter"><h2>نشرة مرقاب</h2>
<p>أهم ما نشرناه في أسبوع، يصلك صباح كل سبت.</p>
<form><input type="email" placeholder="بريدك الإلكتروني"/><button>اشترك</button></form></section>"""
INLINE_NEWSLETTER = f"""<section class="{css("inline-newsletter")}" data-testid="newsletter-inline">
<h3>لا تفوّت قصصنا</h3><p>اشترك في نشرة مرقاب لتصلك قصص المجتمع كل أسبوع في بريدك.</p>
<form><input type="email"/><button>اشترك الآن</button></form></section>"""
ADVERT = f"""<div class="{css("slot")}" data-testid="ad-slot" aria-label="إعلان"><span>إعلان</span>
<div id="gpt-mid-1"></div></div>"""
SHARE = f"""<div class="{css("share")}" data-testid="share-bar"><span>مشاركة</span>
<button>فيسبوك</button><button>إكس</button><button>واتساب</button>
<button>نسخ الرابط</button></div>"""
FEEDBACK = f"""<div class="{css("feedback")}" data-testid="feedback">
<p>هل وجدت خطأ في هذه المادة؟ <a href="/contact">أخبرنا</a></p></div>"""
LOST = f"""<div class="{css("lost")}"><h1>الصفحة غير موجودة</h1>
<p>لم نجد ما تبحث عنه. ربما تغيّر العنوان أو سُحبت المادة. جرّب البحث أو عد إلى الصفحة الرئيسية.</p>
</div>"""

PLAIN_PAGES: dict[str, tuple[str, tuple[str, ...]]] = {
    "/legal/privacy": (
        "الخصوصية",
        (
            "تشرح هذه الصفحة ما نجمعه من بيانات حين تزور موقع مرقاب، ولماذا نجمعه، وكم نحتفظ به.",
            "نحتفظ بسجل الزيارات ثلاثين يوما لأغراض أمنية، ثم نحذفه، ولا نربطه بحسابك أبدا.",
            "يمكنك أن تطلب نسخة من بياناتك أو أن تطلب حذفها برسالة إلى مسؤول حماية البيانات لدينا.",
        ),
    ),
    "/legal/terms": (
        "شروط الاستخدام",
        ("باستخدامك الموقع فأنت توافق على هذه الشروط، وقد نعدلها من حين إلى آخر.",),
    ),
    "/contact": ("تواصل معنا", ("للتحرير وللإعلان، اكتب إلينا عبر النموذج أدناه.",)),
    "/account/login": ("تسجيل الدخول", ("ادخل بريدك لنرسل إليك رابط الدخول.",)),
}


def head(story: Story, url: str, site: str) -> str:
    """Return the metadata of an article's head."""
    summary = escape(story.lead or story.teaser)
    return joined(
        [
            f'<link rel="canonical" href="{url}"/>',
            '<meta property="og:type" content="article"/>',
            f'<meta property="og:title" content="{escape(story.title)} | {site}"/>',
            f'<meta property="og:site_name" content="{site}"/>',
            f'<meta name="description" content="{summary}"/>',
            f'<meta property="og:description" content="{summary}"/>',
        ]
    )


def feed_link(path: str) -> str:
    href = escape(path)
    return f'<link rel="alternate" type="application/atom+xml" title="مرقاب" href="{href}"/>'


def crumbs(section: str, path: str) -> str:
    return (
        f'<nav aria-label="مسار التنقل" class="{css("crumbs")}">'
        f'<a href="/">الرئيسية</a><a href="{path}">{section}</a></nav>'
    )


def deck(story: Story) -> str:
    if not story.lead:
        return ""
    return f'<p class="{css("deck")}" data-testid="article-deck">{escape(story.lead)}</p>'


def byline(story: Story) -> str:
    """Name the agency, or the outlet itself, or the authors with links, or nobody."""
    if story.agency:
        return f'<div class="{css("source")}">المصدر: {story.agency}</div>'
    if story.desk:
        return f'<div class="{css("byline")}" data-testid="byline">مرقاب</div>'
    if not story.authors:
        return ""
    people = [f'<a href="/people/{name.replace(" ", "-")}">{name}</a>' for name in story.authors]
    return f'<div class="{css("byline")}" data-testid="byline">بقلم {" و".join(people)}</div>'


def figure(photo: Photo) -> str:
    """Render a photo; its caption credits a person after a label, an agency in brackets."""
    agencies = {"رويترز", "أ ف ب"}
    words = escape(photo.caption or "")
    if photo.credit in agencies:
        words += f" ({photo.credit})"
    elif photo.credit:
        words += f' <span class="{css("credit")}">تصوير: {photo.credit}</span>'
    return (
        f'<figure class="{css("figure")}"><picture><source srcset="/media/{photo.file}?w=1200"/>'
        f'<img src="/media/{photo.file}" alt="" loading="lazy"/></picture>'
        f"<figcaption>{words}</figcaption></figure>"
    )


def topics(story: Story) -> str:
    if not story.tags:
        return ""
    chips = [
        f'<a data-testid="topic-chip" href="/topics/{tag.replace(" ", "-")}">{tag}</a>'
        for tag in story.tags
    ]
    return f'<div class="{css("topics")}" data-testid="topics">{joined(chips)}</div>'


def read_also(link: str, number: int) -> str:
    """Link to another article from the midst of a text, in one of four forms."""
    return (
        f'<aside class="{css("inline")}" data-testid="inline-related"><span>اقرأ أيضاً</span>'
        f"{link}</aside>",
        f"<p><strong>اقرأ أيضاً:</strong> {link}</p>",
        f'<div class="{css("inline-card")}"><span>اقرأ أيضاً</span><img src="/media/t.webp" alt=""/>'
        f"<h4>{link}</h4></div>",
        f'<p class="{css("text")}">اقرأ أيضا: {link}</p>',
    )[number % 4]


def player(story: Story) -> str:
    return (
        f'<div class="{css("player")}" data-testid="video-player"><video controls></video>'
        f"<h1>{escape(story.title)}</h1><p>{escape(story.text)}</p></div>"
    )


def slides(story: Story) -> str:
    rows = [
        f'<figure><img src="/media/s{number}.webp" alt=""/>'
        f"<figcaption>{block.plain}</figcaption></figure>"
        for number, block in enumerate(story.blocks, start=1)
    ]
    title = f"<h1>{escape(story.title)}</h1>"
    return f'<div class="{css("slides")}" data-testid="gallery">{title}{joined(rows)}</div>'


def plain_page(title: str, paragraphs: Sequence[str]) -> str:
    rows = joined(f'<p class="{css("text")}">{paragraph}</p>' for paragraph in paragraphs)
    return f'<div class="{css("static")}"><h1>{title}</h1>{rows}</div>'
