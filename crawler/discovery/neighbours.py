"""The company an anchor keeps: what the other anchors of its box are tells what it is."""

from itertools import islice
from urllib.parse import unquote

from lxml.html import HtmlElement

from crawler.discovery import lexicon
from crawler.discovery.anchors import shown_text
from crawler.discovery.boxes import CONTENT
from crawler.discovery.lexicon import among, squeeze
from crawler.discovery.phrases import leads_onward

# How far above an anchor its box is looked for: <ul><li><span><a>.
_NEAR = 3
_ABOUT = lexicon.STATIC | lexicon.CLOSED
# Of so few neighbours nothing is told, and so many are no box.
_FEW, _CROWD = 2, 40


class Neighbours:
    """Judges the anchors of one page, each once."""

    def __init__(self) -> None:
        self._texts: dict[HtmlElement, str] = {}
        self._static: dict[HtmlElement, bool] = {}

    def are_onward(self, anchor: HtmlElement) -> bool:
        """Say whether most neighbours are page numbers and the like."""
        others = _others(anchor)
        onward = sum(leads_onward(self._text(other)) for other in others)
        return onward >= _FEW and 2 * onward > len(others)

    def are_static(self, anchor: HtmlElement) -> bool:
        """Say whether nearly all neighbours are pages about the outlet."""
        others = _others(anchor)
        static = sum(map(self._is_static, others))
        return static >= _FEW and 3 * static > 2 * len(others)

    def _text(self, anchor: HtmlElement) -> str:
        if anchor not in self._texts:
            self._texts[anchor] = shown_text(anchor)
        return self._texts[anchor]

    def _is_static(self, anchor: HtmlElement) -> bool:
        if anchor not in self._static:
            path, _, _ = (anchor.get("href") or "").partition("?")
            name, _, _ = unquote(path.rstrip("/").rpartition("/")[2]).partition(".")
            keys = (squeeze(self._text(anchor)), squeeze(name))
            self._static[anchor] = any(among(key, _ABOUT) for key in keys)
        return self._static[anchor]


def _others(anchor: HtmlElement) -> list[HtmlElement]:
    """Return the other anchors of the nearest box that has some."""
    for box in islice(anchor.iterancestors(), _NEAR):
        if box.tag in CONTENT:
            break
        others = list(islice((other for other in box.iter("a") if other is not anchor), _CROWD))
        if others:
            return others if len(others) < _CROWD else []
    return []
