"""Compressed bodies (gzip, deflate, br, zstd), decoded only as far as DOWNLOAD_MAXSIZE.

A body that is cut off is refused: Scrapy's own decoders return what they have of it, as if it were
whole.
"""

from typing import Final, Self

from scrapy.crawler import Crawler
from scrapy.http import Request, Response
from scrapy.responsetypes import responsetypes
from scrapy.statscollectors import StatsCollector

from crawler.fetching.errors import BadCoding, BodyTooLarge, Truncated
from crawler.text.inflating import (
    CODINGS,
    DamagedBodyError,
    IncompleteBodyError,
    TooLargeError,
    decode_content_coding,
)

MAX_CODINGS: Final = 2  # some servers compress what is compressed already; more is an attack
_CODING_ALIASES: Final = {"x-gzip": "gzip"}


class BodyDecompressor:
    """A downloader middleware in the place of Scrapy's HttpCompressionMiddleware.

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
        """Name the codings that can be decoded in Accept-Encoding."""
        request.headers.setdefault("Accept-Encoding", ", ".join(CODINGS))

    def process_response(self, request: Request, response: Response) -> Response:
        """Decode the body; one with an unknown coding is passed on as it came."""
        if not _read_codings(response):
            return response
        body = decompress_body(response, request.meta.get("download_maxsize", self._limit))
        self._stats.inc_value("httpcompression/response_bytes", len(body))
        self._stats.inc_value("httpcompression/response_count")
        headers = response.headers.copy()
        del headers["Content-Encoding"]
        response_class = responsetypes.from_args(headers=headers, url=response.url, body=body)
        return response.replace(cls=response_class, headers=headers, body=body)


def decompress_body(response: Response, limit: int) -> bytes:
    """Return the body without its content codings, or as it came where one of them is unknown.

    Raises BodyTooLarge, Truncated, BadCoding.
    """
    body, url, codings = response.body, response.url, _read_codings(response)
    if len(codings) > MAX_CODINGS:
        raise BadCoding(f"{url} is said to be packed {len(codings)} times")
    try:
        for coding in reversed(codings):
            body = decode_content_coding(body, coding, limit)
    except TooLargeError as error:
        raise BodyTooLarge(f"{url}: {error}") from error
    except IncompleteBodyError as error:
        raise Truncated(f"{url}: {error}") from error
    except DamagedBodyError as error:
        raise BadCoding(f"{url}: {error}") from error
    return body


def _read_codings(response: Response) -> list[str]:
    """Return the codings in the order they were applied; none where one of them is unknown."""
    header = b",".join(response.headers.getlist("Content-Encoding")).decode("latin-1").lower()
    codings = [_CODING_ALIASES.get(name.strip(), name.strip()) for name in header.split(",")]
    codings = [name for name in codings if name not in ("", "identity")]
    return codings if set(codings) <= set(CODINGS) else []
