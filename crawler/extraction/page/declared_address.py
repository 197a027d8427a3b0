"""The address a page declares for itself: canonical link, then og:url. Pure."""

import re
from collections.abc import Iterator
from itertools import islice

from lxml import html

from crawler.discovery.url_classifier.classify import judge_url
from crawler.urls import canonical_form

_EMPTY_NAMES = frozenset({"", "undefined", "null", "none", "nan", "404", "error", "#"})
# What a template left unfilled.
_TEMPLATE_SIGN = re.compile(r"\{\{|\}\}|\$\{|<%|%7B%7B", re.IGNORECASE)
_MAX_DECLARED = 8  # a page has one or two, an attack any number
_TOP_LEVEL_TAGS = frozenset({"html", "head", "body"})


def find_declared_address(tree: html.HtmlElement, *, url: str, base_url: str) -> str | None:
    """Return the absolute address that a page at `url` declares for itself, None without one.

    An address on another site, of the front page, of a section or of nothing real says nothing
    about an article. A page that has only a placeholder address may declare any. A link inside the
    content, which may be quoted or injected, counts where og:url says the same.
    """
    og_addresses = [
        _resolve_address(element.get("content") or "", base_url)
        for element in islice(_iter_og_urls(tree), _MAX_DECLARED)
    ]
    declared = [
        address
        for link, is_top_level in islice(_iter_canonical_links(tree), _MAX_DECLARED)
        if (address := _resolve_address(link, base_url))
        and (is_top_level or address in og_addresses)
    ]
    for address in [*declared, *og_addresses]:
        if address and (canonical_form.is_placeholder_url(url) or _may_be_of_page(address, url)):
            return address
    return None


def _iter_og_urls(tree: html.HtmlElement) -> Iterator[html.HtmlElement]:
    for element in tree.iter("meta"):
        if (element.get("property") or element.get("name") or "").lower() == "og:url":
            yield element


def _iter_canonical_links(tree: html.HtmlElement) -> Iterator[tuple[str, bool]]:
    """Yield the canonical links, and whether each stands outside the content.

    The parser moves what follows a stray element of the head into the body, as browsers do.
    """
    for link in tree.iter("link"):
        href = link.get("href")
        if href and "canonical" in (link.get("rel") or "").lower().split():
            parent = link.getparent()
            yield href, parent is None or parent.tag in _TOP_LEVEL_TAGS


def _resolve_address(value: str, base_url: str) -> str | None:
    if _TEMPLATE_SIGN.search(value):
        return None
    last_name = value.strip().rstrip("/").rsplit("/", 1)[-1].lower()
    return None if last_name in _EMPTY_NAMES else canonical_form.canonical(value, base_url)


def _may_be_of_page(address: str, url: str) -> bool:
    """Say whether an address may be another form of a page's own."""
    if not canonical_form.is_same_site(address, url):
        return False
    if canonical_form.make_url_id(address) == canonical_form.make_url_id(url):
        return True
    return not (is_collection_address(address) and not is_collection_address(url))


def is_collection_address(url: str) -> bool:
    """Say whether an address is surely that of a front page, section, tag or the like."""
    verdict = judge_url(url)
    return canonical_form.is_front_page(url) or (
        verdict.sure and verdict.kind not in ("article", "page")
    )
