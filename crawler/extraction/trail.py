"""The trail a page prints above its headline: «front page » section » headline». Pure."""

import re
from collections import deque
from collections.abc import Iterator
from itertools import islice

from lxml import html

from crawler.extraction.chrome import find_boilerplate_reason, read_class_and_id
from crawler.extraction.lexicon import labels
from crawler.extraction.markup import read_element_text
from crawler.extraction.mast import is_front_page_address
from crawler.extraction.sameness import extract_letters, is_beginning_of, is_cut_off
from crawler.text.normalise import clean_line, fold_text

# Between steps; a bar and a dash part the items of menus too.
_STEP_SIGN = re.compile(r"[»«>›<‹/\\→←➔▸▶◂◀]|::|-+>")
_WEAK_STEP_SIGN = re.compile(r"[|•·:]|\s[-–—]\s")
# A quotation's signs touch its words.
_STEP_SEPARATOR = re.compile(
    rf"(?:^|(?<=\s))(?:{_STEP_SIGN.pattern}|{_WEAK_STEP_SIGN.pattern}|\s)+(?=\s|$)"
)
_MAX_BREADCRUMB_CHARS, _MAX_STEP_CHARS, _MAX_STEP_WORDS = 320, 40, 5
# A trail has at most so many links, one without signs fewer: a menu has more.
_MAX_LINKS, _MAX_LINKS_WITHOUT_SIGNS = 6, 3
_MAX_ANCESTORS = 4
# How many links to the front page are looked at, from the headline upwards.
_MAX_HOME_LINKS = 8
_MENU_REASONS = frozenset({"navigation", "share", "sidebar", "ranking", "related"})


def find_visible_breadcrumb(
    tree: html.HtmlElement, anchor: html.HtmlElement, title: str | None
) -> str | None:
    """Return the last step that is neither front page nor headline, of the trail next above.

    `anchor` is the headline's element, else the text's.
    """
    trunk = {anchor, *anchor.iterancestors()}
    nearest = deque(_find_home_links(tree, anchor), maxlen=_MAX_HOME_LINKS)
    for link in reversed(nearest):
        holder = _find_breadcrumb_element(link, trunk)
        name = _read_last_step(holder, link, title, trunk) if holder is not None else None
        if name:
            return name
    return None


def _find_home_links(
    tree: html.HtmlElement, anchor: html.HtmlElement
) -> Iterator[html.HtmlElement]:
    """The links to the front page above an element."""
    for element in tree.iter("a", anchor.tag):
        if element is anchor:
            return
        if element.tag != "a":
            continue
        told = fold_text(read_element_text(element, 60))
        if labels.FRONT_PAGE_LABEL.match(told) or (
            not told and is_front_page_address(element.get("href"))
        ):
            yield element


def _find_breadcrumb_element(
    link: html.HtmlElement, anchor_ancestors: set[html.HtmlElement]
) -> html.HtmlElement | None:
    """The smallest element around a link that holds another step."""
    for above in list(link.iterancestors())[:_MAX_ANCESTORS]:
        if (
            above in anchor_ancestors
            or sum(1 for _ in islice(above.iter("a"), _MAX_LINKS + 1)) > _MAX_LINKS
        ):
            return None
        if find_boilerplate_reason(read_class_and_id(above.attrib)) in _MENU_REASONS:
            return None
        if len(_split_steps(above)) > bool(read_element_text(link)):
            return above
    return None


def _read_last_step(
    breadcrumb: html.HtmlElement,
    home_link: html.HtmlElement,
    title: str | None,
    anchor_ancestors: set[html.HtmlElement],
) -> str | None:
    links = list(breadcrumb.iter("a"))
    text = clean_line(" ".join(breadcrumb.itertext()))
    if links[0] is not home_link or len(links) > _MAX_LINKS or len(text) > _MAX_BREADCRUMB_CHARS:
        return None
    items = _split_steps(breadcrumb)
    first = max(
        (
            at + 1
            for at, one in enumerate(items[:2])
            if labels.FRONT_PAGE_LABEL.match(fold_text(one))
        ),
        default=0,
    )
    headed = bool(title) and _is_headline(items[-1], title)
    if not _STEP_SIGN.search(text) and not headed:
        beside = breadcrumb.getparent() in anchor_ancestors
        if not beside or len(links) > _MAX_LINKS_WITHOUT_SIGNS:
            return None
    named = [item for item in items[first:] if not (title and _is_headline(item, title))]
    named = [item for item in named if not labels.DETAILS_STEP.fullmatch(fold_text(item))]
    short = (
        named and len(named[-1]) <= _MAX_STEP_CHARS and len(named[-1].split()) <= _MAX_STEP_WORDS
    )
    return named[-1] if short else None


def _split_steps(breadcrumb: html.HtmlElement) -> list[str]:
    """The texts of a trail in order: those of links whole, others split at the signs."""
    found: list[str] = []
    for piece in breadcrumb.xpath(".//text()"):
        parent = piece.getparent()
        if piece.is_tail:
            parent = parent.getparent()
        linked = parent.tag == "a" or any(above.tag == "a" for above in parent.iterancestors())
        found += [piece] if linked else _STEP_SEPARATOR.split(f" {piece} ")
    cleaned = (clean_line(item) for item in found)
    return [item for item in cleaned if item]


def _is_headline(step: str, title: str | None) -> bool:
    mine, whole = extract_letters(step), extract_letters(title or "")
    return mine == whole or is_beginning_of(mine, whole, is_cut=is_cut_off(step))
