"""AMP and mobile addresses and the plain page they are twins of, by the usual marks."""

import re

_HOST = re.compile(r"(?<=://)(?:amp|m|mobile)\.(?=[^/]+\.[^/]+)")
_PATH = re.compile(r"(?<=[^:/])/amp(?=/|\?|$)|\.amp(?=\.html?(?:\?|$))", re.IGNORECASE)
_QUERY = re.compile(
    r"(?:(?<=\?)|&)(?:amp(?:=(?:1|true|amp)?)?|outputType=amp)(?=&|$)", re.IGNORECASE
)


def plain_twin(url: str) -> str:
    """Return a canonical address without the marks of AMP and mobile pages.

    A key to compare by, not an address to fetch: not every outlet has the plain page there.
    """
    plain = _QUERY.sub("", _PATH.sub("", _HOST.sub("", url)))
    return plain.replace("?&", "?").removesuffix("?")
