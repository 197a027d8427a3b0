"""Whether a page plays a film, by whatever element, in its main part and not beside it. Pure."""

import re
from urllib.parse import unquote

from lxml import html

from crawler.extraction.chrome import names_of, reason_in_names

_FILMS = frozenset({"video", "amp-video", "amp-youtube", "amp-dailymotion", "amp-brightcove"})
_FRAMES = ("iframe", "object", "embed", "amp-iframe")
_ADDRESSES = ("src", "data-src", "data-lazy-src", "data", "data-url")
_PLAYS = re.compile(
    r"youtube|youtu\.be|vimeo|dailymotion|brightcove|jwplayer|jwplatform|kaltura|rumble|rutube"
    r"|player|video|embed|\.(?:mp4|m4v|webm|ogv|m3u8|flv|mov|avi|wmv|mpe?g)(?:\W|$)",
    re.IGNORECASE,
)
# Embedded, but no film.
_NO_FILM = re.compile(
    r"maps|twitter|platform\.x\.com|soundcloud|spotify|podcast|audio|infogram|datawrapper"
    r"|flourish|poll|survey|weather|banner|/ads?/|doubleclick|plugins/(?!video)",
    re.IGNORECASE,
)
_BESIDE_TAGS = frozenset({"aside", "footer", "nav"})
_BESIDE = frozenset({"sidebar", "related", "comments", "ranking", "advert", "navigation", "hidden"})


def plays_film(tree: html.HtmlElement) -> bool:
    """Say whether a film's player stands in the page's main part."""
    return any(_is_player(one) and not _stands_beside(one) for one in tree.iter(*_FILMS, *_FRAMES))


def _is_player(element: html.HtmlElement) -> bool:
    if element.tag in _FILMS or (element.get("type") or "").lower().startswith("video/"):
        return True
    told = [element.get(name) or "" for name in _ADDRESSES]
    told += [param.get("value") or "" for param in element.iter("param")]
    return any(_PLAYS.search(one) and not _NO_FILM.search(one) for one in map(unquote, told))


def _stands_beside(element: html.HtmlElement) -> bool:
    for above in element.iterancestors():
        if above.tag in ("body", "html", "main", "article"):
            return False
        if above.tag in _BESIDE_TAGS or reason_in_names(names_of(above.attrib)) in _BESIDE:
            return True
    return False
