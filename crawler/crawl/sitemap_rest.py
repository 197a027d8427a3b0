"""Rest of a long sitemap: what is still to be read of one whose first parts have been. Pure.

It stands in the context of a request that is not sent: the request waits in the queue until few
addresses of its outlet are left there (`crawler.crawl.scheduler`), and is answered by the rest.
"""

import zlib
from dataclasses import dataclass

from crawler.discovery.links import Link


@dataclass(frozen=True, slots=True, kw_only=True)
class SitemapRest:
    """The body of a sitemap (compressed), the entry to read on from, and the links before it."""

    url: str
    content_type: bytes
    compressed_body: bytes
    next_entry: int
    links: tuple[Link, ...]

    @property
    def body(self) -> bytes:
        """The whole body."""
        return zlib.decompress(self.compressed_body)


def compress_sitemap(body: bytes) -> bytes:
    """Compress a body at the quickest level: addresses of one site are much alike."""
    return zlib.compress(body, level=1)
