"""Bodies unpacked within DOWNLOAD_MAXSIZE, while they inflate; what is cut off is no page."""

from typing import Final, Self

from scrapy.crawler import Crawler
from scrapy.http import Request, Response
from scrapy.responsetypes import responsetypes
from scrapy.statscollectors import StatsCollector

from crawler.fetching.codings import (
    CODINGS,
    LAYERS,
    CutError,
    DamagedError,
    TooLargeError,
    unpacked,
)
from crawler.fetching.refusals import BadCoding, BodyTooLarge, Truncated

_ALIASES: Final = {"x-gzip": "gzip"}


class Unpacking:
    """Instead of Scrapy's HttpCompressionMiddleware, in its place.

    Raises BodyTooLarge, Truncated, BadCoding.
    """

    def __init__(self, stats: StatsCollector, limit: int) -> None:
        self._stats = stats
        self._limit = limit

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Read DOWNLOAD_MAXSIZE."""
        assert crawler.stats
        return cls(crawler.stats, crawler.settings.getint("DOWNLOAD_MAXSIZE"))

    def process_request(self, request: Request) -> None:
        """Say what can be read."""
        request.headers.setdefault("Accept-Encoding", ", ".join(CODINGS))

    def process_response(self, request: Request, response: Response) -> Response:
        """Unpack; a coding that is none is left with the body as it came."""
        codings = _codings(response)
        if not codings:
            return response
        limit = request.meta.get("download_maxsize", self._limit)
        body = self._unpacked(response, codings, limit)
        self._stats.inc_value("httpcompression/response_bytes", len(body))
        self._stats.inc_value("httpcompression/response_count")
        headers = response.headers.copy()
        del headers["Content-Encoding"]
        kind = responsetypes.from_args(headers=headers, url=response.url, body=body)
        return response.replace(cls=kind, headers=headers, body=body)

    def _unpacked(self, response: Response, codings: list[str], limit: int) -> bytes:
        body, url = response.body, response.url
        if len(codings) > LAYERS:
            raise BadCoding(f"{url} is said to be packed {len(codings)} times")
        try:
            for coding in reversed(codings):
                body = unpacked(body, coding, limit)
        except TooLargeError as error:
            raise BodyTooLarge(f"{url}: {error}") from error
        except CutError as error:
            raise Truncated(f"{url}: {error}") from error
        except DamagedError as error:
            raise BadCoding(f"{url}: {error}") from error
        return body


def _codings(response: Response) -> list[str]:
    """Return the codings in the order they were applied; none where one of them is unknown."""
    named = b",".join(response.headers.getlist("Content-Encoding")).decode("latin-1").lower()
    codings = [_ALIASES.get(name.strip(), name.strip()) for name in named.split(",")]
    codings = [name for name in codings if name not in ("", "identity")]
    return codings if set(codings) <= set(CODINGS) else []
