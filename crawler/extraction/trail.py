"""The trail a page prints above its headline: «front page » section » headline». Pure."""

import re
from collections import deque
from collections.abc import Iterator
from itertools import islice

from lxml import html

from crawler.extraction.chrome import names_of, reason_in_names
from crawler.extraction.lexicon import labels
from crawler.extraction.markup import text_of
from crawler.extraction.mast import leads_home
from crawler.extraction.sameness import begins, is_cut_off, letters
from crawler.text.normalise import clean_line, fold

# Between steps; a bar and a dash part the items of menus too.
_SIGN = re.compile(r"[»«>›<‹/\\→←➔▸▶◂◀]|::|-+>")
_PART = re.compile(r"[|•·:]|\s[-–—]\s")
# A quotation's signs touch its words.
_STEPS = re.compile(rf"(?:^|(?<=\s))(?:{_SIGN.pattern}|{_PART.pattern}|\s)+(?=\s|$)")
_LONGEST, _LONGEST_NAME, _MOST_WORDS = 320, 40, 5
# A trail has at most so many links, one without signs fewer: a menu has more.
_MOST_LINKS, _MOST_UNSIGNED = 6, 3
_CLIMB = 4
# How many links to the front page are looked at, from the headline upwards.
_MOST_HOME_LINKS = 8
_MENUS = frozenset({"navigation", "share", "sidebar", "ranking", "related"})


def section_of_trail(
    tree: html.HtmlElement, before: html.HtmlElement, title: str | None
) -> str | None:
    """Return the last step that is neither front page nor headline, of the trail next above.

    `before` is the headline's element, else the text's.
    """
    trunk = {before, *before.iterancestors()}
    nearest = deque(_home_links(tree, before), maxlen=_MOST_HOME_LINKS)
    for link in reversed(nearest):
        holder = _holder(link, trunk)
        name = _last_step(holder, link, title, trunk) if holder is not None else None
        if name:
            return name
    return None


def _home_links(tree: html.HtmlElement, before: html.HtmlElement) -> Iterator[html.HtmlElement]:
    """The links to the front page above an element."""
    for element in tree.iter("a", before.tag):
        if element is before:
            return
        if element.tag != "a":
            continue
        told = fold(text_of(element, 60))
        if labels.HOME.match(told) or (not told and leads_home(element.get("href"))):
            yield element


def _holder(link: html.HtmlElement, trunk: set[html.HtmlElement]) -> html.HtmlElement | None:
    """The smallest element around a link that holds another step."""
    for above in list(link.iterancestors())[:_CLIMB]:
        if above in trunk or sum(1 for _ in islice(above.iter("a"), _MOST_LINKS + 1)) > _MOST_LINKS:
            return None
        if reason_in_names(names_of(above.attrib)) in _MENUS:
            return None
        if len(_items(above)) > bool(text_of(link)):
            return above
    return None


def _last_step(
    holder: html.HtmlElement,
    home: html.HtmlElement,
    title: str | None,
    trunk: set[html.HtmlElement],
) -> str | None:
    links = list(holder.iter("a"))
    text = clean_line(" ".join(holder.itertext()))
    if links[0] is not home or len(links) > _MOST_LINKS or len(text) > _LONGEST:
        return None
    items = _items(holder)
    first = max(
        (at + 1 for at, one in enumerate(items[:2]) if labels.HOME.match(fold(one))), default=0
    )
    headed = bool(title) and _is_title(items[-1], title)
    if not _SIGN.search(text) and not headed:
        beside = holder.getparent() in trunk
        if not beside or len(links) > _MOST_UNSIGNED:
            return None
    named = [item for item in items[first:] if not (title and _is_title(item, title))]
    named = [item for item in named if not labels.DETAILS.fullmatch(fold(item))]
    short = named and len(named[-1]) <= _LONGEST_NAME and len(named[-1].split()) <= _MOST_WORDS
    return named[-1] if short else None


def _items(holder: html.HtmlElement) -> list[str]:
    """The texts of a trail in order: those of links whole, others split at the signs."""
    found: list[str] = []
    for piece in holder.xpath(".//text()"):
        parent = piece.getparent()
        if piece.is_tail:
            parent = parent.getparent()
        linked = parent.tag == "a" or any(above.tag == "a" for above in parent.iterancestors())
        found += [piece] if linked else _STEPS.split(f" {piece} ")
    cleaned = (clean_line(item) for item in found)
    return [item for item in cleaned if item]


def _is_title(item: str, title: str | None) -> bool:
    mine, whole = letters(item), letters(title or "")
    return mine == whole or begins(mine, whole, cut=is_cut_off(item))
