"""What a page is: an article, a list of them, a video, a gallery, or nothing of the kind. Pure."""

from urllib.parse import urlsplit

from crawler.discovery.url_classifier.classify import judge
from crawler.extraction import structured
from crawler.extraction.blocks import Block
from crawler.extraction.body import Body
from crawler.extraction.lexicon import labels
from crawler.extraction.lexicon.chrome import SURELY_READ_ALSO
from crawler.extraction.page import Page
from crawler.extraction.players import plays_film
from crawler.extraction.region import leads_away
from crawler.extraction.sameness import is_cut_off
from crawler.items import Kind
from crawler.publisher import Publisher
from crawler.text.normalise import fold

_LIST_TYPES = frozenset({"collectionpage", "itemlist", "searchresultspage", "profilepage"})
# Words below which a page with a player is a video and one with many photos a gallery.
_LITTLE_TEXT = 60
# Words above which prose alone makes an article.
_MUCH_TEXT = 120
_LITTLE_CHARACTERS, _MUCH_CHARACTERS = 300, 700
_FLASH = 10
_MANY_PHOTOS = 6
_LABEL_SIZE = 60


def kind_of(
    page: Page,
    publisher: Publisher,
    body: Body,
    *,
    title: str | None,
    dated: bool,
    announced: bool = False,
) -> Kind:
    """Judge by what the page says of itself first, then by its text, links and address.

    `dated` where the page itself has a date, `announced` where only a feed or sitemap gave one:
    films and galleries are announced too, so that alone makes no article of a line or two.
    """
    words = len((body.text or "").split())
    says_article = declares_article(page)
    if _is_no_page(page, title, words):
        return "other"
    if words < _LITTLE_TEXT and _is_video(page):
        return "video"
    told = bool(title) and (says_article or dated)
    if _is_list(page, publisher, body, words):
        return "listing"
    if words < _LITTLE_TEXT and _photos(body) >= _MANY_PHOTOS and not page.articles:
        return "gallery"
    if told:
        return "article" if words >= _FLASH else "other"
    return "article" if words >= (_LITTLE_TEXT if announced and title else _MUCH_TEXT) else "other"


def _is_no_page(page: Page, title: str | None, words: int) -> bool:
    """An error page answered with 200, a page of a wiki, or what the outlet says of itself."""
    if any("mediawiki" in value.lower() for value in page.meta.get("generator", ())):
        return True
    if labels.HOUSE_PAGE.fullmatch(fold(title or "")):
        return True
    return bool(title) and words < _MUCH_TEXT and bool(labels.NOT_FOUND.search(fold(title or "")))


def _is_list(page: Page, publisher: Publisher, body: Body, words: int) -> bool:
    """A front page, a section by its address or its JSON-LD, or more headlines than text."""
    if _is_front(page):
        return True
    if page.articles and words >= _LITTLE_TEXT:
        return False
    address = judge(page.canonical or page.url, allow=publisher.allow, deny=publisher.deny)
    if address.sure and address.kind in ("section", "paging") and not page.articles:
        return True
    if _declares_list(page) and words < _MUCH_TEXT and not declares_article(page):
        return True
    return _leads_away(body) and not (words >= _LITTLE_TEXT and declares_article(page))


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
    return plays_film(page.tree)


def _photos(body: Body) -> int:
    if body.element is None:
        return 0
    return sum(1 for _ in body.element.iter("img"))


def _reads_also(block: Block) -> bool:
    return bool(SURELY_READ_ALSO.match(fold(block.text[:_LABEL_SIZE])))


def _leads_away(body: Body) -> bool:
    """More headlines that lead away than paragraphs, among the text or on the whole page.

    An article's own «read also» lines are none: a short one may have as many as paragraphs.
    """
    blocks = body.blocks.blocks
    first, last = body.span
    span = [one for one in blocks[max(0, first - 2) : last + 1] if not _reads_also(one)]
    rows = sum(1 for block in span if block.links >= 20 and block.links > 0.2 * len(block.text))
    cut = sum(1 for text in body.paragraphs if is_cut_off(text))
    among = sum(1 for block in span if leads_away(block))
    anywhere = sum(1 for block in blocks if leads_away(block))
    paragraphs = max(1, len(body.paragraphs))
    size = sum(map(len, body.paragraphs))
    little = size < _LITTLE_CHARACTERS
    announced = max(among, cut, rows if rows > 2 or little else 0)
    if announced >= 2 and 2 * announced >= paragraphs:
        return True
    return size < _MUCH_CHARACTERS and anywhere > 6 * paragraphs
