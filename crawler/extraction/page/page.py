"""A page, decoded and parsed once for all rungs of evidence. Pure."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

from lxml import etree, html

from crawler.extraction.page import json_ld, meta_tags, page_identity
from crawler.extraction.page.declared_address import find_declared_address
from crawler.extraction.page.embedded_state import EmbeddedArticle, find_embedded_article
from crawler.extraction.page.foreign_scopes import find_foreign_elements
from crawler.extraction.page.meta_tags import Meta
from crawler.extraction.page.page_identity import PageIdentity
from crawler.extraction.page.streamed_parts import STREAMED_PART, place_streamed_parts
from crawler.text.decoding import CONTROL_BYTES, recode_as_utf8
from crawler.urls import canonical_form

# Besides control characters the parser cannot hold the non-characters U+FFFE and U+FFFF. Lone
# surrogates need no pattern: they are not UTF-8.
_NON_CHARACTER_START = b"\xef"  # of three bytes: searching for one byte is much faster
_NON_CHARACTERS = re.compile(rb"\xef\xbf[\xbe\xbf]")
# HTML treats a form feed as a space; lxml refuses to set text that holds one.
_FORM_FEED_TO_SPACE = bytes.maketrans(b"\x0c", b" ")
# Character references to control and non-characters, which the parser would resolve.
_UNPARSABLE_REFERENCES = re.compile(
    rb"&#(?:0*+(?:[1-8]|1[1-2]|1[4-9]|2\d|3[01]|6553[45])(?!\d)"
    rb"|[xX]0*+(?:[1-8bBcCeEfF]|1[\da-fA-F]|[fF]{3}[eEfF])(?![\da-fA-F]));?"
)
# Elements without an end tag: the parser would put all that follows into them.
_NEVER_CLOSED = re.compile(rb"<(embed|source|track)\b([^<>]*?)/?>", re.IGNORECASE)
# The parser drops what stands behind these, and needs neither.
_END_OF_PAGE = re.compile(rb"</(?:body|html)\s*+>", re.IGNORECASE)
# The class lookup of lxml.html itself calls Python for every element.
_ELEMENT_CLASS_LOOKUP = etree.ElementDefaultClassLookup(element=html.HtmlElement)
_NAME_ATTRIBUTES = ("class", "id", "style", "itemprop", "rel")
_MAX_ATTRIBUTE_CHARS = 2000
_LARGE_PAGE_BYTES = 400_000
_FIND_LONG_ATTRIBUTES = etree.XPath(f"//@*[string-length() > {_MAX_ATTRIBUTE_CHARS}]/..")
# A page is a few hundred kB; above this it is an archive or an attack, and its head is enough.
MAX_BYTES = 8_000_000
# The largest of 159 pages, a long article of an encyclopedia, has 17,529. Every rule visits every
# element: a million of them would take half a minute.
MAX_TAGS = 100_000


@dataclass(frozen=True)
class Page:
    """One fetched HTML page.

    `url` is the address it was fetched from, `encoding` the codec used to decode it,
    `deeply_nested` whether its elements nest deeper than the parser's limit, as unclosed tags do.
    """

    url: str
    tree: html.HtmlElement
    encoding: str
    deeply_nested: bool = False

    @cached_property
    def meta(self) -> Meta:
        """Values of the page's `<meta>` in order, by lower-case name, property or itemprop."""
        return meta_tags.read_meta(self.tree, self.foreign_elements)

    @cached_property
    def json_ld(self) -> list[dict[str, Any]]:
        """All JSON-LD objects of the page that have a type, nested ones too."""
        return json_ld.read_json_ld(self.tree)

    @cached_property
    def json_ld_articles(self) -> list[dict[str, Any]]:
        """The JSON-LD objects that describe this page's article."""
        return page_identity.find_page_articles(self.json_ld, self.identity)

    @cached_property
    def json_ld_web_pages(self) -> list[dict[str, Any]]:
        """The JSON-LD objects that describe this page, whatever it holds."""
        return page_identity.find_web_page_nodes(self.json_ld, self.identity)

    @cached_property
    def identity(self) -> PageIdentity:
        """The addresses and titles of the page."""
        is_placeholder = canonical_form.is_placeholder_url(self.url)
        addresses = (None if is_placeholder else self.url, self.canonical)
        return PageIdentity(
            addresses=tuple(address for address in addresses if address),
            titles=tuple(page_identity.read_own_titles(self.tree, self.title_tag)),
        )

    @cached_property
    def embedded_article(self) -> EmbeddedArticle | None:
        """The page's article as its scripts hold it; None where they hold none."""
        return find_embedded_article(self.tree, self.json_ld_articles, self.identity)

    @cached_property
    def foreign_elements(self) -> frozenset[html.HtmlElement]:
        """The elements whose microdata is another article's, a comment's or a photo's."""
        return find_foreign_elements(self.tree, self.identity)

    @cached_property
    def title_tag(self) -> str | None:
        """The text of the `<title>` element."""
        for element in self.tree.iter("title"):
            if element.text and element.text.strip():
                return " ".join(element.text.split())
        return None

    @cached_property
    def canonical(self) -> str | None:
        """The absolute address the page declares for itself, if it may be its own, else None."""
        return find_declared_address(self.tree, url=self.url, base_url=self.base_url)

    @cached_property
    def base_url(self) -> str:
        """The address that relative links are resolved against."""
        for element in self.tree.iter("base"):
            return canonical_form.canonical(element.get("href") or "", self.url) or self.url
        return self.url


