"""Page types: article, listing, video, gallery or other. Pure."""

from urllib.parse import urlsplit

from crawler.discovery.url_classifier.classify import judge_url
from crawler.extraction.body.blocks import Block
from crawler.extraction.body.body import Body
from crawler.extraction.body.region import is_linked_headline
from crawler.extraction.fields.video_players import has_video_player
from crawler.extraction.lexicon import labels
from crawler.extraction.lexicon.chrome import SURELY_READ_ALSO
from crawler.extraction.page import json_ld
from crawler.extraction.page.page import Page
from crawler.extraction.page.text_match import is_cut_off
from crawler.items import PageKind
from crawler.publisher import Publisher
from crawler.text.normalise import fold_text

_LIST_TYPES = frozenset({"collectionpage", "itemlist", "searchresultspage", "profilepage"})
# A page with fewer words and a player is a video, with many photos a gallery.
_SHORT_TEXT_WORDS = 60
# Prose of so many words is an article without further evidence.
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
    """Classify a page by what it declares, then by its text, links and address.

    `has_page_date` says that the page itself has a date, `has_any_date` that it or its hint has
    one. Feeds and sitemaps announce videos and galleries too, so the date of a hint does not make
    an article of a line or two.
    """
    word_count = len((body.text or "").split())
    is_declared_article = declares_article(page)
    if _is_service_page(page, title, word_count):
        return "other"
    if word_count < _SHORT_TEXT_WORDS and _is_video_page(page):
        return "video"
    has_article_evidence = bool(title) and (is_declared_article or has_page_date)
    if _is_listing(page, publisher, body, word_count):
        return "listing"
    if (
        word_count < _SHORT_TEXT_WORDS
        and _count_photos(body) >= _MIN_GALLERY_PHOTOS
        and not page.json_ld_articles
    ):
        return "gallery"
    if has_article_evidence:
        return "article" if word_count >= _MIN_ARTICLE_WORDS else "other"
    return (
        "article"
        if word_count >= (_SHORT_TEXT_WORDS if has_any_date and title else _LONG_TEXT_WORDS)
        else "other"
    )


def _is_service_page(page: Page, title: str | None, word_count: int) -> bool:
    """Say whether a page is an error page sent as 200, a wiki, or about the outlet itself."""
    if any("mediawiki" in value.lower() for value in page.meta.get("generator", ())):
        return True
    if labels.SERVICE_PAGE_TITLE.fullmatch(fold_text(title or "")):
        return True
    return (
        bool(title)
        and word_count < _LONG_TEXT_WORDS
        and bool(labels.NOT_FOUND_PHRASE.search(fold_text(title or "")))
    )


def _is_listing(page: Page, publisher: Publisher, body: Body, word_count: int) -> bool:
    """Say whether a page is a front page, a section by address or JSON-LD, or mostly teasers."""
    if _is_front_page(page):
        return True
    if page.json_ld_articles and word_count >= _SHORT_TEXT_WORDS:
        return False
    url_verdict = judge_url(page.canonical or page.url, allow=publisher.allow, deny=publisher.deny)
    if url_verdict.sure and url_verdict.kind in ("section", "paging") and not page.json_ld_articles:
        return True
    if _declares_listing(page) and word_count < _LONG_TEXT_WORDS and not declares_article(page):
        return True
    return _has_mostly_teasers(body) and not (
        word_count >= _SHORT_TEXT_WORDS and declares_article(page)
    )


def declares_article(page: Page) -> bool:
    """Say whether og:type, JSON-LD or mark-up declares the page an article."""
    og_types = {value.lower() for value in page.meta.get("og:type", ())}
    if (
        og_types & {"article", "news", "newsarticle", "news.article"}
        or "article:published_time" in page.meta
    ):
        return True
    json_ld_articles = page.json_ld_articles
    return bool(json_ld_articles) or bool(page.tree.xpath("boolean(//*[@itemprop='articleBody'])"))


def _is_front_page(page: Page) -> bool:
    path = urlsplit(page.canonical or page.url).path.strip("/").lower()
    query = urlsplit(page.url).query
    return path in ("", "ar", "index.html", "index.php", "home", "default.aspx") and not query


def _declares_listing(page: Page) -> bool:
    return bool(json_ld.find_nodes_of_types(page.json_ld, _LIST_TYPES))


def _is_video_page(page: Page) -> bool:
    if any(value.lower().startswith("video") for value in page.meta.get("og:type", ())):
        return True
    if json_ld.find_nodes_of_types(page.json_ld, {"videoobject"}):
        return True
    return has_video_player(page.tree)


def _count_photos(body: Body) -> int:
    if body.container is None:
        return 0
    return sum(1 for _ in body.container.iter("img"))


def _is_read_also_line(block: Block) -> bool:
    return bool(SURELY_READ_ALSO.match(fold_text(block.text[:_MAX_LABEL_CHARS])))


def _has_mostly_teasers(body: Body) -> bool:
    """Say whether linked headlines and teasers outnumber paragraphs, near the text or on the page.

    "Read also" lines of an article do not count: a short one may have as many as paragraphs.
    """
    blocks = body.page_blocks.blocks
    first, last = body.block_span
    span = [
        block for block in blocks[max(0, first - 2) : last + 1] if not _is_read_also_line(block)
    ]
    link_rows = sum(
        1 for block in span if block.link_chars >= 20 and block.link_chars > 0.2 * len(block.text)
    )
    cut_paragraphs = sum(1 for text in body.paragraphs if is_cut_off(text))
    linked_headlines = sum(1 for block in span if is_linked_headline(block))
    linked_headlines_on_page = sum(1 for block in blocks if is_linked_headline(block))
    paragraph_count = max(1, len(body.paragraphs))
    text_chars = sum(map(len, body.paragraphs))
    is_short = text_chars < _SHORT_TEXT_CHARS
    teasers = max(linked_headlines, cut_paragraphs, link_rows if link_rows > 2 or is_short else 0)
    if teasers >= 2 and 2 * teasers >= paragraph_count:
        return True
    return text_chars < _LONG_TEXT_CHARS and linked_headlines_on_page > 6 * paragraph_count
