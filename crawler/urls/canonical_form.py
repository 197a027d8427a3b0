"""Addresses: one canonical, readable form for the document; the ASCII form to send; identity.

What w3lib gets right is left to it (the ASCII form). Ours is what Arabic outlets need: percent
escapes of Arabic undone whatever their case, NFC, and parameters that name the article kept.
"""

import re
from hashlib import blake2b
from urllib.parse import urljoin

from w3lib.url import safe_url_string

from crawler.text.characters import INVISIBLE, SURROGATES
from crawler.urls import hosts, percent_encoding, tracking_parameters
from crawler.urls.hosts import is_private_host

__all__ = [
    "article_id",
    "canonical",
    "fetchable",
    "is_front",
    "is_private_host",
    "same_site",
    "site",
    "twin_of",
]

# The longest address, in bytes as sent.
LIMIT = 8192

# A doubled scheme ("http://https://…") and any number of slashes: the last scheme is meant.
_ADDRESS = re.compile(
    r"(?:https?:/*(?=https?:[/\\]))*(?P<scheme>https?):[/\\]+(?P<host>[^/\\?#]*)(?P<path>[^?#]*)"
    r"(?:\?(?P<query>[^#]*))?",
    re.IGNORECASE,
)
_NOWHERE = re.compile(r"https?://[^/?#]*\.invalid(?:[:/?#]|$)")
_EDGES = re.compile(rf"\A[\s{INVISIBLE}]+|[\s{INVISIBLE}]+\Z|[\t\r\n]+")
_WRITTEN_AMPERSAND = re.compile("&#0*38;")
_SURROGATE = re.compile(f"[{SURROGATES}]")
# Parts with nothing to escape, undo or compose.
_SETTLED_PATH = re.compile(r"(?:/[\w~!$'*+,=:@-][\w.~!$'*+,=:@-]*)*/?", re.ASCII)
_SETTLED_QUERY = re.compile(r"[\w.~!$&()*,;=:@/?-]*", re.ASCII)
_FRONT = re.compile(
    r"/(?:(?:ar|en|fr|arabic)/?)?(?:(?:index|default|home)(?:\.\w+)?/?)?", re.IGNORECASE
)


def canonical(url: str, base: str | None = None) -> str | None:
    """Return the canonical form of an http(s) address, resolved against `base`; else None.

    Scheme and host in lower case (IDNA as Unicode), default port and fragment dropped, dot segments
    and doubled slashes resolved; escapes undone where that keeps the meaning (RFC 3986 6.2.2.2,
    RFC 3987 5.3.2.3: unreserved and printable non-ASCII characters of valid UTF-8), all others in
    upper case; NFC; `+` in a query is a space; parameters in their order, without those that track
    or name a session. Other schemes, credentials, no host, more than `LIMIT` bytes as sent: None.
    Idempotent.
    """
    parts = _split(url, base)
    if parts is None:
        return None
    scheme, host, path, query = parts
    if not _SETTLED_PATH.fullmatch(path):
        path = percent_encoding.resolved(
            tracking_parameters.without_session(percent_encoding.readable(path))
        )
    if query:
        if not _SETTLED_QUERY.fullmatch(query):
            query = percent_encoding.readable(query.replace("+", "%20").replace("'", "%27"))
        query = tracking_parameters.kept(query)
    address = f"{scheme}://{host}{path or '/'}{'?' if query else ''}{query}"
    return address if _fits(address) else None


def fetchable(url: str) -> str:
    """Return an address in the ASCII form to send: UTF-8 percent-encoded, IDNA, no fragment.

    Keeps every parameter: give it what `canonical` returned. Raises ValueError for what `canonical`
    has no form for.
    """
    parts = _split(url, None)
    if parts is None:
        raise ValueError(f"no http(s) address: {url[:200]!r}")
    scheme, host, path, query = parts
    resource = percent_encoding.safe(f"{path or '/'}{'?' if query else ''}{query}")
    return safe_url_string(f"{scheme}://{hosts.sendable(host)}{resource}")


def article_id(url: str) -> str:
    """Return 32 hexadecimal digits for an address, whatever its scheme, `www.` or last slash.

    What has no canonical form is taken as it stands.
    """
    address = (canonical(url) or url).removeprefix("https://").removeprefix("http://")
    path, mark, query = address.removeprefix("www.").partition("?")
    key = path.rstrip("/") + mark + query
    return blake2b(key.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def site(url: str) -> str:
    """Return the registrable domain; host and port for IP addresses, localhost and single names.

    Takes an address or a bare host; a default port is left out. "" where there is no host.
    """
    parts = _split(url if "://" in url else f"http://{url}", None)
    return hosts.site(parts[1]) if parts else ""


def same_site(a: str, b: str) -> bool:
    """Return whether both addresses have a site, and the same."""
    return site(a) == site(b) != ""


def twin_of(canonical_link: str, url: str) -> str:
    """Return the address that identifies page `url`, which declares `canonical_link` (AMP, mobile).

    The declared one, resolved against `url`, if it is of the same site and is not a front page
    where `url` is none; else `url` itself. Both in canonical form.
    """
    own, declared = canonical(url) or url, canonical(canonical_link, url)
    if declared is None or not same_site(declared, own):
        return own
    return own if is_front(declared) and not is_front(own) else declared


def is_nowhere(url: str) -> bool:
    """Say whether an address stands for that of a page whose own is not known (RFC 2606, 2)."""
    return _NOWHERE.match(url) is not None


def is_front(url: str) -> bool:
    """Say whether an address is a site's front page, of a language or by a usual name."""
    address = canonical(url) or url
    _, _, rest = address.partition("://")
    return _FRONT.fullmatch(rest[rest.find("/") :]) is not None


def _split(url: str, base: str | None) -> tuple[str, str, str, str] | None:
    """Return scheme, readable host, path and query as written, or None where it is no address."""
    if len(url) > LIMIT:
        return None
    url = _WRITTEN_AMPERSAND.sub("&", _EDGES.sub("", url))
    if _SURROGATE.search(url):
        url = url.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    found = _ADDRESS.match(url)
    if not found and base is not None:
        try:
            found = _ADDRESS.match(urljoin(base, url))
        except ValueError:
            return None
    if not found:
        return None
    scheme = found["scheme"].lower()
    host = hosts.readable(found["host"], scheme)
    return (scheme, host, found["path"].replace("\\", "/"), found["query"] or "") if host else None


def _fits(address: str) -> bool:
    """Return whether the address, non-ASCII as three characters a byte, is within LIMIT."""
    if len(address) * 12 <= LIMIT:
        return True
    return len(address) <= LIMIT and len(fetchable(address)) <= LIMIT