def parse_page(body: bytes, *, url: str, content_type: str | None = None) -> Page:
    """Decode and parse a page. Any bytes give a Page, empty ones an empty tree."""
    text, encoding = recode_as_utf8(body[:MAX_BYTES], content_type)
    tree, is_deep = _parse_html(_remove_unparsable(_limit_tags(text)))
    return Page(url=url, tree=tree, encoding=encoding, deeply_nested=is_deep)


def _limit_tags(body: bytes) -> bytes:
    """Cut a page after `MAX_TAGS` tags."""
    if body.count(b"<") <= MAX_TAGS:
        return body
    return b"<".join(body.split(b"<", MAX_TAGS + 1)[:-1])


def _remove_unparsable(body: bytes) -> bytes:
    """Remove from UTF-8 what the parser cannot hold."""
    if _NON_CHARACTER_START in body:
        body = _NON_CHARACTERS.sub(b"", body)
    body = body.translate(_FORM_FEED_TO_SPACE, CONTROL_BYTES)
    body = _END_OF_PAGE.sub(b"", body)
    return _NEVER_CLOSED.sub(rb"<\1\2 />", _UNPARSABLE_REFERENCES.sub(b" ", body))


def _parse_html(body: bytes) -> tuple[html.HtmlElement, bool]:
    """Parse within libxml2's limits or, beyond 256 levels of nesting, without them.

    Return the tree, and whether the limits were exceeded. `MAX_BYTES` bounds the size before.
    """
    tree, is_deep = _parse_once(body, huge=False)
    if is_deep:
        tree, _ = _parse_once(body, huge=True)
    if len(body) > _LARGE_PAGE_BYTES:
        _shorten_names(tree)
    if STREAMED_PART in body:
        place_streamed_parts(tree)
    return tree, is_deep


def _shorten_names(tree: html.HtmlElement) -> None:
    """Cut overlong attributes: every pattern would be matched against them."""
    for element in cast("list[html.HtmlElement]", _FIND_LONG_ATTRIBUTES(tree)):
        for name in _NAME_ATTRIBUTES:
            value = element.get(name)
            if value is not None:
                element.set(name, value[:_MAX_ATTRIBUTE_CHARS])


def _parse_once(body: bytes, *, huge: bool) -> tuple[html.HtmlElement, bool]:
    parser = html.HTMLParser(
        encoding="utf-8",
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
        huge_tree=huge,
    )
    parser.set_element_class_lookup(_ELEMENT_CLASS_LOOKUP)
    try:
        tree = html.document_fromstring(body, parser=parser)
    except etree.ParserError:
        return html.document_fromstring("<html><body></body></html>"), False
    return tree, any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log)
