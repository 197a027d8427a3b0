"""Microdata scopes of other articles, comments and photos, whose properties are no page's. Pure."""

from itertools import islice
from typing import cast

from lxml import etree, html

from crawler.extraction.page.json_ld import ARTICLE_TYPES
from crawler.extraction.page.page_identity import PageIdentity
from crawler.extraction.page.semantic_markup import read_element_text

_FIND_SCOPES = etree.XPath("//*[@itemscope]")
_MAX_SCOPES = 2000
_MAX_SCOPE_ELEMENTS = 200  # the headline of a scope stands at its beginning
_MAX_HEADLINE_CHARS = 400
_HEADING_TAGS = frozenset({"h1", "h2", "h3", "h4"})
# Properties of these are never the article's: commenters and photographers among them.
_PART_TYPES = frozenset({"comment", "usercomments", "imageobject", "videoobject", "audioobject"})


def find_foreign_elements(
    tree: html.HtmlElement, identity: PageIdentity
) -> frozenset[html.HtmlElement]:
    """Return the elements inside microdata scopes of other articles, comments and photos.

    A scope around a first-level heading, or with the page's title or address, is the page's.
    """
    scopes = cast("list[html.HtmlElement]", _FIND_SCOPES(tree))[:_MAX_SCOPES]
    if not scopes:
        return frozenset()
    heading_ancestors = {parent for h1 in tree.iter("h1") for parent in h1.iterancestors()}
    foreign: set[html.HtmlElement] = set()
    for scope in scopes:
        if scope in foreign or scope in heading_ancestors:
            continue
        types = {name.rsplit("/", 1)[-1].lower() for name in (scope.get("itemtype") or "").split()}
        if types & _PART_TYPES or (types & ARTICLE_TYPES and _is_foreign_scope(scope, identity)):
            foreign.update(scope.iter("*"))
    return frozenset(foreign)


def _is_foreign_scope(scope: html.HtmlElement, identity: PageIdentity) -> bool:
    headlines, addresses = _read_scope_claims(scope)
    if any(map(identity.has_title, headlines)) or any(map(identity.has_address, addresses)):
        return False
    return bool(headlines) or any(map(identity.is_other_article, addresses))


def _read_scope_claims(scope: html.HtmlElement) -> tuple[list[str], list[str]]:
    """Read what a scope gives as its headlines and addresses."""
    headlines: list[str] = []
    addresses: list[str] = []
    for element in islice(scope.iter("*"), _MAX_SCOPE_ELEMENTS):
        names = (element.get("itemprop") or "").lower().split()
        if "headline" in names or ("name" in names and element.tag in _HEADING_TAGS):
            text = element.get("content") or read_element_text(element, _MAX_HEADLINE_CHARS)
            headlines.append(text[:_MAX_HEADLINE_CHARS])
        if {"url", "mainentityofpage"} & set(names):
            addresses += [
                value
                for name in ("content", "href", "itemid")
                if "://" in (value := element.get(name) or "")
            ]
    return [text for text in headlines if text], addresses
