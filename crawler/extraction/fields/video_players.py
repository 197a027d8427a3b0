"""Video players in the main part of a page. Pure."""

import re
from urllib.parse import unquote

from lxml import html

from crawler.extraction.page.boilerplate_elements import find_boilerplate_reason, read_class_and_id

_VIDEO_TAGS = frozenset({"video", "amp-video", "amp-youtube", "amp-dailymotion", "amp-brightcove"})
_EMBED_TAGS = ("iframe", "object", "embed", "amp-iframe")
_ADDRESS_ATTRIBUTES = ("src", "data-src", "data-lazy-src", "data", "data-url")
_VIDEO_ADDRESS = re.compile(
    r"youtube|youtu\.be|vimeo|dailymotion|brightcove|jwplayer|jwplatform|kaltura|rumble|rutube"
    r"|player|video|embed|\.(?:mp4|m4v|webm|ogv|m3u8|flv|mov|avi|wmv|mpe?g)(?:\W|$)",
    re.IGNORECASE,
)
# Embedded, but not a video.
_NON_VIDEO_ADDRESS = re.compile(
    r"maps|twitter|platform\.x\.com|soundcloud|spotify|podcast|audio|infogram|datawrapper"
    r"|flourish|poll|survey|weather|banner|/ads?/|doubleclick|plugins/(?!video)",
    re.IGNORECASE,
)
_SIDE_TAGS = frozenset({"aside", "footer", "nav"})
_SIDE_REASONS = frozenset(
    {"sidebar", "related", "comments", "ranking", "advert", "navigation", "hidden"}
)


def has_video_player(tree: html.HtmlElement) -> bool:
    """Say whether a video player is in the page's main part, not beside it."""
    return any(
        _is_video_player(element) and not _is_beside_main_part(element)
        for element in tree.iter(*_VIDEO_TAGS, *_EMBED_TAGS)
    )


def _is_video_player(element: html.HtmlElement) -> bool:
    if element.tag in _VIDEO_TAGS or (element.get("type") or "").lower().startswith("video/"):
        return True
    addresses = [element.get(attribute) or "" for attribute in _ADDRESS_ATTRIBUTES]
    addresses += [param.get("value") or "" for param in element.iter("param")]
    return any(
        _VIDEO_ADDRESS.search(address) and not _NON_VIDEO_ADDRESS.search(address)
        for address in map(unquote, addresses)
    )


def _is_beside_main_part(element: html.HtmlElement) -> bool:
    for ancestor in element.iterancestors():
        if ancestor.tag in ("body", "html", "main", "article"):
            return False
        if (
            ancestor.tag in _SIDE_TAGS
            or find_boilerplate_reason(read_class_and_id(ancestor.attrib)) in _SIDE_REASONS
        ):
            return True
    return False
