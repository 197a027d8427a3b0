"""Which elements are chrome by their own mark-up: tag, role, class and id names. Pure."""

import re
from functools import lru_cache

from lxml import etree, html

from crawler.extraction import names
from crawler.extraction.spoken import speaks_of, words_of

NOT_TEXT = "not text"
# Never text, whoever wrote the page.
NEVER = frozenset({
    "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "embed", "canvas",
    "audio", "video", "map", "select", "option", "datalist", "button", "textarea", "input", "head",
    "link", "meta", "title", "progress", "meter", "dialog", "applet", "frame", "frameset",
    "marquee", "amp-ad", "amp-embed", "amp-analytics", "amp-sidebar", "amp-iframe",
    "amp-social-share",
})  # fmt: skip
_UNCOUNTED = NEVER | {"a"}
_CHROME_TAGS = frozenset({"nav", "footer", "aside", "menu", "figure", "figcaption", "form"})
_CHROME_ROLES = frozenset({
    "navigation", "banner", "contentinfo", "complementary", "search", "menu", "menubar", "toolbar",
    "dialog", "alert", "alertdialog", "tablist",
})  # fmt: skip
# A paragraph's or heading's classes speak of looks («has-small-font-size») more than of kind.
_TEXT_TAGS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "li"})
_NOT_OF_TEXT = frozenset({"tools", "navigation", "media", "sidebar", "ranking", "photo"})
# Elements whose classes name the whole page or post (WordPress prints the tags of a post there).
_WHOLE = frozenset({"html", "body", "main", "article"})
# A fact box may hold much of a short article's page.
_MAY_BE_LARGE = frozenset({"box", "role"})
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


@lru_cache(maxsize=16384)
def reason_in_names(spoken: str) -> str | None:
    """Return which kind of chrome class and id names speak of, None where of none."""
    if not speaks_of(spoken, names.CHROME_WORDS):
        return None
    for name in spoken.split():
        reason = _reason_in_name(name)
        if reason is not None:
            return reason
    return None


@lru_cache(maxsize=16384)
def _reason_in_name(name: str) -> str | None:
    if ":" in name or "[" in name:
        return None  # a utility class such as `print:hidden` speaks of looks
    words = words_of(name)
    if names.CHROME_WORDS.isdisjoint(words.split()) or names.KEPT.search(words):
        return None
    spoken = (reason for reason, pattern in names.CHROME.items() if pattern.search(words))
    return next(spoken, None)


@lru_cache(maxsize=16384)
def names_a_card(spoken: str) -> bool:
    """Say whether names speak of a teaser or card of an article."""
    return any(":" not in name and names.CARD.search(words_of(name)) for name in spoken.split())


@lru_cache(maxsize=4096)
def names_a_heading(spoken: str) -> bool:
    """Say whether names speak of a sub-heading."""
    return any(names.SUBHEAD.search(words_of(name)) for name in spoken.split())


def reason_to_skip(element: html.HtmlElement, lenient: bool) -> str | None:
    """Return why an element's text is chrome by its own mark-up, None where nothing says so.

    Whoever asks must still see that the element is not most of the page (`holds_too_much`).
    """
    tag = element.tag
    if tag in NEVER:
        return NOT_TEXT
    if lenient or tag in _WHOLE:
        return None
    if tag in _CHROME_TAGS:
        return str(tag)
    if tag == "dl":
        return "photo"  # a photo and its caption as term and definition; others hold no image
    attributes = element.attrib
    reason = _by_attributes(attributes) if attributes else None
    return None if tag in _TEXT_TAGS and reason in _NOT_OF_TEXT else reason


def holds_too_much(reason: str, share: float, has_headline: bool) -> bool:
    """Say whether an element is too much of the page's text to be this kind of chrome.

    A theme may call the wrapper of everything `page-with-sidebar`; comments alone may outgrow the
    article they stand under, but the headline stands in none of them.
    """
    if reason == "comments":
        return has_headline or share > 0.85
    most = 0.4 if reason in _MAY_BE_LARGE else 0.25
    return share > most or (has_headline and share > 0.1)


def text_sizes(root: html.HtmlElement) -> dict[html.HtmlElement, int]:
    """Return the characters below every element that has any, outside links and scripts."""
    sizes: dict[html.HtmlElement, int] = {}
    for element in reversed(list(root.iter("*"))):
        size = sizes.get(element, 0)
        if element.tag in _UNCOUNTED:
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


def _by_attributes(attributes: "etree._Attrib") -> str | None:
    if attributes.get("role") in _CHROME_ROLES:
        return "role"
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return "hidden"
    style = attributes.get("style")
    if style and _HIDDEN_STYLE.search(style, 0, names.LONGEST):
        return "hidden"
    spoken = names_of(attributes)
    return reason_in_names(spoken) if spoken else None


def names_of(attributes: "etree._Attrib") -> str:
    """Return an element's class and id names."""
    classes, identity = attributes.get("class"), attributes.get("id")
    spoken = f"{classes or ''} {identity}" if identity else classes or ""
    return spoken[: names.LONGEST]


def is_named_body(element: html.HtmlElement) -> bool:
    """Say whether the mark-up calls an element the article's body."""
    if "articleBody" in (element.get("itemprop") or ""):
        return True
    spoken = names_of(element.attrib)
    return bool(spoken) and _says_body(spoken)


@lru_cache(maxsize=16384)
def _says_body(spoken: str) -> bool:
    return any(_is_body(name) for name in spoken.split())


@lru_cache(maxsize=16384)
def _is_body(name: str) -> bool:
    return bool(names.BODY.search(words_of(name)))
