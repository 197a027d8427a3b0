"""Keys that similar addresses share: addresses of one pattern, AMP and mobile versions of a page.

The patterns let a few pages speak for all others like them.
"""

import re
from urllib.parse import parse_qsl, urlsplit

from crawler.discovery.url_classifier.parsed_url import has_digit

_DIGITS = re.compile(r"\d+")
_NAME_VALUE = re.compile(r"[A-Za-z_]{1,20}")

_MOBILE_HOST = re.compile(r"(?<=://)(?:amp|m|mobile)\.(?=[^/]+\.[^/]+)")
_AMP_PATH = re.compile(r"(?<=[^:/])/amp(?=/|\?|$)|\.amp(?=\.html?(?:\?|$))", re.IGNORECASE)
_AMP_QUERY = re.compile(
    r"(?:(?<=\?)|&)(?:amp(?:=(?:1|true|amp)?)?|outputType=amp)(?=&|$)", re.IGNORECASE
)


def make_url_pattern(url: str) -> str:
    """Return the pattern of an address: what it shares with all addresses of its kind.

    `/agenda/2026/11/03` and `/agenda/2025/1/30` are alike, so are `/video/7-goal` and
    `/video/more-goals`; `/news.php?id=7` and `/news.php?cat=7` are not.
    """
    parts = urlsplit(url)
    *parents, name = parts.path.rstrip("/").split("/")
    last = name if has_digit(parts.query) and not has_digit(name) else "*"
    fields = parse_qsl(parts.query, keep_blank_values=True)
    query = (f"{key}={value if _NAME_VALUE.fullmatch(value) else '*'}" for key, value in fields)
    return f"{_DIGITS.sub('0', '/'.join((*parents, last)))}?{'&'.join(query)}"


def strip_mobile_marks(url: str) -> str:
    """Return a canonical address without the marks of AMP and mobile pages.

    The result is a key to compare by, not an address to fetch: some outlets have no page there.
    """
    plain = _AMP_QUERY.sub("", _AMP_PATH.sub("", _MOBILE_HOST.sub("", url)))
    return plain.replace("?&", "?").removesuffix("?")
