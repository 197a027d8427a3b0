"""Bodies with one text in every place that is read, whatever it is."""

from html import escape
from json import dumps

from tests.bench.fuzz.reading import Form

_PARAGRAPH = (
    "<p>افتتحت البلدية صباح الخميس السوق القديم بعد ترميم دام ثلاثة أعوام، بحضور التجار.</p>"
)
_META = ("og:title", "author", "keywords", "article:section", "description", "og:url", "og:image")
_TOLD = ("headline", "datePublished", "articleBody", "author", "keywords", "articleSection")


def bodies(said: str) -> dict[Form, bytes]:
    """Return a page, a feed and a sitemap."""
    text = escape(said)
    entry = "".join(
        f"<{name}>{text}</{name}>" for name in ("title", "pubDate", "category", "guid", "loc")
    )
    place = f"<loc>/{text}</loc><lastmod>{text}</lastmod>"
    return {
        "page": _page(said, text).encode("utf-8", "surrogatepass"),
        "feed": (
            f'<rss version="2.0"><channel><title>{text}</title><item>{entry}<link>/{text}</link>'
            f"<description>{text}</description></item></channel></rss>{said}"
        ).encode("utf-8", "surrogatepass"),
        "sitemap": (
            f"<urlset><url>{place}</url><url><loc>/a</loc><news><title>{text}</title>"
            f"<publication_date>{text}</publication_date></news></url></urlset>{said}"
        ).encode("utf-8", "surrogatepass"),
    }


def _page(said: str, text: str) -> str:
    head = "".join(f'<meta property="{name}" content="{text}">' for name in _META)
    told = dumps({"@type": "NewsArticle", "image": {"caption": said}} | dict.fromkeys(_TOLD, said))
    return (
        f'<html><head><title>{text}</title>{head}<link rel="canonical" href="/{text}">'
        f'<script type="application/ld+json">{told}</script></head><body><h1>{text}</h1>'
        f'<div class="byline {text}">{text}</div><time datetime="{text}">{text}</time>'
        f'<div id="{text}">{_PARAGRAPH}<p>{text}</p>{_PARAGRAPH * 3}<figure><img src="/a.jpg"'
        f' alt="{text}"><figcaption>{text}</figcaption></figure><p>قال {text}</p>'
        f'<a href="?{text}">{text}</a><p><b>{text}</b></p></div></body></html>'
    )
