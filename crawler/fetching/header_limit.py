"""Answers whose head never ends are cut off: Twisted bounds a line of it, not their number."""

from typing import Any, Final

from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
    _LenientHTTPClientParser,
)
from scrapy.crawler import Crawler

from crawler.fetching.errors import HeadTooLarge

BYTES_MAX: Final = 128 * 1024  # what browsers and proxies take; honest heads have a few kilobytes


class _Parser(_LenientHTTPClientParser):
    """Counts the lines of all heads of an answer: any number of interim ones may come first."""

    read = 0

    def lineReceived(self, line: bytes) -> None:  # noqa: N802 - Twisted's name
        """Take one line. Raises HeadTooLarge."""
        self.read += len(line) + 1
        if self.read > BYTES_MAX:
            raise HeadTooLarge(f"the head of an answer has more than {BYTES_MAX} bytes")
        super().lineReceived(line)


class _Protocol(_LenientHTTP11ClientProtocol):
    def request(self, request: Any) -> Any:
        """Send a request; its answer's parser is the one that counts."""
        answer = super().request(request)
        assert self._parser is not None
        self._parser.__class__ = _Parser
        return answer


class _Factory(_LenientHTTP11ClientFactory):
    def buildProtocol(self, addr: Any) -> _Protocol:  # noqa: ARG002, N802 - Twisted's name
        """Make the protocol of one connection."""
        return _Protocol(self._quiescentCallback)  # type: ignore[no-untyped-call]


class BoundedHandler(HTTP11DownloadHandler):
    """For DOWNLOAD_HANDLERS: Scrapy's, with bounded heads."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool._factory = _Factory
