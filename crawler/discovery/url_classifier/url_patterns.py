"""What addresses made alike have in common, so that some tell of the rest."""

import re
from urllib.parse import parse_qsl, urlsplit

from crawler.discovery.url_classifier.parsed_url import has_digit

_DIGITS = re.compile(r"\d+")
_NAME_VALUE = re.compile(r"[A-Za-z_]{1,20}")


def make_url_pattern(url: str) -> str:
    """Return an address without what tells it from others like it.

    `/agenda/2026/11/03` and `/agenda/2025/1/30` are alike, so are `/video/7-goal` and
    `/video/more-goals`; `/news.php?id=7` and `/news.php?cat=7` are not.
    """
    parts = urlsplit(url)
    *path, leaf = parts.path.rstrip("/").split("/")
    last = leaf if has_digit(parts.query) and not has_digit(leaf) else "*"
    fields = parse_qsl(parts.query, keep_blank_values=True)
    query = (f"{name}={value if _NAME_VALUE.fullmatch(value) else '*'}" for name, value in fields)
    return f"{_DIGITS.sub('0', '/'.join((*path, last)))}?{'&'.join(query)}"


# FOLDED from crawler.discovery.twins: AMP and mobile addresses and the plain page they are twins
# of, by the usual marks.

_MOBILE_HOST = re.compile(r"(?<=://)(?:amp|m|mobile)\.(?=[^/]+\.[^/]+)")
_AMP_PATH = re.compile(r"(?<=[^:/])/amp(?=/|\?|$)|\.amp(?=\.html?(?:\?|$))", re.IGNORECASE)
_AMP_QUERY = re.compile(
    r"(?:(?<=\?)|&)(?:amp(?:=(?:1|true|amp)?)?|outputType=amp)(?=&|$)", re.IGNORECASE
)


def strip_mobile_marks(url: str) -> str:
    """Return a canonical address without the marks of AMP and mobile pages.

    A key to compare by, not an address to fetch: not every outlet has the plain page there.
    """
    plain = _AMP_QUERY.sub("", _AMP_PATH.sub("", _MOBILE_HOST.sub("", url)))
    return plain.replace("?&", "?").removesuffix("?")
