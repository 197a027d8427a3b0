"""Dates a reader sees on the page: marked elements, and lines around headline and text. Pure.

What stands far above the headline is the page's own clock, and so is what stands beside logo,
search or menu and says today; what stands in chrome is not looked at.
"""

import re
from collections.abc import Iterator
from datetime import timedelta

from lxml import html

from crawler.extraction.blocks import Block
from crawler.extraction.body import Body
from crawler.extraction.clock import Clock, Dated, What
from crawler.extraction.lexicon import labels
from crawler.extraction.markup import Marks, text_of
from crawler.extraction.mast import in_mast
from crawler.text.normalise import ascii_digits, fold

_DATE_LIKE = re.compile(r"(?:\d{1,4}[/\-.]\d{1,2}[/\-.]\d{1,4})|\d{1,2}:\d{2}")
_PIECE = re.compile(r"[|•\n]")
_MAX_LINE = 160
_MOST_MARKED = 40
_NEAR_BEFORE, _NEAR_AFTER = 3, 6
_NEAR_ELEMENTS = 12
# A menu has more.
_FEW_LINKS = 3
_FAR_ABOVE = 3
_MENUS = frozenset({"nav", "navigation", "role"})
_DATED_CHROME = frozenset({"date", "byline", "tools", "share"})
_DAY = timedelta(days=1)


def visible(body: Body, marks: Marks, clock: Clock) -> Iterator[Dated]:
    """Dates a reader sees: marked elements first, then lines around headline and text."""
    seen: set[str] = set()
    for what, element in _marked(body, marks):
        found = [
            Dated("markup", _what(element, what), date)
            for date in map(clock.read, _attributes(element))
            if date is not None
        ]
        found += _in_line(text_of(element, _MAX_LINE + 1), what, clock, seen)
        yield from _without_mast(found, element, body, clock)
    for text, element in _lines(body):
        found = list(_in_line(text, "published", clock, seen))
        yield from _without_mast(found, element, body, clock)


def _without_mast(
    found: list[Dated], element: html.HtmlElement, body: Body, clock: Clock
) -> Iterator[Dated]:
    """Leave out the clock of the site's head: today's date, as it is on every page."""
    anchor = body.headline_element if body.headline is not None else body.element
    for one in found:
        today = abs(one.date.day - clock.now.date()) <= _DAY
        if not (today and anchor is not None and in_mast(element, anchor)):
            yield one


def _in_line(text: str, what: What, clock: Clock, seen: set[str]) -> Iterator[Dated]:
    if text in seen or len(text) > _MAX_LINE or not _may_hold_date(text):
        return
    seen.add(text)
    for date in clock.find(text):
        yield Dated("markup", date.label or _by_words(text, date.raw, what), date)


def _by_words(text: str, raw: str, what: What) -> What:
    """What a date of a line dates, by the words of its piece before it."""
    before = fold(_PIECE.split(text.partition(raw)[0])[-1])
    return "modified" if labels.MODIFIED_LABEL.search(before) else what


def _marked(body: Body, marks: Marks) -> Iterator[tuple[What, html.HtmlElement]]:
    """Marked elements, those between headline and text first; far above is the page's own clock."""
    modified = marks.of("modified")
    for element in modified[:_MOST_MARKED]:
        yield "modified", element
    timed = [element for element in marks.of("time") if element not in modified]
    headline = _place(marks, body.headline_element)
    text = _place(marks, body.element)
    ranked = [
        (_zone(marks, marks.place[element], headline, text), at, element)
        for at, element in enumerate([*timed, *marks.of("date")])
        if element not in modified
    ]
    for zone, _, element in sorted(ranked, key=lambda one: one[:2])[:_MOST_MARKED]:
        if zone < _FAR_ABOVE:
            yield "published", element


def _place(marks: Marks, element: html.HtmlElement | None) -> int | None:
    return None if element is None else marks.place.get(element)


def _zone(marks: Marks, place: int, headline: int | None, text: int | None) -> int:
    """0 between headline and text, 1 just above the headline, 2 from the text on, 3 far above."""
    if headline is None:
        return 0
    if place < headline:
        near = headline - place <= _NEAR_ELEMENTS
        return 1 if near and marks.links_between(place, headline) <= _FEW_LINKS else _FAR_ABOVE
    return 2 if text is not None and text > headline and place > text else 0


def _attributes(element: html.HtmlElement) -> list[str]:
    values = (element.get(name) for name in ("datetime", "content", "data-time", "data-date"))
    return [value for value in values if value]


def _what(element: html.HtmlElement, what: What) -> What:
    """What an element's date dates, by the words in it."""
    folded = fold(text_of(element, _MAX_LINE))
    if labels.MODIFIED_LABEL.search(folded) and not labels.PUBLISHED_LABEL.search(folded):
        return "modified"
    return what


def _may_hold_date(text: str) -> bool:
    digits = ascii_digits(text)
    return bool(_DATE_LIKE.search(digits) or labels.MONTH_OR_RELATIVE.search(fold(text)))


def _lines(body: Body) -> Iterator[tuple[str, html.HtmlElement]]:
    """Short lines between headline and text, then just above the one, then just below the other."""
    blocks = body.blocks.blocks
    first, last = body.span
    start = first if body.headline is None else body.headline
    above = _directly_above(body, start)
    for at in [*range(start, first + 2), *above, *range(last, last + _NEAR_AFTER)]:
        if 0 <= at < len(blocks) and _may_be_line(blocks[at]):
            yield blocks[at].text, body.blocks.places[blocks[at].place].element
    for reason, element, at in body.blocks.skipped:
        if above.start <= at <= last + 2 and reason in _DATED_CHROME:
            yield text_of(element, _MAX_LINE + 1), element


def _may_be_line(block: Block) -> bool:
    """No link, and no sentence."""
    return block.size > 0.3 * len(block.text) and not block.text.endswith((".", "؟", "!"))


def _directly_above(body: Body, headline: int) -> range:
    """The few blocks above a headline, down from where a menu or a list of links ends."""
    blocks = body.blocks.blocks
    menus = {where for reason, _, where in body.blocks.skipped if reason in _MENUS}
    at = headline
    while at > 0 and headline - at < _NEAR_BEFORE and at not in menus:
        if blocks[at - 1].links >= 0.5 * len(blocks[at - 1].text):
            break
        at -= 1
    return range(at, headline)
