"""The photos of an article: main one first, with caption and credit apart from the text. Pure."""

import re
from itertools import islice

from lxml import html

from crawler.extraction import captions, meta, structured
from crawler.extraction.body import Body
from crawler.extraction.chrome import names_of, reason_in_names
from crawler.extraction.mast import leads_home, stands_in_head
from crawler.extraction.page import Page
from crawler.items import Image
from crawler.urls import canonical_form

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
_MAX_IMAGES = 40
_SMALL = 80


def find_images(page: Page, body: Body, *, title: str | None) -> tuple[Image, ...]:
    """Return the photos of the article around its body.

    A visible caption wins over alt text; alt text that repeats the headline is none.
    """
    found: dict[str, Image] = {}
    main = _declared(page)
    headline = body.headline_element
    for photo in _photos(body):
        address = None if _is_logo(photo) else _address(photo, page.base)
        if address is None or address in found or len(found) >= _MAX_IMAGES:
            continue
        if headline is not None and stands_in_head(photo, headline):
            continue
        caption, credit = captions.caption_of(photo, title)
        found[address] = Image(url=address, caption=caption, credit=credit)
    return _main_first(found, main)


def _declared(page: Page) -> str | None:
    values = meta.every(page.meta, meta.IMAGE)
    for node in page.articles:
        values.extend(_node_images(node.get("image")))
    for value in values:
        address = canonical_form.canonical(value, page.base)
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
    for above in islice(photo.iterancestors(), 2):
        if above.tag == "a" and leads_home(above.get("href")):
            return True
    return False


def _address(photo: html.HtmlElement, base: str) -> str | None:
    for size in (photo.get("width"), photo.get("height")):
        if size and len(size) < 9 and size.isascii() and size.isdigit() and int(size) < _SMALL:
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
        address = canonical_form.canonical(first, base)
        if address and not _NO_PHOTO.search(address.rsplit("/", 1)[-1]):
            return address
    return None
