"""One parsed HTML page to the links worth following: address and anchors weighed together."""

import re
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from crawler.discovery.anchor_words import (
    find_other_language,
    is_calendar_step_text,
    is_language_edition_name,
)
from crawler.discovery.anchors import (
    Destination,
    NeighbourAnchors,
    find_menu_elements,
    find_pager_elements,
    iter_clickable_links,
)
from crawler.discovery.links import Link, LinkKind
from crawler.discovery.url_classifier import url_words
from crawler.discovery.url_classifier.classify import judge_url
from crawler.discovery.url_classifier.parsed_url import has_digit
from crawler.discovery.url_classifier.url_patterns import strip_mobile_marks
from crawler.discovery.url_classifier.url_words import is_listed_word, make_word_key
from crawler.discovery.url_classifier.verdicts import ARTICLE, SKIP, UrlVerdict
from crawler.urls.canonical_form import canonical, get_site, make_url_id

# FOLDED from crawler.discovery.weighing: What an address suggests and what a page's anchors say
# of it, weighed against each other.

# Words of an anchor's text: menu entries have three at most, headlines five at least, or three
# where they stand in a heading.
_MAX_MENU_WORDS, _MIN_HEADLINE_WORDS, _MIN_HEADING_WORDS = 3, 5, 3


class DestinationClassifier:
    """Judges the destinations of one page, whose address is `url`."""

    def __init__(self, url: str) -> None:
        self._page_path = _get_url_path(url)
        self._page_language = find_other_language(url)
        self._page_is_list = judge_url(url).kind != "article"
        self._neighbours = NeighbourAnchors()

    def classify_destination(self, destination: Destination, verdict: UrlVerdict) -> LinkKind:
        """Return what a destination probably is; what the address settles stands."""
        kind, sure = verdict
        if kind in ("skip", "feed", "sitemap", "paging"):
            return kind
        if self._is_other_edition(destination):
            return "skip"
        settled = sure and kind == "article"
        if self._is_further_page(destination, kind, sure=sure):
            return "paging"
        if self._is_static_or_closed(destination, sure=sure) or (
            not settled and is_calendar_step_text(destination.longest_text)
        ):
            return "skip"
        count = len(destination.longest_text.split())
        if settled:
            return "page" if destination.only_in_menus and 0 < count < _MAX_MENU_WORDS else kind
        return kind if sure else _decide_by_anchors(destination, kind, count)

    def _is_other_edition(self, destination: Destination) -> bool:
        """Say whether a destination is in a language neither Arabic nor the page's own."""
        return find_other_language(destination.url) not in (
            None,
            self._page_language,
        ) or is_language_edition_name(destination.longest_text)

    def _is_further_page(self, destination: Destination, kind: LinkKind, *, sure: bool) -> bool:
        near = self._page_path != "/" and _get_url_path(destination.url).startswith(self._page_path)
        told = destination.is_pagination or (
            destination.is_read_more
            and (destination.only_in_pagers or _get_url_path(destination.url) == self._page_path)
        )
        if sure and kind == "article":
            return self._page_is_list and destination.only_in_pagers and destination.is_pagination
        if sure:
            return told and (near or self._is_page_number(destination))
        return (
            told
            or "next" in destination.rel
            or (self._page_is_list and self._is_page_number(destination))
        )

    def _is_page_number(self, destination: Destination) -> bool:
        """Say whether a destination of few words stands among page numbers."""
        if len(destination.longest_text.split()) > _MAX_MENU_WORDS or destination.headings:
            return False
        if not has_digit(destination.url.partition("://")[2].partition("/")[2]):
            return False
        return destination.only_in_pagers or all(
            map(self._neighbours.are_pagination, destination.anchors)
        )

    def _is_static_or_closed(self, destination: Destination, *, sure: bool) -> bool:
        key = make_word_key(destination.longest_text)
        if is_listed_word(key, url_words.STATIC_PAGE_WORDS) or is_listed_word(
            key, url_words.CLOSED_WORDS
        ):
            return True
        if (
            sure
            or len(destination.longest_text.split()) > _MAX_MENU_WORDS
            or is_listed_word(key, url_words.SECTION_WORDS)
        ):
            return False
        return all(map(self._neighbours.are_static_pages, destination.anchors))


