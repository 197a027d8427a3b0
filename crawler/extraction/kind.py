"""What a page is: an article, a list of them, a video, a gallery, or nothing of the kind. Pure."""

from urllib.parse import urlsplit

from crawler.extraction import lexicon, structured
from crawler.extraction.body import Body
from crawler.extraction.page import Page
from crawler.items import Kind
from crawler.text import fold

_LIST_TYPES = frozenset({"collectionpage", "itemlist", "searchresultspage", "profilepage"})
_PLAYERS = ("video", "amp-video", "amp-youtube")
_PLAYER_HOSTS = ("youtube", "vimeo", "dailymotion", "brightcove", "jwplayer", "player", "embed")
# Words below which a page with a player is a video and one with many photos a gallery.
_LITTLE_TEXT = 60
# Words above which prose alone makes an article.
_MUCH_TEXT = 120
_FLASH = 10
_MANY_PHOTOS = 6


def kind_of(page: Page, body: Body, *, title: str | None, dated: bool) -> Kind:
    """Judge by what the page says of itself first, then by its text and links."""
    words = len((body.text or "").split())
    if _not_found(title, words):
        return "other"
    says_article = declares_article(page)
    if words < _LITTLE_TEXT and _is_video(page):
        return "video"
    if words < _LITTLE_TEXT and _photos(body) >= _MANY_PHOTOS and not says_article:
        return "gallery"
    if _is_front(page) or (_declares_list(page) and not says_article and words < _MUCH_TEXT):
        return "listing"
    if says_article and words >= _FLASH and title:
        return "article"
    if _linked_more_than_text(body) and not says_article:
        return "listing"
    if words >= _MUCH_TEXT or (words >= _FLASH and dated and title):
        return "article"
    return "other"


def declares_article(page: Page) -> bool:
    """Say whether og:type, JSON-LD or mark-up calls the page an article."""
    kinds = {value.lower() for value in page.meta.get("og:type", ())}
    if (
        kinds & {"article", "news", "newsarticle", "news.article"}
        or "article:published_time" in page.meta
    ):
        return True
    own = page.articles
    return bool(own) or bool(page.tree.xpath("boolean(//*[@itemprop='articleBody'])"))


def _not_found(title: str | None, words: int) -> bool:
    return bool(title) and words < _MUCH_TEXT and bool(lexicon.NOT_FOUND.search(fold(title or "")))


def _is_front(page: Page) -> bool:
    path = urlsplit(page.canonical or page.url).path.strip("/").lower()
    query = urlsplit(page.url).query
    return path in ("", "ar", "index.html", "index.php", "home", "default.aspx") and not query


def _declares_list(page: Page) -> bool:
    return bool(structured.of_types(page.json_ld, _LIST_TYPES))


def _is_video(page: Page) -> bool:
    if any(value.lower().startswith("video") for value in page.meta.get("og:type", ())):
        return True
    if structured.of_types(page.json_ld, {"videoobject"}):
        return True
    if any(page.tree.iter(*_PLAYERS)):
        return True
    sources = (
        frame.get("src") or frame.get("data-src") or "" for frame in page.tree.iter("iframe")
    )
    return any(host in source for source in sources for host in _PLAYER_HOSTS)


def _photos(body: Body) -> int:
    if body.element is None:
        return 0
    return sum(1 for _ in body.element.iter("img"))


def _linked_more_than_text(body: Body) -> bool:
    """More headlines that lead away than sentences that stay."""
    blocks = body.blocks.blocks
    linked = sum(
        1 for block in blocks if block.links > 0.8 * len(block.text) and len(block.text) > 25
    )
    return linked > 3 * max(1, len(body.paragraphs))
