"""Page types: article, listing, video, gallery or other. Pure.

Few things decide alone: a page without text, a front page's own address, an error page, a player or
photos with little text. All else is weighed: `page_features` says what speaks for an article,
`page_type_weights` how much.
"""

from crawler.extraction.body.body import Body
from crawler.extraction.fields.page_features import (
    Features,
    find_own_address,
)
from crawler.extraction.fields.page_type_weights import INTERCEPT, WEIGHTS
from crawler.extraction.fields.video_players import has_video_player
from crawler.extraction.lexicon import labels
from crawler.extraction.page import json_ld
from crawler.extraction.page.page import Page
from crawler.items import PageKind
from crawler.text.normalise import fold_text
from crawler.urls.canonical_form import is_front_page

# With fewer words a player makes a page a video, many photos a gallery.
_SHORT_TEXT_WORDS = 60
# An error page has fewer words.
_LONG_TEXT_WORDS = 120
_MIN_ARTICLE_WORDS = 10
_MIN_GALLERY_PHOTOS = 6
# A caption has fewer words than a paragraph.
_MIN_PARAGRAPH_WORDS = 25
# A page that is no article is a list where it has so many cards or linked headlines.
_MIN_LIST_SHARE = 0.5


def classify_page(page: Page, body: Body, features: Features, *, title: str | None) -> PageKind:
    """Classify a page by its features, as `measure_page` returns them."""
    word_count = len((body.text or "").split())
    is_certain = bool(features["dated"] and features["declared_article"])
    if _is_service_page(page, title, word_count, is_certain=is_certain):
        return "other"
    if is_front_page(find_own_address(page)):
        return "listing"
    if word_count < _SHORT_TEXT_WORDS and _is_video_page(page):
        return "video"
    if word_count < _SHORT_TEXT_WORDS and _is_gallery(page, body):
        return "gallery"
    if INTERCEPT + sum(weigh_features(features).values()) < 0:
        return "listing" if _resembles_list(features) else "other"
    return "article" if word_count >= _MIN_ARTICLE_WORDS else "other"


def weigh_features(features: Features) -> Features:
    """Return how much each feature adds to the log odds that a page is an article."""
    return {name: WEIGHTS[name] * value for name, value in features.items() if value}


def _resembles_list(features: Features) -> bool:
    names = ("declared_list", "address_of_list", "linked_headlines", "cards")
    return any(features[name] >= _MIN_LIST_SHARE for name in names)


def _is_service_page(page: Page, title: str | None, word_count: int, *, is_certain: bool) -> bool:
    """Say whether a page is an error page sent as 200, a wiki, or about the outlet itself.

    Headlines have the words of error pages too; `is_certain`: a dated article by its declaration.
    """
    if any("mediawiki" in value.lower() for value in page.meta.get("generator", ())):
        return True
    folded_title = fold_text(title or "")
    if labels.SERVICE_PAGE_TITLE.fullmatch(folded_title):
        return True
    return (
        word_count < _LONG_TEXT_WORDS
        and bool(labels.NOT_FOUND_PHRASE.search(folded_title))
        and not is_certain
    )


def _is_video_page(page: Page) -> bool:
    if any(value.lower().startswith("video") for value in page.meta.get("og:type", ())):
        return True
    if json_ld.find_nodes_of_types(page.json_ld, {"videoobject"}):
        return True
    return has_video_player(page.tree)


def _is_gallery(page: Page, body: Body) -> bool:
    """Say whether many photos stand where the text is, and no paragraph longer than a caption."""
    if body.container is None or page.json_ld_articles:
        return False
    if any(len(text.split()) >= _MIN_PARAGRAPH_WORDS for text in body.paragraphs):
        return False
    return sum(1 for _ in body.container.iter("img")) >= _MIN_GALLERY_PHOTOS
