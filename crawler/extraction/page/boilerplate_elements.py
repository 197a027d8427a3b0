"""Boilerplate elements, known by their own mark-up: tag, role, class and id names. Pure."""

import re
from functools import lru_cache

from lxml import etree, html

from crawler.extraction.page import class_names
from crawler.extraction.page.class_words import has_any_word, split_class_name

NOT_TEXT = "not text"
# Never text, whoever wrote the page.
NEVER_TEXT_TAGS = frozenset({
    "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "embed", "canvas",
    "audio", "video", "map", "select", "option", "datalist", "button", "textarea", "input", "head",
    "link", "meta", "title", "progress", "meter", "dialog", "applet", "frame", "frameset",
    "marquee", "amp-ad", "amp-embed", "amp-analytics", "amp-sidebar", "amp-iframe",
    "amp-social-share",
})  # fmt: skip
_UNCOUNTED_TAGS = NEVER_TEXT_TAGS | {"a"}
_BOILERPLATE_TAGS = frozenset({"nav", "footer", "aside", "menu", "figure", "figcaption", "form"})
# A figure without these is a quotation or a table.
_MEDIA_TAGS = ("img", "picture", "video", "audio", "iframe", "svg", "canvas", "object", "amp-img")
_BOILERPLATE_ROLES = frozenset({
    "navigation", "banner", "contentinfo", "complementary", "search", "menu", "menubar", "toolbar",
    "dialog", "alert", "alertdialog", "tablist",
})  # fmt: skip
# Classes of paragraphs and headings describe looks («has-small-font-size») more than content.
_TEXT_TAGS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "li"})
_REASONS_IGNORED_ON_TEXT = frozenset(
    {"tools", "navigation", "media", "sidebar", "ranking", "photo"}
)
# Elements whose classes name the whole page or post (WordPress prints the tags of a post there).
_PAGE_TAGS = frozenset({"html", "body", "main", "article"})
_MAX_NAME_WORDS = 7
# A fact box may hold much of a short article's page.
_LARGE_BOX_REASONS = frozenset({"box", "role"})
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


@lru_cache(maxsize=16384)
def find_boilerplate_reason(class_and_id: str) -> str | None:
    """Return the kind of boilerplate that class and id names stand for, None where for none."""
    if not has_any_word(class_and_id, class_names.BOILERPLATE_WORDS):
        return None
    for name in class_and_id.split():
        reason = _find_reason_in_name(name)
        if reason is not None:
            return reason
    return None


@lru_cache(maxsize=16384)
def _find_reason_in_name(class_name: str) -> str | None:
    if ":" in class_name or "[" in class_name:
        return None  # a utility class such as `print:hidden` describes looks
    words = split_class_name(class_name)
    if words.count(" ") >= _MAX_NAME_WORDS:
        return None  # a heading's own words, as an anchor
    if class_names.BOILERPLATE_WORDS.isdisjoint(
        words.split()
    ) or class_names.TEXT_CONTAINER_NAMES.search(words):
        return None
    reasons = (
        reason for reason, pattern in class_names.BOILERPLATE_NAMES.items() if pattern.search(words)
    )
    return next(reasons, None)


@lru_cache(maxsize=16384)
def has_card_name(class_and_id: str) -> bool:
    """Say whether class and id names stand for a teaser or card of an article."""
    return any(
        ":" not in name and class_names.CARD_NAMES.search(split_class_name(name))
        for name in class_and_id.split()
    )


@lru_cache(maxsize=4096)
def has_subheading_name(class_and_id: str) -> bool:
    """Say whether class and id names stand for a sub-heading."""
    return any(
        class_names.SUBHEADING_NAMES.search(split_class_name(name)) for name in class_and_id.split()
    )


def find_skip_reason(element: html.HtmlElement) -> str | None:
    """Return why an element's own mark-up makes it boilerplate, None where nothing does.

    The caller must still check that the element is not most of the page (`is_too_large_to_skip`).
    """
    tag = element.tag
    if tag == "template" and element.find(".//p") is not None:
        return "hidden"
    if tag in NEVER_TEXT_TAGS:
        return NOT_TEXT
    if tag in _PAGE_TAGS:
        return None
    if tag in _BOILERPLATE_TAGS and not (tag == "figure" and _is_text_figure(element)):
        return str(tag)
    if tag == "dl":
        return "photo"  # a photo and its caption, as term and definition
    attributes = element.attrib
    reason = _find_reason_in_attributes(attributes) if attributes else None
    return None if tag in _TEXT_TAGS and reason in _REASONS_IGNORED_ON_TEXT else reason


def _is_text_figure(element: html.HtmlElement) -> bool:
    """Say whether a figure shows no picture: a table or a quotation stands in it."""
    return next(element.iter(*_MEDIA_TAGS), None) is None


def is_too_large_to_skip(reason: str, text_share: float, has_headline: bool) -> bool:
    """Say whether an element holds too much of the page's text to be this kind of boilerplate.

    A theme may call the wrapper of everything `page-with-sidebar`. Comments may outgrow the article
    above them, but never hold the headline.
    """
    if reason == "comments":
        return has_headline or text_share > 0.85
    max_share = 0.4 if reason in _LARGE_BOX_REASONS else 0.25
    return text_share > max_share or (has_headline and text_share > 0.1)


def measure_text_sizes(root: html.HtmlElement) -> dict[html.HtmlElement, int]:
    """Return how many characters every element holds outside links and scripts, if any."""
    sizes: dict[html.HtmlElement, int] = {}
    for element in reversed(list(root.iter("*"))):
        size = sizes.get(element, 0)
        if element.tag in _UNCOUNTED_TAGS:
            size = sizes[element] = 0
        elif text := element.text:
            size += len(text.strip())
            sizes[element] = size
        if element is root:
            break
        if tail := element.tail:
            size += len(tail.strip())
        if size:
            parent = element.getparent()
            sizes[parent] = sizes.get(parent, 0) + size
    return sizes


def _find_reason_in_attributes(attributes: "etree._Attrib") -> str | None:
    if attributes.get("role") in _BOILERPLATE_ROLES:
        return "role"
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return "hidden"
    style = attributes.get("style")
    if style and _HIDDEN_STYLE.search(style, 0, class_names.MAX_ATTRIBUTE_CHARS):
        return "hidden"
    class_and_id = read_class_and_id(attributes)
    return find_boilerplate_reason(class_and_id) if class_and_id else None


def read_class_and_id(attributes: "etree._Attrib") -> str:
    """Return an element's class and id names, separated by spaces."""
    classes, element_id = attributes.get("class"), attributes.get("id")
    class_and_id = f"{classes or ''} {element_id}" if element_id else classes or ""
    return class_and_id[: class_names.MAX_ATTRIBUTE_CHARS]


def is_named_body(element: html.HtmlElement) -> bool:
    """Say whether the mark-up calls an element the article's body."""
    if "articleBody" in (element.get("itemprop") or ""):
        return True
    class_and_id = read_class_and_id(element.attrib)
    return bool(class_and_id) and _has_body_name(class_and_id)


@lru_cache(maxsize=16384)
def _has_body_name(class_and_id: str) -> bool:
    return any(_is_body_name(name) for name in class_and_id.split())


@lru_cache(maxsize=16384)
def _is_body_name(class_name: str) -> bool:
    return bool(class_names.BODY_NAMES.search(split_class_name(class_name)))
