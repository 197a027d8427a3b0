"""Captions and credits of photos, from the figure, the photo's box or the alt text. Pure."""

import re
from collections.abc import Sequence
from itertools import islice

from lxml import html

from crawler.extraction.fields.credits import parse_caption
from crawler.extraction.page import class_names
from crawler.extraction.page.boilerplate_elements import (
    NEVER_TEXT_TAGS,
    find_boilerplate_reason,
    read_class_and_id,
)
from crawler.extraction.page.class_words import split_class_name
from crawler.extraction.page.semantic_markup import read_element_text
from crawler.extraction.page.text_match import extract_letters
from crawler.text.normalise import clean_line, to_ascii_digits

_MAX_CAPTION_CHARS = 400
_MAX_LINE_CHARS = 200
_DATE_OR_TIME = re.compile(r"\d{1,2}:\d{2}|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}")
_SENTENCE_END = re.compile(r"[.…؟!]\s*$")
_BOX_TAGS = frozenset({"div", "table", "td", "center", "span", "dl", "section"})
_NON_CAPTION_TAGS = ("h1", "h2", "h3", "h4", "a", "form", "time", "ul", "ol")


def find_caption(
    photo: html.HtmlElement, title: str | None, selected_caption: html.HtmlElement | None = None
) -> tuple[str | None, str | None]:
    """Return caption and credit of a photo, each None where there is none.

    Searched in this order: the element that a selector found, the figure, the photo's own box,
    right below the image, the alt text.
    """
    caption, credit = None, None
    if selected_caption is not None:
        caption, credit = read_caption_and_credit(selected_caption)
    if not caption:
        caption, credit = _find_visible_caption(photo)
    return (caption, credit) if caption else _read_alt_caption(photo, title, credit)


def match_captions_to_photos(
    captions: Sequence[html.HtmlElement], photos: Sequence[html.HtmlElement]
) -> dict[html.HtmlElement, html.HtmlElement]:
    """Return the caption of each photo that has one; `photos` are in document order.

    A caption belongs to the last photo before it in the smallest element that holds both, else to
    the first photo there. Of two captions of a photo the first counts.
    """
    photos_within: dict[html.HtmlElement, list[html.HtmlElement]] = {}
    for photo in photos if captions else ():
        for above in photo.iterancestors():
            photos_within.setdefault(above, []).append(photo)
    captions_by_photo: dict[html.HtmlElement, html.HtmlElement] = {}
    for caption in captions:
        for box in (caption, *caption.iterancestors()):
            if box in photos_within:
                photo = _find_photo_before(caption, photos_within[box], box)
                captions_by_photo.setdefault(photo, caption)
                break
    return captions_by_photo


def _find_photo_before(
    caption: html.HtmlElement, photos: Sequence[html.HtmlElement], box: html.HtmlElement
) -> html.HtmlElement:
    last_photo = photos[0]
    for element in box.iter():
        if element is caption:
            break
        if element in photos:
            last_photo = element
    return last_photo


def _find_visible_caption(photo: html.HtmlElement) -> tuple[str | None, str | None]:
    for above in islice(photo.iterancestors(), 4):
        if above.tag == "figure" or _is_named_caption(above):
            element = _find_caption_element(above)
            if element is not None:
                return read_caption_and_credit(element)
        elif _is_named_photo_box(above) or _is_unnamed_photo_box(above):
            return read_caption_and_credit(above)
    return _find_caption_below(photo)


def _is_named_photo_box(element: html.HtmlElement) -> bool:
    """Say whether an element is named for its one photo and holds a short text with it."""
    class_and_id = read_class_and_id(element.attrib)
    is_named = element.tag == "dl" or find_boilerplate_reason(class_and_id) == "photo"
    if element.tag in ("a", "p") or not is_named:
        return False
    text = read_element_text(element, _MAX_CAPTION_CHARS)
    return 0 < len(text) < _MAX_CAPTION_CHARS and _has_exactly_one(element, "img")