def _decide_by_anchors(destination: Destination, kind: LinkKind, word_count: int) -> LinkKind:
    """Let the anchors decide what the address leaves open."""
    headline = word_count >= _MIN_HEADLINE_WORDS or (
        word_count >= _MIN_HEADING_WORDS and bool(destination.headings)
    )
    if destination.only_in_menus:
        return (
            "section"
            if 0 < word_count <= _MAX_MENU_WORDS
            else "page"
            if kind == "article"
            else kind
        )
    if headline:
        return "page" if kind == "section" else "article"
    if {"tag", "author", "nofollow"} & destination.rel:
        return "skip"
    return "page" if kind == "section" and not 0 < word_count < _MAX_MENU_WORDS else kind


def _get_url_path(url: str) -> str:
    return urlsplit(url).path


_FEED_TYPES = re.compile(r"application/(?:rss|atom|rdf|feed)\+xml|text/xml|application/xml")


def read_listing(
    tree: HtmlElement,
    url: str,
    *,
    allow: Sequence[re.Pattern[str]] = (),
    deny: Sequence[re.Pattern[str]] = (),
) -> list[Link]:
    """Return the links of a page to its own site, each once, in document order, without `skip`.

    `url` is the page's address, `allow` and `deny` the publisher's patterns (see `classify`). The
    anchors' texts correct what an address alone leaves open, never what it settles. Declared feeds
    come first and may be of another site. Of an AMP or mobile address and its plain twin only the
    plain one is given. Hint: `title`.
    """
    base = _find_base_url(tree, url)
    links = [*_iter_declared_feeds(tree, base), *_iter_rel_next_links(tree, base)]
    weighing = DestinationClassifier(url)
    for place in _gather_destinations(tree, base, url):
        kind = weighing.classify_destination(place, judge_url(place.url, allow=allow, deny=deny))
        title = place.title if kind in ("article", "page") else None
        links.append(Link(url=place.url, kind=kind, title=title))
    own = make_url_id(url)
    found: dict[str, Link] = {}
    for link in links:
        key = make_url_id(link.url)
        if link.kind != "skip" and key != own:
            found.setdefault(key, link)
    return list(found.values())


def _find_base_url(tree: HtmlElement, url: str) -> str:
    declared = next(
        (element.get("href") for element in tree.iter("base") if element.get("href")), ""
    )
    return canonical(declared, url) or url


def _iter_declared_feeds(tree: HtmlElement, base: str) -> Iterator[Link]:
    for element in tree.iter("link"):
        rel = (element.get("rel") or "").lower().split()
        if "alternate" not in rel or not _FEED_TYPES.match((element.get("type") or "").lower()):
            continue
        address = canonical(element.get("href") or "", base)
        of_comments = url_words.COMMENTS_FEED.search(f"{element.get('title') or ''} {address}")
        if address and not of_comments and judge_url(address) != SKIP:
            yield Link(url=address, kind="feed")


def _iter_rel_next_links(tree: HtmlElement, base: str) -> Iterator[Link]:
    """`<link rel=next>`; WordPress has it on articles too, for the article published next."""
    for element in tree.iter("link"):
        if "next" in (element.get("rel") or "").lower().split():
            address = canonical(element.get("href") or "", base)
            if address and get_site(address) == get_site(base):
                kind: LinkKind = "article" if judge_url(address) == ARTICLE else "paging"
                yield Link(url=address, kind=kind)


def _gather_destinations(tree: HtmlElement, base: str, url: str) -> Iterable[Destination]:
    own, menus, pagers = get_site(url), find_menu_elements(tree), find_pager_elements(tree)
    found: dict[str, Destination] = {}
    for anchor, href in iter_clickable_links(tree):
        address = canonical(href, base)
        if address is None or get_site(address) != own:
            continue
        plain = strip_mobile_marks(address)
        place = found.setdefault(make_url_id(plain), Destination(address))
        if address == plain and place.url != strip_mobile_marks(place.url):
            place.url = address
        place.add_anchor(anchor, in_menu=anchor in menus, in_pager=anchor in pagers)
    return found.values()
