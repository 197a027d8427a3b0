"""What a page is: an article, a list of them, a video, a gallery, or nothing of the kind. Pure."""

from urllib.parse import urlsplit

from crawler.discovery.url_classifier.classify import judge_url
from crawler.extraction import structured
from crawler.extraction.blocks import Block
from crawler.extraction.body import Body
from crawler.extraction.lexicon import labels
from crawler.extraction.lexicon.chrome import SURELY_READ_ALSO
from crawler.extraction.page import Page
from crawler.extraction.players import has_video_player
from crawler.extraction.region import is_linked_headline
from crawler.extraction.sameness import is_cut_off
from crawler.items import PageKind
from crawler.publisher import Publisher
from crawler.text.normalise import fold_text

_LIST_TYPES = frozenset({"collectionpage", "itemlist", "searchresultspage", "profilepage"})
# Words below which a page with a player is a video and one with many photos a gallery.
_SHORT_TEXT_WORDS = 60
# Words above which prose alone makes an article.
_LONG_TEXT_WORDS = 120
_SHORT_TEXT_CHARS, _LONG_TEXT_CHARS = 300, 700
_MIN_ARTICLE_WORDS = 10
_MIN_GALLERY_PHOTOS = 6
_MAX_LABEL_CHARS = 60


def classify_page(
    page: Page,
    publisher: Publisher,
    body: Body,
    *,
    title: str | None,
    has_page_date: bool,
    has_any_date: bool = False,
) -> PageKind:
    """Judge by what the page says of itself first, then by its text, links and address.

    `has_page_date` where the page itself has a date, `has_any_date` where only a feed or sitemap gave one:
    films and galleries are announced too, so that alone makes no article of a line or two.
    """
    words = len((body.text or "").split())
    says_article = declares_article(page)
    if _is_service_page(page, title, words):
        return "other"
    if words < _SHORT_TEXT_WORDS and _is_video_page(page):
        return "video"
    told = bool(title) and (says_article or has_page_date)
    if _is_listing(page, publisher, body, words):
        return "listing"
    if (
        words < _SHORT_TEXT_WORDS
        and _count_photos(body) >= _MIN_GALLERY_PHOTOS
        and not page.json_ld_articles
    ):
        return "gallery"
    if told:
        return "article" if words >= _MIN_ARTICLE_WORDS else "other"
    return (
        "article"
        if words >= (_SHORT_TEXT_WORDS if has_any_date and title else _LONG_TEXT_WORDS)
        else "other"
    )


def _is_service_page(page: Page, title: str | None, words: int) -> bool:
    """An error page answered with 200, a page of a wiki, or what the outlet says of itself."""
    if any("mediawiki" in value.lower() for value in page.meta.get("generator", ())):
        return True
    if labels.SERVICE_PAGE_TITLE.fullmatch(fold_text(title or "")):
        return True
    return (
        bool(title)
        and words < _LONG_TEXT_WORDS
        and bool(labels.NOT_FOUND_PHRASE.search(fold_text(title or "")))
    )


def _is_listing(page: Page, publisher: Publisher, body: Body, words: int) -> bool:
    """A front page, a section by its address or its JSON-LD, or more headlines than text."""
    if _is_front_page(page):
        return True
    if page.json_ld_articles and words >= _SHORT_TEXT_WORDS:
        return False
    address = judge_url(page.canonical or page.url, allow=publisher.allow, deny=publisher.deny)
    if address.sure and address.kind in ("section", "paging") and not page.json_ld_articles:
        return True
    if _declares_listing(page) and words < _LONG_TEXT_WORDS and not declares_article(page):
        return True
    return _has_mostly_teasers(body) and not (words >= _SHORT_TEXT_WORDS and declares_article(page))


def declares_article(page: Page) -> bool:
    """Say whether og:type, JSON-LD or mark-up calls the page an article."""
    kinds = {value.lower() for value in page.meta.get("og:type", ())}
    if (
        kinds & {"article", "news", "newsarticle", "news.article"}
        or "article:published_time" in page.meta
    ):
        return True
    own = page.json_ld_articles
    return bool(own) or bool(page.tree.xpath("boolean(//*[@itemprop='articleBody'])"))


def _is_front_page(page: Page) -> bool:
    path = urlsplit(page.canonical or page.url).path.strip("/").lower()
    query = urlsplit(page.url).query
    return path in ("", "ar", "index.html", "index.php", "home", "default.aspx") and not query


def _declares_listing(page: Page) -> bool:
    return bool(structured.find_nodes_of_types(page.json_ld, _LIST_TYPES))


def _is_video_page(page: Page) -> bool:
    if any(value.lower().startswith("video") for value in page.meta.get("og:type", ())):
        return True
    if structured.find_nodes_of_types(page.json_ld, {"videoobject"}):
        return True
    return has_video_player(page.tree)


def _count_photos(body: Body) -> int:
    if body.container is None:
        return 0
    return sum(1 for _ in body.container.iter("img"))


def _is_read_also_line(block: Block) -> bool:
    return bool(SURELY_READ_ALSO.match(fold_text(block.text[:_MAX_LABEL_CHARS])))


def _has_mostly_teasers(body: Body) -> bool:
    """More headlines that lead away than paragraphs, among the text or on the whole page.

    An article's own «read also» lines are none: a short one may have as many as paragraphs.
    """
    blocks = body.page_blocks.blocks
    first, last = body.block_span
    span = [one for one in blocks[max(0, first - 2) : last + 1] if not _is_read_also_line(one)]
    rows = sum(
        1 for block in span if block.link_chars >= 20 and block.link_chars > 0.2 * len(block.text)
    )
    cut = sum(1 for text in body.paragraphs if is_cut_off(text))
    among = sum(1 for block in span if is_linked_headline(block))
    anywhere = sum(1 for block in blocks if is_linked_headline(block))
    paragraphs = max(1, len(body.paragraphs))
    size = sum(map(len, body.paragraphs))
    little = size < _SHORT_TEXT_CHARS
    announced = max(among, cut, rows if rows > 2 or little else 0)
    if announced >= 2 and 2 * announced >= paragraphs:
        return True
    return size < _LONG_TEXT_CHARS and anywhere > 6 * paragraphs
