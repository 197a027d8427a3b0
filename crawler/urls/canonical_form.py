"""Addresses in canonical, readable form for the stored document; in ASCII to send; their identity.

w3lib makes the ASCII form. The canonical form is ours, for Arabic outlets: percent escapes of
Arabic undone in either case, NFC, and parameters that name the article kept.
"""

import re
from hashlib import blake2b
from urllib.parse import urljoin

from w3lib.url import safe_url_string

from crawler.text.characters import INVISIBLE, SURROGATES
from crawler.urls import hosts, percent_encoding, tracking_parameters

__all__ = [
    "canonical",
    "get_host",
    "get_site",
    "is_front_page",
    "is_same_site",
    "make_url_id",
    "resolve_canonical_link",
    "to_ascii_url",
]

# Of an address as it is sent.
MAX_URL_BYTES = 8192

# The last scheme counts ("http://https://…"), any number of slashes may follow it.
_ADDRESS = re.compile(
    r"(?:https?:/*(?=https?:[/\\]))*(?P<scheme>https?):[/\\]+(?P<host>[^/\\?#]*)(?P<path>[^?#]*)"
    r"(?:\?(?P<query>[^#]*))?",
    re.IGNORECASE,
)
_PLACEHOLDER_URL = re.compile(r"https?://[^/?#]*\.invalid(?:[:/?#]|$)")
_IGNORED_WHITE_SPACE = re.compile(rf"\A[\s{INVISIBLE}]+|[\s{INVISIBLE}]+\Z|[\t\r\n]+")
_AMPERSAND_REFERENCE = re.compile("&#0*38;")
_SURROGATE = re.compile(f"[{SURROGATES}]")
# Parts that are canonical as they are: nothing to escape, undo or compose.
_CANONICAL_PATH = re.compile(r"(?:/[\w~!$'*+,:@-][\w.~!$'*+,:@-]*)*/?", re.ASCII)
_CANONICAL_QUERY = re.compile(r"[\w.~!$&()*,;=:@/?-]*", re.ASCII)
_FRONT_PAGE_PATH = re.compile(
    r"/(?:(?:ar|en|fr|arabic)/?)?(?:(?:index|default|home)(?:\.\w+)?/?)?", re.IGNORECASE
)


def canonical(url: str, base: str | None = None) -> str | None:
    """Return the canonical form of an http(s) address, resolved against `base`; else None.

    Scheme and host in lower case (IDNA as Unicode), default port and fragment dropped, dot segments
    and doubled slashes resolved; escapes undone where that keeps the meaning (RFC 3986 6.2.2.2,
    RFC 3987 5.3.2.3: unreserved and printable non-ASCII characters of valid UTF-8), all others in
    upper case; NFC; `+` in a query is a space; parameters in their order, without those that track
    or name a session. None for other schemes, credentials, no host, and more than `MAX_URL_BYTES`
    as sent. Idempotent.
    """
    parts = _split_url(url, base)
    if parts is None:
        return None
    scheme, host, path, query = parts
    if not _CANONICAL_PATH.fullmatch(path):
        path = percent_encoding.resolve_dot_segments(
            tracking_parameters.strip_path_session(percent_encoding.normalise_escapes(path))
        )
    if query:
        if not _CANONICAL_QUERY.fullmatch(query):
            query = percent_encoding.normalise_escapes(
                query.replace("+", "%20").replace("'", "%27")
            )
        query = tracking_parameters.drop_tracking_parameters(query)
    address = f"{scheme}://{host}{path or '/'}{'?' if query else ''}{query}"
    return address if _is_within_limit(address) else None


def to_ascii_url(url: str) -> str:
    """Return an address in the ASCII form to send: UTF-8 percent-encoded, IDNA, no fragment.

    Every parameter is kept, so pass the result of `canonical`. Raises ValueError for an address
    without a canonical form.
    """
    parts = _split_url(url, None)
    if parts is None:
        raise ValueError(f"no http(s) address: {url[:200]!r}")
    scheme, host, path, query = parts
    resource = percent_encoding.escape_unsafe(f"{path or '/'}{'?' if query else ''}{query}")
    return safe_url_string(f"{scheme}://{hosts.to_ascii_host(host)}{resource}")


def make_url_id(url: str) -> str:
    """Return 32 hexadecimal digits that identify an address, without scheme, `www.` and last slash.

    An address without a canonical form is hashed as it is.
    """
    address = (canonical(url) or url).removeprefix("https://").removeprefix("http://")
    path, question_mark, query = address.removeprefix("www.").partition("?")
    key = path.rstrip("/") + question_mark + query
    return blake2b(key.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def get_host(url: str) -> str:
    """Return the canonical host of an http(s) address, with its port unless that is the default.

    "" where there is no host.
    """
    parts = _split_url(url, None)
    return parts[1] if parts else ""


def get_site(url: str) -> str:
    """Return the registrable domain of an address or a bare host; "" where there is no host.

    IP addresses, localhost and single names give host and port, without a default port.
    """
    parts = _split_url(url if "://" in url else f"http://{url}", None)
    return hosts.get_host_site(parts[1]) if parts else ""


def is_same_site(a: str, b: str) -> bool:
    """Say whether both addresses have a site, and the same one."""
    return get_site(a) == get_site(b) != ""


def resolve_canonical_link(canonical_link: str, url: str) -> str:
    """Return the address that identifies page `url`, which declares `canonical_link` (AMP, mobile).

    That is the declared address, resolved against `url`, if it is of the same site and no front
    page (unless `url` is one too); else `url` itself. The result is in canonical form.
    """
    page, declared = canonical(url) or url, canonical(canonical_link, url)
    if declared is None or not is_same_site(declared, page):
        return page
    return page if is_front_page(declared) and not is_front_page(page) else declared


def is_placeholder_url(url: str) -> bool:
    """Say whether an address is a placeholder for a page of unknown address (RFC 2606, 2)."""
    return _PLACEHOLDER_URL.match(url) is not None


def is_front_page(url: str) -> bool:
    """Say whether an address is a site's front page: its root, a language's, or by a usual name."""
    address = canonical(url) or url
    _, _, host_and_path = address.partition("://")
    path = host_and_path[host_and_path.find("/") :]
    return _FRONT_PAGE_PATH.fullmatch(path) is not None


def _split_url(url: str, base: str | None) -> tuple[str, str, str, str] | None:
    """Return scheme, readable host, path and query as written; None for no http(s) address."""
    if len(url) > MAX_URL_BYTES:
        return None
    url = _AMPERSAND_REFERENCE.sub("&", _IGNORED_WHITE_SPACE.sub("", url))
    if _SURROGATE.search(url):
        url = url.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    match = _ADDRESS.match(url)
    if not match and base is not None:
        try:
            match = _ADDRESS.match(urljoin(base, url))
        except ValueError:
            return None
    if not match:
        return None
    scheme = match["scheme"].lower()
    host = hosts.to_canonical_host(match["host"], scheme)
    return (scheme, host, match["path"].replace("\\", "/"), match["query"] or "") if host else None


def _is_within_limit(address: str) -> bool:
    """Say whether an address is short enough to be sent; a character takes 12 bytes at most."""
    if len(address) * 12 <= MAX_URL_BYTES:
        return True
    return len(address) <= MAX_URL_BYTES and len(to_ascii_url(address)) <= MAX_URL_BYTES
