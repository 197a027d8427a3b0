"""Answers whose head never ends are cut off: Twisted bounds a line of it, not their number."""

from typing import Any, Final

from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
    _LenientHTTPClientParser,
)
from scrapy.crawler import Crawler

from crawler.fetching.errors import HeadersTooLarge

MAX_HEADER_BYTES: Final = (
    128 * 1024
)  # what browsers and proxies take; honest heads have a few kilobytes


class _BoundedHeaderParser(_LenientHTTPClientParser):
    """Counts the lines of all heads of an answer: any number of interim ones may come first."""

    header_bytes = 0

    def lineReceived(self, line: bytes) -> None:  # noqa: N802 - Twisted's name
        """Take one line. Raises HeadTooLarge."""
        self.header_bytes += len(line) + 1
        if self.header_bytes > MAX_HEADER_BYTES:
            raise HeadersTooLarge(f"the head of an answer has more than {MAX_HEADER_BYTES} bytes")
        super().lineReceived(line)


class _BoundedHeaderProtocol(_LenientHTTP11ClientProtocol):
    def request(self, request: Any) -> Any:
        """Send a request; its answer's parser is the one that counts."""
        answer = super().request(request)
        assert self._parser is not None
        self._parser.__class__ = _BoundedHeaderParser
        return answer


class _BoundedHeaderFactory(_LenientHTTP11ClientFactory):
    def buildProtocol(self, addr: Any) -> _BoundedHeaderProtocol:  # noqa: ARG002, N802 - Twisted's name
        """Make the protocol of one connection."""
        return _BoundedHeaderProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]


class BoundedHeaderHandler(HTTP11DownloadHandler):
    """For DOWNLOAD_HANDLERS: Scrapy's, with bounded heads."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool._factory = _BoundedHeaderFactory
