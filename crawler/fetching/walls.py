"""Challenge and consent pages are no pages, whatever their status; their host is given a rest.

A host that shows walls again and again, or answers nothing but 401 and 403, is left alone: asking
on would not help, and would make it worse.
"""

from collections import Counter
from typing import Final, Self

from scrapy.crawler import Crawler
from scrapy.http import Request, Response

from crawler.fetching.refusals import Blocked
from crawler.fetching.resting import Resting
from crawler.outcomes import failed
from crawler.walls import wall

DENIED: Final = frozenset({401, 403})
DENIALS_MAX: Final = 20  # in a row, without any other answer


class Walls:
    """Belongs in front of refreshes and behind decompression.

    Raises Blocked for a wall, HostResting for a host that is left alone.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._resting = Resting(crawler, crawler.settings, "walls")
        self._denials: Counter[str] = Counter()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build from a crawler."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Refuse what belongs to a host that is left alone."""
        self._resting.check(request)

    def process_response(self, request: Request, response: Response) -> Response:
        """Let through what is no wall. A robots.txt is judged by its own rules."""
        if request.meta.get("page_kind") == "robots":
            return response
        key = self._resting.key(request)
        if kind := wall(_headers(response), response.body):
            self._count(kind)
            self._resting.rest(key, Blocked.outcome)
            raise Blocked(f"{request.url} is behind a {kind}")
        self._resting.answered(key)
        self._note(key, response.status)
        return response

    def _note(self, key: str, status: int) -> None:
        if status not in DENIED:
            self._denials.pop(key, None)
            return
        self._denials[key] += 1
        if self._denials[key] >= DENIALS_MAX:
            del self._denials[key]
            self._resting.give_up(key, failed(f"http-{status}"))

    def _count(self, what: str) -> None:
        assert self._crawler.stats
        self._crawler.stats.inc_value(f"walls/{what}")


def _headers(response: Response) -> dict[str, str]:
    named = ((name, response.headers.get(name) or b"") for name in response.headers)
    return {
        name.decode("latin-1").lower(): value.decode("latin-1").lower() for name, value in named
    }
