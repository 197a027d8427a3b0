"""Breadcrumbs visible above the headline: «front page » section » headline». Pure."""

import re
from collections import deque
from collections.abc import Iterator
from itertools import islice

from lxml import html

from crawler.extraction.lexicon import labels
from crawler.extraction.page.boilerplate_elements import find_boilerplate_reason, read_class_and_id
from crawler.extraction.page.semantic_markup import read_element_text
from crawler.extraction.page.site_header import is_front_page_address
from crawler.extraction.page.text_match import extract_letters, is_beginning_of, is_cut_off
from crawler.text.normalise import clean_line, fold_text

# Signs between steps. A bar or a dash is weak evidence: they separate the items of menus too.
_STEP_SIGN = re.compile(r"[»«>›<‹/\\→←➔▸▶◂◀]|::|-+>")
_WEAK_STEP_SIGN = re.compile(r"[|•·:]|\s[-–—]\s")
# Separators have spaces around them; quotation marks touch their words.
_STEP_SEPARATOR = re.compile(
    rf"(?:^|(?<=\s))(?:{_STEP_SIGN.pattern}|{_WEAK_STEP_SIGN.pattern}|\s)+(?=\s|$)"
)
_MAX_BREADCRUMB_CHARS, _MAX_STEP_CHARS, _MAX_STEP_WORDS = 320, 40, 5
# Most links of a breadcrumb, with and without signs between its steps: a menu has more.
_MAX_LINKS, _MAX_LINKS_WITHOUT_SIGNS = 6, 3
_MAX_ANCESTORS = 4
# At most this many links to the front page are tried, from the headline upwards.
_MAX_HOME_LINKS = 8
_MENU_REASONS = frozenset({"navigation", "share", "sidebar", "ranking", "related"})


def find_visible_breadcrumb(
    tree: html.HtmlElement, anchor: html.HtmlElement, title: str | None
) -> str | None:
    """Return the section of the nearest breadcrumb above: its last step but the headline.

    `anchor` is the element of the headline, else of the text.
    """
    anchor_ancestors = {anchor, *anchor.iterancestors()}
    nearest_links = deque(_find_home_links(tree, anchor), maxlen=_MAX_HOME_LINKS)
    for link in reversed(nearest_links):
        breadcrumb = _find_breadcrumb_element(link, anchor_ancestors)
        step = (
            _read_last_step(breadcrumb, link, title, anchor_ancestors)
            if breadcrumb is not None
            else None
        )
        if step:
            return step
    return None


def _find_home_links(
    tree: html.HtmlElement, anchor: html.HtmlElement
) -> Iterator[html.HtmlElement]:
    """Yield the links to the front page above an element."""
    for element in tree.iter("a", anchor.tag):
        if element is anchor:
            return
        if element.tag != "a":
            continue
        link_text = fold_text(read_element_text(element, 60))
        if labels.FRONT_PAGE_LABEL.match(link_text) or (
            not link_text and is_front_page_address(element.get("href"))
        ):
            yield element


def _find_breadcrumb_element(
    link: html.HtmlElement, anchor_ancestors: set[html.HtmlElement]
) -> html.HtmlElement | None:
    """Find the smallest element around a link that has another step."""
    for ancestor in list(link.iterancestors())[:_MAX_ANCESTORS]:
        if (
            ancestor in anchor_ancestors
            or sum(1 for _ in islice(ancestor.iter("a"), _MAX_LINKS + 1)) > _MAX_LINKS
        ):
            return None
        if find_boilerplate_reason(read_class_and_id(ancestor.attrib)) in _MENU_REASONS:
            return None
        if len(_split_steps(ancestor)) > bool(read_element_text(link)):
            return ancestor
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
    steps = _split_steps(breadcrumb)
    start = max(
        (
            index + 1
            for index, step in enumerate(steps[:2])
            if labels.FRONT_PAGE_LABEL.match(fold_text(step))
        ),
        default=0,
    )
    ends_in_headline = bool(title) and _is_headline(steps[-1], title)
    if not _STEP_SIGN.search(text) and not ends_in_headline:
        is_beside_anchor = breadcrumb.getparent() in anchor_ancestors
        if not is_beside_anchor or len(links) > _MAX_LINKS_WITHOUT_SIGNS:
            return None
    sections = [step for step in steps[start:] if not (title and _is_headline(step, title))]
    sections = [step for step in sections if not labels.DETAILS_STEP.fullmatch(fold_text(step))]
    is_short = (
        sections
        and len(sections[-1]) <= _MAX_STEP_CHARS
        and len(sections[-1].split()) <= _MAX_STEP_WORDS
    )
    return sections[-1] if is_short else None


def _split_steps(breadcrumb: html.HtmlElement) -> list[str]:
    """Return the steps of a breadcrumb: link texts whole, other text split at the signs."""
    pieces: list[str] = []
    for piece in breadcrumb.xpath(".//text()"):
        parent = piece.getparent()
        if piece.is_tail:
            parent = parent.getparent()
        linked = parent.tag == "a" or any(
            ancestor.tag == "a" for ancestor in parent.iterancestors()
        )
        pieces += [piece] if linked else _STEP_SEPARATOR.split(f" {piece} ")
    cleaned = (clean_line(item) for item in pieces)
    return [item for item in cleaned if item]


def _is_headline(step: str, title: str | None) -> bool:
    step_letters, title_letters = extract_letters(step), extract_letters(title or "")
    return step_letters == title_letters or is_beginning_of(
        step_letters, title_letters, is_cut=is_cut_off(step)
    )