def _has_exactly_one(element: html.HtmlElement, *tags: str) -> bool:
    return sum(1 for _ in islice(element.iter(*tags), 2)) == 1


def _is_unnamed_photo_box(element: html.HtmlElement) -> bool:
    """Say whether an element holds one photo and one line: no sentence, link, date or heading."""
    if element.tag not in _BOX_TAGS or not _has_exactly_one(element, "img", "amp-img"):
        return False
    if any(True for _ in element.iter(*_NON_CAPTION_TAGS)):
        return False
    text = read_element_text(element, _MAX_LINE_CHARS + 1)
    is_prose_or_date = _SENTENCE_END.search(text) or _DATE_OR_TIME.search(to_ascii_digits(text))
    return 0 < len(text) <= _MAX_LINE_CHARS and len(text.split()) > 1 and not is_prose_or_date


def _is_named_caption(element: html.HtmlElement) -> bool:
    return any(
        class_names.CAPTION_NAMES.search(split_class_name(name))
        for name in (element.get("class") or "").split()
    )


def _find_caption_element(box: html.HtmlElement) -> html.HtmlElement | None:
    for caption in box.iter("figcaption"):
        return caption
    for element in box.iterdescendants():
        if (
            isinstance(element.tag, str)
            and _is_named_caption(element)
            and element.find(".//img") is None
        ):
            return element
    return None


def _find_caption_below(photo: html.HtmlElement) -> tuple[str | None, str | None]:
    """Read the short text right below the image, or below an element that holds only the image."""
    element = photo
    for _ in range(4):
        following = None if _has_tail_text(element) else element.getnext()
        while following is not None and following.tag == "br" and not _has_tail_text(following):
            following = following.getnext()
        if following is not None:
            return _read_short_caption(following)
        parent = element.getparent()
        if parent is None or len(read_element_text(parent, 200)) > 0:
            return None, None
        element = parent
    return None, None


def _has_tail_text(element: html.HtmlElement) -> bool:
    return bool(element.tail and element.tail.strip())


def _read_short_caption(element: html.HtmlElement) -> tuple[str | None, str | None]:
    is_named = _is_named_caption(element)
    if element.tag in NEVER_TEXT_TAGS or (
        element.tag not in ("div", "span", "p", "small", "em", "figcaption", "center")
        and not is_named
    ):
        return None, None
    text = read_element_text(element, _MAX_CAPTION_CHARS)
    is_plain_line = (
        element.tag in ("div", "span", "small", "em")
        and len(element) <= 1
        and len(text) <= _MAX_LINE_CHARS
    )
    if _DATE_OR_TIME.search(to_ascii_digits(text)):
        return None, None
    if is_named or (is_plain_line and text and not _SENTENCE_END.search(text)):
        return read_caption_and_credit(element)
    return None, None


def read_caption_and_credit(element: html.HtmlElement) -> tuple[str | None, str | None]:
    """Split the text of a caption's element into caption and credit."""
    credit = None
    for descendant in element.iterdescendants():
        if isinstance(descendant.tag, str) and any(
            class_names.CREDIT_NAMES.search(split_class_name(name))
            for name in (descendant.get("class") or "").split()
        ):
            credit = read_element_text(descendant, 120) or None
            break
    text = read_element_text(element, _MAX_CAPTION_CHARS)
    if credit:
        text = text.replace(credit, " ")
    return parse_caption(text, credit)


def _read_alt_caption(
    photo: html.HtmlElement, title: str | None, credit: str | None
) -> tuple[str | None, str | None]:
    """Take the alt text as caption, unless it repeats the headline or has fewer than two words."""
    text = clean_line(photo.get("alt") or "")
    if len(text.split()) < 2 or (title and extract_letters(text) == extract_letters(title)):
        return None, credit
    return parse_caption(text, credit)
