"""Addresses: one canonical, readable form for the document; the ASCII form to send; identity.

What w3lib gets right is left to it (the ASCII form). Ours is what Arabic outlets need: percent
escapes of Arabic undone whatever their case, NFC, and parameters that name the article kept.
"""

import re
import unicodedata
from hashlib import blake2b
from urllib.parse import quote, unquote_to_bytes, urljoin

from w3lib.url import safe_url_string

from crawler import hosts, parameters
from crawler.hosts import is_private_host
from crawler.letters import INVISIBLE, SURROGATES

__all__ = [
    "article_id",
    "canonical",
    "fetchable",
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
_EDGES = re.compile(rf"\A[\s{INVISIBLE}]+|[\s{INVISIBLE}]+\Z|[\t\r\n]+")
_SURROGATE = re.compile(f"[{SURROGATES}]")
# Parts with nothing to escape, undo or compose.
_SETTLED_PATH = re.compile(r"(?:/[\w~!$'*+,=:@-][\w.~!$'*+,=:@-]*)*/?", re.ASCII)
_SETTLED_QUERY = re.compile(r"[\w.~!$&()*,;=:@/?-]*", re.ASCII)
# What w3lib escapes, besides what is not ASCII.
_UNSAFE = re.compile(r"[\x00-\x20\"<>\[\\\]^`{|}\x7f]")
_RESERVED = re.compile(r"[^A-Za-z0-9._~\x80-\U0010ffff-]")
_ESCAPES = re.compile("(?:%[0-9A-Fa-f]{2})+")
_BARE_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")
# Nothing may compose with the end of an escape or with the sign between a name and its value.
_FIXED = re.compile("(%[0-9A-F]{2}|=)")
_SLASHES = re.compile("(?<!:)//+")
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
        path = _resolved(parameters.without_session(_readable(path)))
    if query:
        if not _SETTLED_QUERY.fullmatch(query):
            query = _readable(query.replace("+", "%20").replace("'", "%27"))
        query = parameters.kept(query)
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
    resource = _UNSAFE.sub(_escaped, f"{path or '/'}{'?' if query else ''}{query}")
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
    return own if _is_front(declared) and not _is_front(own) else declared


def _is_front(address: str) -> bool:
    _, _, rest = address.partition("://")
    return _FRONT.fullmatch(rest[rest.find("/") :]) is not None


def _split(url: str, base: str | None) -> tuple[str, str, str, str] | None:
    """Return scheme, readable host, path and query as written, or None where it is no address."""
    if len(url) > LIMIT:
        return None
    url = _EDGES.sub("", url)
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


def _readable(part: str) -> str:
    """Undo the escapes that may be undone, escape what must be, compose the rest."""
    part = _UNSAFE.sub(_escaped, _BARE_PERCENT.sub("%25", part))
    if not part.isprintable():
        part = "".join(char if char.isprintable() else quote(char) for char in part)
    part = _ESCAPES.sub(_undone, part)
    if part.isascii() or unicodedata.is_normalized("NFC", part):
        return part
    return "".join(unicodedata.normalize("NFC", piece) for piece in _FIXED.split(part))


def _escaped(match: re.Match[str]) -> str:
    return quote(match[0], safe="")


def _undone(match: re.Match[str]) -> str:
    text = unquote_to_bytes(match[0]).decode("utf-8", "surrogateescape")
    if text.isprintable() and not _RESERVED.search(text):
        return text
    return "".join(
        char
        if char.isprintable() and not _RESERVED.match(char)
        else quote(char.encode("utf-8", "surrogateescape"), safe="")
        for char in text
    )


def _resolved(path: str) -> str:
    """Resolve doubled slashes and dot segments (RFC 3986 5.2.4)."""
    path = _SLASHES.sub("/", path)
    if "/." not in path:
        return path
    kept: list[str] = []
    segments = path.split("/")[1:]
    for segment in segments:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    closed = segments[-1] in {".", ".."}
    return "/" + "/".join(kept) + ("/" if closed and kept else "")


def _fits(address: str) -> bool:
    """Return whether the address, non-ASCII as three characters a byte, is within LIMIT."""
    return len(address) * 12 <= LIMIT or len(fetchable(address)) <= LIMIT
