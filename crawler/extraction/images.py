"""The photos of an article: main one first, with caption and credit apart from the text. Pure."""

import re
from itertools import islice

from lxml import html

from crawler.extraction import captions, meta, structured
from crawler.extraction.body import Body
from crawler.extraction.chrome import find_boilerplate_reason, read_class_and_id
from crawler.extraction.mast import is_front_page_address, is_inside_site_header
from crawler.extraction.page import Page
from crawler.items import Image
from crawler.urls import canonical_form

_NON_PHOTO_NAME = re.compile(
    r"logo|icon|avatar|sprite|placeholder|blank|pixel|spacer|1x1|default[-_.]|loading|loader|gravatar|emoji|badge|button|banner|/ads?/|googleplay|appstore|share|facebook|twitter|whatsapp|flag",
    re.IGNORECASE,
)
_BOILERPLATE_REASONS = frozenset(
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
_SOURCE_ATTRIBUTES = (
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
_MIN_PHOTO_PIXELS = 80


def find_images(page: Page, body: Body, *, title: str | None) -> tuple[Image, ...]:
    """Return the photos of the article around its body.

    A visible caption wins over alt text; alt text that repeats the headline is none.
    """
    found: dict[str, Image] = {}
    main = _find_declared_image(page)
    headline = body.headline_element
    for photo in _find_photos(body):
        address = None if _is_logo(photo) else _find_photo_url(photo, page.base_url)
        if address is None or address in found or len(found) >= _MAX_IMAGES:
            continue
        if headline is not None and is_inside_site_header(photo, headline):
            continue
        caption, credit = captions.find_caption(photo, title)
        found[address] = Image(url=address, caption=caption, credit=credit)
    return _put_main_first(found, main)


def _find_declared_image(page: Page) -> str | None:
    values = meta.read_meta_values(page.meta, meta.IMAGE)
    for node in page.json_ld_articles:
        values.extend(_read_json_ld_images(node.get("image")))
    for value in values:
        address = canonical_form.canonical(value, page.base_url)
        if address and not _NON_PHOTO_NAME.search(address.rsplit("/", 1)[-1]):
            return address
    return None


def _read_json_ld_images(value: object) -> list[str]:
    found: list[str] = []
    for item in value if isinstance(value, list) else [value]:
        inner = item.get("url") or item.get("contentUrl") if isinstance(item, dict) else item
        found.extend(structured.read_json_ld_strings(inner))
    return found


def _put_main_first(images_by_url: dict[str, Image], main_url: str | None) -> tuple[Image, ...]:
    """Put the declared photo first; the same photo in another size gives it its caption."""
    if main_url is None:
        return tuple(images_by_url.values())
    same = next(
        (
            address
            for address in images_by_url
            if _strip_size_from_name(address) == _strip_size_from_name(main_url)
        ),
        None,
    )
    if same is None:
        return (Image(url=main_url), *images_by_url.values())
    first = images_by_url.pop(same)
    return (first, *images_by_url.values())


def _strip_size_from_name(address: str) -> str:
    """The file's name without the size WordPress and image servers add."""
    name = address.split("?", maxsplit=1)[0].rsplit("/", 1)[-1].lower()
    return re.sub(
        r"[-_]\d{2,4}x\d{2,4}|[-_](?:scaled|large|medium|small|thumb|\d{2,4})(?=\.)", "", name
    )


def _find_photos(body: Body) -> list[html.HtmlElement]:
    """The images of the body and, above it, of the article or what holds headline and body."""
    scope = _find_photo_scope(body)
    if scope is None:
        return []
    return [photo for photo in scope.iter("img", "amp-img") if not _is_in_boilerplate(photo, scope)]


def _find_photo_scope(body: Body) -> html.HtmlElement | None:
    """What holds both headline and text, else the text's parent; never the whole page."""
    element = body.container
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


def _is_in_boilerplate(photo: html.HtmlElement, scope: html.HtmlElement) -> bool:
    for ancestor in photo.iterancestors():
        if ancestor is scope:
            return False
        if ancestor.tag in ("nav", "footer", "aside", "button"):
            return True
        spoken = read_class_and_id(ancestor.attrib)
        if spoken and find_boilerplate_reason(spoken) in _BOILERPLATE_REASONS:
            return True
        if (ancestor.tag == "a" and ancestor.find(".//h2") is not None) or ancestor.tag == "h2":
            return True
    return False


def _is_logo(photo: html.HtmlElement) -> bool:
    """In a link to the front page, or in the heading that holds nothing else."""
    for above in islice(photo.iterancestors(), 2):
        if above.tag == "a" and is_front_page_address(above.get("href")):
            return True
    return False


def _find_photo_url(photo: html.HtmlElement, base: str) -> str | None:
    for size in (photo.get("width"), photo.get("height")):
        if (
            size
            and len(size) < 9
            and size.isascii()
            and size.isdigit()
            and int(size) < _MIN_PHOTO_PIXELS
        ):
            return None
    for attribute in _SOURCE_ATTRIBUTES:
        value = (photo.get(attribute) or "").strip()
        if not value or value.startswith("data:"):
            continue
        first = (
            value.split(",")[-1].split()[0]
            if attribute.endswith("srcset") and value.split(",")[-1].split()
            else value
        )
        address = canonical_form.canonical(first, base)
        if address and not _NON_PHOTO_NAME.search(address.rsplit("/", 1)[-1]):
            return address
    return None
