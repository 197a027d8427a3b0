"""The photos of an article: main one first, with caption and credit apart from the text. Pure."""

import re

from lxml import html

from crawler import urls
from crawler.extraction import meta, names, structured
from crawler.extraction.body import Body
from crawler.extraction.chrome import NEVER, names_of, reason_in_names
from crawler.extraction.credits import parse_caption
from crawler.extraction.markup import text_of
from crawler.extraction.page import Page
from crawler.extraction.sameness import letters
from crawler.items import Image
from crawler.text import ascii_digits, clean_line

_NO_PHOTO = re.compile(
    r"logo|icon|avatar|sprite|placeholder|blank|pixel|spacer|1x1|default[-_.]|loading|loader|gravatar|emoji|badge|button|banner|/ads?/|googleplay|appstore|share|facebook|twitter|whatsapp|flag",
    re.IGNORECASE,
)
_FOREIGN = frozenset(
    {
        "related",
        "comments",
        "sidebar",
        "ranking",
        "navigation",
        "byline",
        "share",
        "advert",
        "newsletter",
        "cookie",
        "tools",
    }
)
_SOURCES = (
    "data-src",
    "data-original",
    "data-lazy-src",
    "data-srcset",
    "src",
    "srcset",
    "data-image",
    "data-url",
)
_MAX_CAPTION = 400
_MAX_IMAGES = 40
_SMALL = 80
_DATED = re.compile(r"\d{1,2}:\d{2}|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}")


def find_images(page: Page, body: Body, *, title: str | None) -> tuple[Image, ...]:
    """Return the photos of the article around its body.

    A visible caption wins over alt text; alt text that repeats the headline is none.
    """
    found: dict[str, Image] = {}
    main = _declared(page)
    for photo in _photos(body):
        address = None if _is_logo(photo) else _address(photo, page.base)
        if address is None or address in found or len(found) >= _MAX_IMAGES:
            continue
        caption, credit = _caption(photo)
        if caption is None:
            caption, credit = _alt(photo, title, credit)
        found[address] = Image(url=address, caption=caption, credit=credit)
    return _main_first(found, main)


def _declared(page: Page) -> str | None:
    values = meta.every(page.meta, meta.IMAGE)
    for node in page.articles:
        values.extend(_node_images(node.get("image")))
    for value in values:
        address = urls.canonical(value, page.base)
        if address and not _NO_PHOTO.search(address.rsplit("/", 1)[-1]):
            return address
    return None


def _node_images(value: object) -> list[str]:
    found: list[str] = []
    for item in value if isinstance(value, list) else [value]:
        inner = item.get("url") or item.get("contentUrl") if isinstance(item, dict) else item
        found.extend(structured.strings(inner))
    return found


def _main_first(found: dict[str, Image], main: str | None) -> tuple[Image, ...]:
    """Put the declared photo first; the same photo in another size gives it its caption."""
    if main is None:
        return tuple(found.values())
    same = next((address for address in found if _photo_name(address) == _photo_name(main)), None)
    if same is None:
        return (Image(url=main), *found.values())
    first = found.pop(same)
    return (first, *found.values())


def _photo_name(address: str) -> str:
    """The file's name without the size WordPress and image servers add."""
    name = address.split("?", maxsplit=1)[0].rsplit("/", 1)[-1].lower()
    return re.sub(
        r"[-_]\d{2,4}x\d{2,4}|[-_](?:scaled|large|medium|small|thumb|\d{2,4})(?=\.)", "", name
    )


def _photos(body: Body) -> list[html.HtmlElement]:
    """The images of the body and, above it, of the article or what holds headline and body."""
    scope = _scope(body)
    if scope is None:
        return []
    return [photo for photo in scope.iter("img", "amp-img") if not _is_foreign(photo, scope)]


def _scope(body: Body) -> html.HtmlElement | None:
    """What holds both headline and text, else the text's parent; never the whole page."""
    element = body.element
    if element is None:
        return None
    headline = body.headline_element
    above = set(headline.iterancestors()) if headline is not None else set()
    for ancestor in (element, *element.iterancestors()):
        if ancestor.tag in ("body", "html"):
            break
        if ancestor in above or ancestor.tag == "article":
            return ancestor
    parent = element.getparent()
    return element if parent is None or parent.tag in ("body", "html") else parent


def _is_foreign(photo: html.HtmlElement, scope: html.HtmlElement) -> bool:
    for ancestor in photo.iterancestors():
        if ancestor is scope:
            return False
        if ancestor.tag in ("nav", "footer", "aside", "button"):
            return True
        spoken = names_of(ancestor.attrib)
        if spoken and reason_in_names(spoken) in _FOREIGN:
            return True
        if (ancestor.tag == "a" and ancestor.find(".//h2") is not None) or ancestor.tag == "h2":
            return True
    return False


def _is_logo(photo: html.HtmlElement) -> bool:
    """In a link to the front page, or in the heading that holds nothing else."""
    for above in list(photo.iterancestors())[:2]:
        if above.tag == "a" and (above.get("href") or "").strip() in ("/", "./", "#", "index.php"):
            return True
    return False


def _address(photo: html.HtmlElement, base: str) -> str | None:
    for size in (photo.get("width"), photo.get("height")):
        if size and size.isascii() and size.isdigit() and int(size) < _SMALL:
            return None
    for attribute in _SOURCES:
        value = (photo.get(attribute) or "").strip()
        if not value or value.startswith("data:"):
            continue
        first = (
            value.split(",")[-1].split()[0]
            if attribute.endswith("srcset") and value.split(",")[-1].split()
            else value
        )
        address = urls.canonical(first, base)
        if address and not _NO_PHOTO.search(address.rsplit("/", 1)[-1]):
            return address
    return None


def _caption(photo: html.HtmlElement) -> tuple[str | None, str | None]:
    """Look in the figure, then in the photo's own box, then right below the image."""
    for above in list(photo.iterancestors())[:4]:
        if above.tag == "figure" or _is_caption_box(above):
            element = _caption_element(above)
            if element is not None:
                return split_credit(element)
        elif _is_photo_box(above):
            return split_credit(above)
    return _beside(photo)


def _is_photo_box(element: html.HtmlElement) -> bool:
    """An element named for its one photo that holds a line of text with it."""
    spoken = names_of(element.attrib)
    named = element.tag == "dl" or reason_in_names(spoken) == "photo"
    if element.tag in ("a", "p") or not named:
        return False
    text = text_of(element, _MAX_CAPTION)
    return 0 < len(text) < _MAX_CAPTION and sum(1 for _ in element.iter("img")) == 1


def _is_caption_box(element: html.HtmlElement) -> bool:
    return any(
        names.CAPTION.search(names.words_of(name)) for name in (element.get("class") or "").split()
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
    bare = element.tag in ("div", "span", "small", "em") and len(element) <= 1 and len(text) < 200
    if _DATED.search(ascii_digits(text)):
        return None, None
    if named or (bare and text and not re.search(r"[.…؟!]\s*$", text)):
        return split_credit(element)
    return None, None


def split_credit(element: html.HtmlElement) -> tuple[str | None, str | None]:
    """Return caption and credit of a caption's element."""
    credit = None
    for inner in element.iterdescendants():
        if isinstance(inner.tag, str) and any(
            names.CREDIT.search(names.words_of(name)) for name in (inner.get("class") or "").split()
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
