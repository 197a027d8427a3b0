"""Refreshes: the header `Refresh` and `<meta http-equiv=refresh>`, read as browsers read them.

https://html.spec.whatwg.org/multipage/semantics.html#shared-declarative-refresh-steps
One inside `<noscript>` is none: it leads those away who cannot run scripts, mostly from an article
to a page that says so.
"""

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import urljoin

from lxml import etree, html
from scrapy.http import HtmlResponse, Response
from w3lib.url import safe_url_string

from crawler.text.decoding import recode_as_utf8

# Most pages do not have the word in their beginning, in any encoding, and need not be parsed.
_SEARCH_BYTES: Final = 16_384
_REFRESH = re.compile(rb"r\0*e\0*f\0*r\0*e\0*s\0*h", re.IGNORECASE)
_DIRECTIVE = re.compile(
    r"\s*+(?P<seconds>[0-9]{1,9}|(?=\.))(?:\.[0-9.]*+)?+"
    r"(?:\s*+\Z|[\s;,]\s*+[;,]?\s*+(?:url\s*+=\s*+)?+(?P<address>.*))",
    re.IGNORECASE | re.DOTALL,
)
_QUOTED = re.compile(r"""(["'])(.*?)(?:\1.*)?\Z""", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Refresh:
    """A refresh after whole `seconds` to an absolute address, in ASCII."""

    seconds: int
    url: str


def find_refresh(response: Response) -> Refresh | None:
    """Return the refresh that an answer asks for. Raises ValueError for an unusable address."""
    if header := response.headers.get("Refresh"):
        return parse_refresh(_decode_header(header), response.url)
    if not isinstance(response, HtmlResponse) or not _REFRESH.search(
        response.body, 0, _SEARCH_BYTES
    ):
        return None
    # The declared encoding may be unknown, or take minutes.
    content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
    text, encoding = recode_as_utf8(response.body[:_SEARCH_BYTES], content_type)
    return _find_in_page(text, response.url, encoding)


def parse_refresh(directive: str, base: str, encoding: str = "utf-8") -> Refresh | None:
    """Return a refresh as it is written, or None; one without an address reloads `base`."""
    match = _DIRECTIVE.match(directive)
    if match is None:
        return None
    address = (match["address"] or "").strip()
    if quoted := _QUOTED.match(address):
        address = quoted[2]
    # As in links of a page: the path in UTF-8, the query in the page's encoding.
    url = safe_url_string(urljoin(base, address), encoding) if address else base
    return Refresh(int(match["seconds"] or 0), url)


def _find_in_page(text: bytes, url: str, encoding: str) -> Refresh | None:
    try:
        tree = html.document_fromstring(text, parser=html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, ValueError):
        return None
    base = next((element.get("href") for element in tree.iter("base")), None)
    for element in tree.iter("meta"):
        if (element.get("http-equiv") or "").strip().lower() == "refresh" and not any(
            True for _ in element.iterancestors("noscript", "template")
        ):
            directive = element.get("content") or ""
            if refresh := parse_refresh(directive, urljoin(url, base or ""), encoding):
                return refresh
    return None


def _decode_header(value: bytes) -> str:
    """Return a header's text; bytes that are no UTF-8 as percent escapes."""
    escaped = b"".join(b"%%%02X" % byte if byte >= 0x80 else bytes([byte]) for byte in value)
    return escaped.decode("ascii")
