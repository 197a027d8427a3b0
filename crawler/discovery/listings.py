"""Links of one parsed HTML page that are worth following.

The address of a link suggests its kind; the page's anchors decide what the address leaves open.
"""

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

# Menu entries have three words at most, headlines at least five, or three in a heading.
_MAX_MENU_WORDS, _MIN_HEADLINE_WORDS, _MIN_HEADING_WORDS = 3, 5, 3
_FEED_TYPES = re.compile(
    r"\s*(?:application/(?:rss|atom|rdf|feed)\+(?:xml|json)|(?:text|application)/xml)"
)


class DestinationClassifier:
    """A classifier of the destinations of the page at `url`, by address and anchors."""

    def __init__(self, url: str) -> None:
        self._page_path = _get_url_path(url)
        self._page_language = find_other_language(url)
        self._page_is_list = judge_url(url).kind != "article"
        self._neighbours = NeighbourAnchors()

    def classify_destination(self, destination: Destination, verdict: UrlVerdict) -> LinkKind:
        """Return a destination's kind; `verdict` is its address's, which stands where sure."""
        kind, sure = verdict
        if kind in ("skip", "feed", "sitemap", "paging"):
            return kind
        if self._is_other_edition(destination):
            return "skip"
        sure_article = sure and kind == "article"
        if self._is_further_page(destination, kind, sure=sure):
            return "paging"
        if self._is_static_or_closed(destination, sure=sure) or (
            not sure_article and is_calendar_step_text(destination.longest_text)
        ):
            return "skip"
        word_count = len(destination.longest_text.split())
        if sure_article:
            return (
                "page" if destination.only_in_menus and 0 < word_count < _MAX_MENU_WORDS else kind
            )
        return kind if sure else _decide_by_anchors(destination, kind, word_count)

    def _is_other_edition(self, destination: Destination) -> bool:
        """Say whether a destination is in a language that is neither Arabic nor the page's own."""
        return find_other_language(destination.url) not in (
            None,
            self._page_language,
        ) or is_language_edition_name(destination.longest_text)

    def _is_further_page(self, destination: Destination, kind: LinkKind, *, sure: bool) -> bool:
        below_page = self._page_path != "/" and _get_url_path(destination.url).startswith(
            self._page_path
        )
        says_so = destination.is_pagination or (
            destination.is_read_more
            and (destination.only_in_pagers or _get_url_path(destination.url) == self._page_path)
        )
        if sure and kind == "article":
            return self._page_is_list and destination.only_in_pagers and destination.is_pagination
        if sure:
            return says_so and (below_page or self._is_page_number(destination))
        return (
            says_so
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
            key, url_words.NON_ARTICLE_WORDS
        ):
            return True
        if (
            sure
            or len(destination.longest_text.split()) > _MAX_MENU_WORDS
            or is_listed_word(key, url_words.SECTION_WORDS)
        ):
            return False
        return all(map(self._neighbours.are_static_pages, destination.anchors))


def read_listing(
    tree: HtmlElement,
    url: str,
    *,
    allow: Sequence[re.Pattern[str]] = (),
    deny: Sequence[re.Pattern[str]] = (),
) -> list[Link]:
    """Return the links of a page to its own site, each once, in document order, without `skip`.

    `url` is the page's address, `allow` and `deny` are the publisher's patterns (see `classify`).
    Declared feeds come first and may be on another site. Where a page has both the plain and the
    AMP or mobile address of a link, only the plain one is returned. Hint: `title`.
    """
    base = _find_base_url(tree, url)
    links = [*_iter_declared_feeds(tree, base), *_iter_rel_next_links(tree, base)]
    classifier = DestinationClassifier(url)
    for destination in _gather_destinations(tree, base, url):
        verdict = judge_url(destination.url, allow=allow, deny=deny)
        kind = classifier.classify_destination(destination, verdict)
        title = destination.title if kind in ("article", "page") else None
        links.append(Link(url=destination.url, kind=kind, title=title))
    page_id = make_url_id(url)
    links_by_id: dict[str, Link] = {}
    for link in links:
        link_id = make_url_id(link.url)
        if link.kind != "skip" and link_id != page_id:
            links_by_id.setdefault(link_id, link)
    return list(links_by_id.values())


def _find_base_url(tree: HtmlElement, url: str) -> str:
    declared = next(
        (element.get("href") for element in tree.iter("base") if element.get("href")), ""
    )
    return canonical(declared, url) or url


def _iter_declared_feeds(tree: HtmlElement, base: str) -> Iterator[Link]:
    for element in tree.iter("link"):
        rel = (element.get("rel") or "").lower().split()
        declared_type = _FEED_TYPES.match((element.get("type") or "").lower())
        if declared_type is None or not {"alternate", "feed"}.intersection(rel):
            continue
        address = canonical(element.get("href") or "", base)
        of_comments = url_words.COMMENTS_FEED.search(f"{element.get('title') or ''} {address}")
        # By its address, `feed.json` is a data file.
        is_file = not declared_type[0].endswith("json") and judge_url(address or "") == SKIP
        if address and not of_comments and not is_file:
            yield Link(url=address, kind="feed")


def _iter_rel_next_links(tree: HtmlElement, base: str) -> Iterator[Link]:
    """Yield `<link rel=next>`; on WordPress articles it leads to the article published next."""
    for element in tree.iter("link"):
        if "next" in (element.get("rel") or "").lower().split():
            address = canonical(element.get("href") or "", base)
            if address and get_site(address) == get_site(base):
                kind: LinkKind = "article" if judge_url(address) == ARTICLE else "paging"
                yield Link(url=address, kind=kind)


def _gather_destinations(tree: HtmlElement, base: str, url: str) -> Iterable[Destination]:
    site, menus, pagers = get_site(url), find_menu_elements(tree), find_pager_elements(tree)
    destinations: dict[str, Destination] = {}
    for anchor, href in iter_clickable_links(tree):
        address = canonical(href, base)
        if address is None or get_site(address) != site:
            continue
        plain = strip_mobile_marks(address)
        destination = destinations.setdefault(make_url_id(plain), Destination(address))
        if address == plain and destination.url != strip_mobile_marks(destination.url):
            destination.url = address
        destination.add_anchor(anchor, in_menu=anchor in menus, in_pager=anchor in pagers)
    return destinations.values()


def _decide_by_anchors(destination: Destination, kind: LinkKind, word_count: int) -> LinkKind:
    """Return the kind that the anchors suggest where the address is not sure."""
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
