"""Photos of an article, the main one first, each with caption and credit. Pure."""

import re
from itertools import islice

from lxml import html

from crawler.extraction.body.body import Body
from crawler.extraction.context import ExtractionContext
from crawler.extraction.fields import captions
from crawler.extraction.page import json_ld, meta_tags
from crawler.extraction.page.boilerplate_elements import find_boilerplate_reason, read_class_and_id
from crawler.extraction.page.page import Page
from crawler.extraction.page.site_header import is_front_page_address, is_inside_site_header
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


def find_images(context: ExtractionContext) -> tuple[Image, ...]:
    """Return the photos of the article, the declared main photo first.

    A caption that the publisher's selector finds wins over other visible ones, and these over the
    alt text; an alt text that repeats the headline is no caption.
    """
    images_by_url: dict[str, Image] = {}
    page, body = context.page, context.body
    main_url = _find_declared_image(page)
    headline_element = body.headline_element
    photos = _find_photos(body)
    captions_by_photo = captions.match_captions_to_photos(context.selected_captions, photos)
    for photo in photos:
        address = None if _is_logo(photo) else _find_photo_url(photo, page.base_url)
        if address is None or address in images_by_url or len(images_by_url) >= _MAX_IMAGES:
            continue
        if headline_element is not None and is_inside_site_header(photo, headline_element):
            continue
        caption, credit = captions.find_caption(photo, context.title, captions_by_photo.get(photo))
        images_by_url[address] = Image(url=address, caption=caption, credit=credit)
    return _put_main_first(images_by_url, main_url)


def _find_declared_image(page: Page) -> str | None:
    values = meta_tags.read_meta_values(page.meta, meta_tags.IMAGE)
    for node in page.json_ld_articles:
        values.extend(_read_json_ld_images(node.get("image")))
    for value in values:
        address = canonical_form.canonical(value, page.base_url)
        if address and not _NON_PHOTO_NAME.search(address.rsplit("/", 1)[-1]):
            return address
    return None


def _read_json_ld_images(value: object) -> list[str]:
    urls: list[str] = []
    for item in value if isinstance(value, list) else [value]:
        url = item.get("url") or item.get("contentUrl") if isinstance(item, dict) else item
        urls.extend(json_ld.read_json_ld_strings(url))
    return urls


def _put_main_first(images_by_url: dict[str, Image], main_url: str | None) -> tuple[Image, ...]:
    """Put the declared photo first.

    Where the article shows the same photo in another size, the photo in the article goes first,
    because it has the caption.
    """
    if main_url is None:
        return tuple(images_by_url.values())
    same_photo_url = next(
        (
            address
            for address in images_by_url
            if _strip_size_from_name(address) == _strip_size_from_name(main_url)
        ),
        None,
    )
    if same_photo_url is None:
        return (Image(url=main_url), *images_by_url.values())
    main_image = images_by_url.pop(same_photo_url)
    return (main_image, *images_by_url.values())


def _strip_size_from_name(address: str) -> str:
    """Return the name of a file without the size that WordPress and image servers add."""
    name = address.split("?", maxsplit=1)[0].rsplit("/", 1)[-1].lower()
    return re.sub(
        r"[-_]\d{2,4}x\d{2,4}|[-_](?:scaled|large|medium|small|thumb|\d{2,4})(?=\.)", "", name
    )


def _find_photos(body: Body) -> list[html.HtmlElement]:
    """Find the images around the body that are not in boilerplate."""
    scope = _find_photo_scope(body)
    if scope is None:
        return []
    return [photo for photo in scope.iter("img", "amp-img") if not _is_in_boilerplate(photo, scope)]


def _find_photo_scope(body: Body) -> html.HtmlElement | None:
    """Return the nearest `<article>` or element that holds both headline and text.

    Without one, the parent of the text; never the whole page.
    """
    container = body.container
    if container is None:
        return None
    headline = body.headline_element
    headline_ancestors = set(headline.iterancestors()) if headline is not None else set()
    for ancestor in (container, *container.iterancestors()):
        if ancestor.tag in ("body", "html"):
            break
        if ancestor in headline_ancestors or ancestor.tag == "article":
            return ancestor
    parent = container.getparent()
    return container if parent is None or parent.tag in ("body", "html") else parent


def _is_in_boilerplate(photo: html.HtmlElement, scope: html.HtmlElement) -> bool:
    for ancestor in photo.iterancestors():
        if ancestor is scope:
            return False
        if ancestor.tag in ("nav", "footer", "aside", "button"):
            return True
        class_and_id = read_class_and_id(ancestor.attrib)
        if class_and_id and find_boilerplate_reason(class_and_id) in _BOILERPLATE_REASONS:
            return True
        if (ancestor.tag == "a" and ancestor.find(".//h2") is not None) or ancestor.tag == "h2":
            return True
    return False


def _is_logo(photo: html.HtmlElement) -> bool:
    """Say whether a photo is a link to the front page."""
    for ancestor in islice(photo.iterancestors(), 2):
        if ancestor.tag == "a" and is_front_page_address(ancestor.get("href")):
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
        url = (
            value.split(",")[-1].split()[0]
            if attribute.endswith("srcset") and value.split(",")[-1].split()
            else value
        )
        address = canonical_form.canonical(url, base)
        if address and not _NON_PHOTO_NAME.search(address.rsplit("/", 1)[-1]):
            return address
    return None
