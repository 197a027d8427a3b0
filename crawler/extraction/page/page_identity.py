"""A page's identity, its addresses and titles, by which data of other articles is told. Pure."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any

from lxml import html

from crawler.extraction.page.declared_address import is_collection_address
from crawler.extraction.page.json_ld import (
    ARTICLE_TYPES,
    JsonLdNode,
    find_list_items,
    find_nodes_of_types,
    read_json_ld_string,
    read_json_ld_strings,
)
from crawler.extraction.page.semantic_markup import read_element_text
from crawler.extraction.page.text_match import extract_letters
from crawler.text.normalise import split_words
from crawler.urls import canonical_form

_LIST_TYPES = frozenset(
    {"itemlist", "collectionpage", "searchresultspage", "listitem", "blog", "datafeed"}
)
_WEB_PAGE_TYPES = frozenset({"webpage", "itempage", "newspage"})
# Not a year, not a day.
_ARTICLE_NUMBER = re.compile(r"(?<!\d)(?!(?:19|20)\d\d(?:\d{4})?(?!\d))\d{4,}")
_MIN_TITLE_LETTERS = 12
_MIN_COMMON_WORDS = 4
# Titles that share so much of the shorter one's words are two wordings of one headline.
_COMMON_WORDS_SHARE = 0.75
_MAX_HEADLINE_CHARS = 400
_TITLE_NAMES = frozenset({"og:title", "twitter:title"})


@dataclass(frozen=True)
class PageIdentity:
    """The addresses by which a page is known, and the titles it gives itself.

    No addresses are known of a page whose own is a placeholder and that declares none.
    """

    addresses: tuple[str, ...]
    titles: tuple[str, ...]

    @cached_property
    def _address_ids(self) -> frozenset[str]:
        return frozenset(canonical_form.make_url_id(address) for address in self.addresses)

    @cached_property
    def _numbers(self) -> frozenset[str]:
        return frozenset(n for address in self.addresses for n in _ARTICLE_NUMBER.findall(address))

    @cached_property
    def _titles_as_letters(self) -> list[str]:
        letters = (extract_letters(title) for title in self.titles)
        return [title for title in letters if len(title) >= _MIN_TITLE_LETTERS]

    def has_address(self, address: str) -> bool:
        """Say whether an absolute address is one of the page's own."""
        return canonical_form.make_url_id(address) in self._address_ids

    def is_other_article(self, address: str) -> bool:
        """Say whether an absolute address is that of another article of the site.

        An address that shares the article's number, or begins or goes on like the page's own, may
        be another form of that (AMP, mobile, by number).
        """
        if not self.addresses or not canonical_form.is_same_site(address, self.addresses[0]):
            return False
        if self.has_address(address) or is_collection_address(address):
            return False
        return not (
            self._numbers.intersection(_ARTICLE_NUMBER.findall(address))
            or any(address.startswith(own) or own.startswith(address) for own in self.addresses)
        )

    def has_title(self, text: str) -> bool:
        """Say whether a headline is one of the page's titles, or much the same words."""
        letters = extract_letters(text)
        if len(letters) < 6:
            return False
        return any(
            letters[:60] in title or (title[:60] in letters and 2 * len(title) > len(letters))
            for title in self._titles_as_letters
        ) or any(_share_words(text, title) for title in self.titles)


def _share_words(text: str, title: str) -> bool:
    words, title_words = set(split_words(text)), set(split_words(title))
    common = len(words & title_words)
    return common >= max(_MIN_COMMON_WORDS, _COMMON_WORDS_SHARE * min(len(words), len(title_words)))


def find_page_articles(nodes: list[JsonLdNode], identity: PageIdentity) -> list[JsonLdNode]:
    """Return the article objects of this page, not those of other articles.

    The page's are those with its title, else with its address. Without any, those count that say
    neither and stand in no list, unless there are more than two.
    """
    articles = [node for node in find_nodes_of_types(nodes, ARTICLE_TYPES) if len(node) > 2]
    addressed = [node for node in articles if _has_own_address(node, identity)]
    titled = [node for node in articles if _has_own_title(node, identity)]
    if titled or addressed:
        return sorted(titled, key=lambda node: node not in addressed) or addressed
    listed_ids = {
        id(inner)
        for node in find_nodes_of_types(nodes, _LIST_TYPES)
        for inner in find_list_items(node)
    }
    undecided = [
        node
        for node in articles
        if id(node) not in listed_ids
        and not any(map(identity.is_other_article, _iter_addresses(node)))
    ]
    return undecided if len(undecided) <= 2 else []


def find_web_page_nodes(nodes: list[JsonLdNode], identity: PageIdentity) -> list[JsonLdNode]:
    """Return the objects that describe the page itself, by its address or title."""
    return [
        node
        for node in find_nodes_of_types(nodes, _WEB_PAGE_TYPES)
        if _has_own_address(node, identity) or _has_own_title(node, identity)
    ]


def _has_own_title(node: JsonLdNode, identity: PageIdentity) -> bool:
    names = (read_json_ld_string(node.get(key)) for key in ("headline", "name"))
    return any(name is not None and identity.has_title(name) for name in names)


def _has_own_address(node: JsonLdNode, identity: PageIdentity) -> bool:
    return any(map(identity.has_address, _iter_addresses(node)))


def _iter_addresses(node: JsonLdNode) -> Iterator[str]:
    """Yield the absolute addresses that a node gives itself or the page whose subject it is.

    A `url` with a fragment is that of a part of a page, such as an entry of a live blog.
    """
    main_pages = node.get("mainEntityOfPage")
    for value in (node.get("url"), node.get("@id"), *_as_list(main_pages)):
        for text in _read_address_values(value):
            is_part = "#" in text and value is node.get("url")
            if "://" in text and not is_part:
                yield text.strip()


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _read_address_values(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for text in (value.get("@id"), value.get("url")) if isinstance(text, str)]
    return read_json_ld_strings(value)


def read_own_titles(tree: html.HtmlElement, title_tag: str | None) -> Iterable[str]:
    """Yield what a page calls itself: `<title>`, og:title, and its headings where one or two."""
    if title_tag:
        yield title_tag
    for element in tree.iter("meta"):
        if (element.get("property") or element.get("name") or "").lower() in _TITLE_NAMES:
            yield element.get("content") or ""
    headings = list(islice(tree.iter("h1"), 3))
    if len(headings) <= 2:
        yield from (read_element_text(heading, _MAX_HEADLINE_CHARS) for heading in headings)
