"""A limit on response headers as a whole: Twisted bounds a header line, and not their number.

Its bound of a line, 16 KiB, is below what browsers take, and policies of some outlets are longer.
"""

from typing import Any, Final

from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
    _LenientHTTPClientParser,
)
from scrapy.crawler import Crawler

from crawler.fetching.errors import HeadersTooLarge

# Browsers and proxies take as much; honest headers have a few kilobytes.
MAX_HEADER_BYTES: Final = 128 * 1024


class _BoundedHeaderParser(_LenientHTTPClientParser):
    """A parser that counts header bytes over a whole answer, its interim responses included."""

    MAX_LENGTH = MAX_HEADER_BYTES  # Twisted's name: of a line
    header_bytes = 0

    def statusReceived(self, status: bytes) -> None:  # noqa: N802 - Twisted's name
        """Read the status line, in which some servers write more than one space."""
        super().statusReceived(b" ".join(status.split(None, 2)))  # type: ignore[no-untyped-call]

    def lineLengthExceeded(self, line: bytes) -> None:  # noqa: N802 - Twisted's name
        """Raise HeadersTooLarge."""
        del line
        raise HeadersTooLarge(f"a line of a head has more than {MAX_HEADER_BYTES} bytes")

    def lineReceived(self, line: bytes) -> None:  # noqa: N802 - Twisted's name
        """Read one header line. Raises HeadersTooLarge."""
        self.header_bytes += len(line) + 1
        if self.header_bytes > MAX_HEADER_BYTES:
            raise HeadersTooLarge(f"the head of an answer has more than {MAX_HEADER_BYTES} bytes")
        super().lineReceived(line)


class _BoundedHeaderProtocol(_LenientHTTP11ClientProtocol):
    def request(self, request: Any) -> Any:
        """Send a request, and have its answer read by _BoundedHeaderParser."""
        answer = super().request(request)
        assert self._parser is not None
        self._parser.__class__ = _BoundedHeaderParser
        return answer


class _BoundedHeaderFactory(_LenientHTTP11ClientFactory):
    def buildProtocol(self, addr: Any) -> _BoundedHeaderProtocol:  # noqa: ARG002, N802 - Twisted's name
        return _BoundedHeaderProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]


class BoundedHeaderHandler(HTTP11DownloadHandler):
    """Scrapy's download handler with bounded headers, for DOWNLOAD_HANDLERS."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool._factory = _BoundedHeaderFactory
