"""A photo's caption and credit: in its figure, its box, below it, or its alt text. Pure."""

import re
from itertools import islice

from lxml import html

from crawler.extraction import names
from crawler.extraction.chrome import NEVER, names_of, reason_in_names
from crawler.extraction.credits import parse_caption
from crawler.extraction.markup import text_of
from crawler.extraction.sameness import letters
from crawler.extraction.spoken import words_of
from crawler.text.normalise import ascii_digits, clean_line

_MAX_CAPTION = 400
_MAX_LINE = 200
_DATED = re.compile(r"\d{1,2}:\d{2}|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}")
_SENTENCE_END = re.compile(r"[.…؟!]\s*$")
_BOXES = frozenset({"div", "table", "td", "center", "span", "dl", "section"})
_NO_CAPTION = ("h1", "h2", "h3", "h4", "a", "form", "time", "ul", "ol")


def caption_of(photo: html.HtmlElement, title: str | None) -> tuple[str | None, str | None]:
    """Return caption and credit of a photo, each None where there is none.

    Looked for in the figure, in the photo's own box, right below the image; then in the alt text.
    """
    caption, credit = _visible(photo)
    return (caption, credit) if caption else _alt(photo, title, credit)


def _visible(photo: html.HtmlElement) -> tuple[str | None, str | None]:
    for above in islice(photo.iterancestors(), 4):
        if above.tag == "figure" or _is_caption_box(above):
            element = _caption_element(above)
            if element is not None:
                return split_credit(element)
        elif _is_photo_box(above) or _is_small_box(above):
            return split_credit(above)
    return _beside(photo)


def _is_photo_box(element: html.HtmlElement) -> bool:
    """An element named for its one photo that holds a line of text with it."""
    spoken = names_of(element.attrib)
    named = element.tag == "dl" or reason_in_names(spoken) == "photo"
    if element.tag in ("a", "p") or not named:
        return False
    text = text_of(element, _MAX_CAPTION)
    return 0 < len(text) < _MAX_CAPTION and _holds_one(element, "img")


def _holds_one(element: html.HtmlElement, *tags: str) -> bool:
    return sum(1 for _ in islice(element.iter(*tags), 2)) == 1


def _is_small_box(element: html.HtmlElement) -> bool:
    """An element around one photo and one line that is no sentence, link, date or heading."""
    if element.tag not in _BOXES or not _holds_one(element, "img", "amp-img"):
        return False
    if any(True for _ in element.iter(*_NO_CAPTION)):
        return False
    text = text_of(element, _MAX_LINE + 1)
    sentence = _SENTENCE_END.search(text) or _DATED.search(ascii_digits(text))
    return 0 < len(text) <= _MAX_LINE and len(text.split()) > 1 and not sentence


def _is_caption_box(element: html.HtmlElement) -> bool:
    return any(
        names.CAPTION.search(words_of(name)) for name in (element.get("class") or "").split()
    )


def _caption_element(holder: html.HtmlElement) -> html.HtmlElement | None:
    for caption in holder.iter("figcaption"):
        return caption
    for element in holder.iterdescendants():
        if (
            isinstance(element.tag, str)
            and _is_caption_box(element)
            and element.find(".//img") is None
        ):
            return element
    return None


def _beside(photo: html.HtmlElement) -> tuple[str | None, str | None]:
    """The short text in the next element below the image or below what wraps only the image."""
    at = photo
    for _ in range(4):
        following = None if _has_tail(at) else at.getnext()
        while following is not None and following.tag == "br" and not _has_tail(following):
            following = following.getnext()
        if following is not None:
            return _short(following)
        parent = at.getparent()
        if parent is None or len(text_of(parent, 200)) > 0:
            return None, None
        at = parent
    return None, None


def _has_tail(element: html.HtmlElement) -> bool:
    return bool(element.tail and element.tail.strip())


def _short(element: html.HtmlElement) -> tuple[str | None, str | None]:
    named = _is_caption_box(element)
    if element.tag in NEVER or (
        element.tag not in ("div", "span", "p", "small", "em", "figcaption", "center") and not named
    ):
        return None, None
    text = text_of(element, _MAX_CAPTION)
    bare = (
        element.tag in ("div", "span", "small", "em")
        and len(element) <= 1
        and len(text) <= _MAX_LINE
    )
    if _DATED.search(ascii_digits(text)):
        return None, None
    if named or (bare and text and not _SENTENCE_END.search(text)):
        return split_credit(element)
    return None, None


def split_credit(element: html.HtmlElement) -> tuple[str | None, str | None]:
    """Return caption and credit of a caption's element."""
    credit = None
    for inner in element.iterdescendants():
        if isinstance(inner.tag, str) and any(
            names.CREDIT.search(words_of(name)) for name in (inner.get("class") or "").split()
        ):
            credit = text_of(inner, 120) or None
            break
    text = text_of(element, _MAX_CAPTION)
    if credit:
        text = text.replace(credit, " ")
    return parse_caption(text, credit)


def _alt(
    photo: html.HtmlElement, title: str | None, credit: str | None
) -> tuple[str | None, str | None]:
    """The alternative text as caption, unless it repeats the headline or is one word."""
    text = clean_line(photo.get("alt") or "")
    if len(text.split()) < 2 or (title and letters(text) == letters(title)):
        return None, credit
    return parse_caption(text, credit)
