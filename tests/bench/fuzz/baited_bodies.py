"""Bodies with one text in every place that the crawler reads."""

from html import escape
from json import dumps

from tests.bench.fuzz.reading import BodyKind

_PARAGRAPH = (
    "<p>افتتحت البلدية صباح الخميس السوق القديم بعد ترميم دام ثلاثة أعوام، بحضور التجار.</p>"
)
_META_NAMES = (
    "og:title",
    "author",
    "keywords",
    "article:section",
    "description",
    "og:url",
    "og:image",
)
_JSON_LD_KEYS = ("headline", "datePublished", "articleBody", "author", "keywords", "articleSection")


def make_baited_bodies(bait: str) -> dict[BodyKind, bytes]:
    """Return a page, a feed and a sitemap with the bait in all places."""
    text = escape(bait)
    entry = "".join(
        f"<{name}>{text}</{name}>" for name in ("title", "pubDate", "category", "guid", "loc")
    )
    url = f"<loc>/{text}</loc><lastmod>{text}</lastmod>"
    return {
        "page": _make_page(bait, text).encode("utf-8", "surrogatepass"),
        "feed": (
            f'<rss version="2.0"><channel><title>{text}</title><item>{entry}<link>/{text}</link>'
            f"<description>{text}</description></item></channel></rss>{bait}"
        ).encode("utf-8", "surrogatepass"),
        "sitemap": (
            f"<urlset><url>{url}</url><url><loc>/a</loc><news><title>{text}</title>"
            f"<publication_date>{text}</publication_date></news></url></urlset>{bait}"
        ).encode("utf-8", "surrogatepass"),
    }


def _make_page(bait: str, text: str) -> str:
    head = "".join(f'<meta property="{name}" content="{text}">' for name in _META_NAMES)
    json_ld = dumps(
        {"@type": "NewsArticle", "image": {"caption": bait}} | dict.fromkeys(_JSON_LD_KEYS, bait)
    )
    return (
        f'<html><head><title>{text}</title>{head}<link rel="canonical" href="/{text}">'
        f'<script type="application/ld+json">{json_ld}</script></head><body><h1>{text}</h1>'
        f'<div class="byline {text}">{text}</div><time datetime="{text}">{text}</time>'
        f'<div id="{text}">{_PARAGRAPH}<p>{text}</p>{_PARAGRAPH * 3}<figure><img src="/a.jpg"'
        f' alt="{text}"><figcaption>{text}</figcaption></figure><p>قال {text}</p>'
        f'<a href="?{text}">{text}</a><p><b>{text}</b></p></div></body></html>'
    )
