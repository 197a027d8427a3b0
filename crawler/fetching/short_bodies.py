"""Bodies that end before their declared length, or before their last chunk.

Some servers declare the length of another body: of the page before a plug-in changed it, or before
its white space was removed. Browsers show what came. A document that is there to its end is taken
as it is, and counted; of any other it is not known what is missing, and its download fails and is
tried again, as with Scrapy.
"""

import json
import re
from typing import Final

from scrapy.crawler import Crawler
from scrapy.exceptions import ResponseDataLossError
from scrapy.http import Request, Response

from crawler.fetching.decompression import decompress_body
from crawler.fetching.errors import RequestRefused
from crawler.fetching.header_limit import BoundedHeaderHandler

# Servers write after a page how long it took and from which cache it comes, or add a script.
_MAX_TAIL_BYTES: Final = 8192
_DOCUMENT_END = re.compile(
    rb"</(?:body|html|rss|feed|(?:\w+:)?(?:rdf|urlset|sitemapindex))\s*+>\s*+"
    rb"(?:(?:<!--(?:[^-]|-(?!->))*+(?:-->)?+|<script\b(?:[^<]|<(?!/script))*+</script>)\s*+)*+\Z",
    re.IGNORECASE,
)


class ShortBodyHandler(BoundedHeaderHandler):
    """A download handler, for DOWNLOAD_HANDLERS, that takes short bodies of whole documents."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._fail_on_dataloss = False

    async def download_request(self, request: Request) -> Response:
        """Return the response. Raises ResponseDataLossError where its body is cut off."""
        response = await super().download_request(request)
        if "dataloss" in response.flags:
            if not _has_whole_document(response, self._default_maxsize):
                raise ResponseDataLossError(f"{request.url} ends before its declared length")
            assert self._crawler.stats
            self._crawler.stats.inc_value("response/short_but_whole")
        return response


def is_whole_document(body: bytes) -> bool:
    """Say whether a page, feed or sitemap is there to its end: its last end tag, or all its JSON.

    A page without an end tag may be whole, but one that is cut off looks the same.
    """
    tail = body[-_MAX_TAIL_BYTES:]
    if _DOCUMENT_END.search(tail):
        return True
    if not body.lstrip().startswith(b"{"):
        return False
    try:
        json.loads(body)
    except (ValueError, RecursionError):
        return False
    return True


def _has_whole_document(response: Response, max_bytes: int) -> bool:
    try:
        return is_whole_document(decompress_body(response, max_bytes))
    except RequestRefused:
        return False
