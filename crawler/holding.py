"""Sitemaps of an index wait for their turn, so that an archive is read no faster than crawled.

One has fifty thousand addresses, each a request in memory; an archive has hundreds of them.
"""

from collections import Counter, deque
from collections.abc import Iterable
from typing import cast

from scrapy.http import Request

from crawler.plans import NESTED_SITEMAP, Plan

# Addresses of an outlet in the queue below which its next sitemap is asked for.
FEW = 500


class Held:
    """Of each outlet one sitemap at a time, once few of its addresses are left."""

    def __init__(self) -> None:
        self._of: dict[str, deque[Request]] = {}

    def __len__(self) -> int:
        return sum(map(len, self._of.values()))

    def takes(self, request: Request) -> bool:
        """Take a sitemap of an index; leave everything else."""
        if not _is_nested(request):
            return False
        self._of.setdefault(request.meta["publisher"], deque()).append(request)
        return True

    def ready(self, waiting: Counter[str], under_way: Iterable[Request]) -> Request | None:
        """Return one whose turn it is.

        `waiting` counts what an outlet has, those held too; `under_way` is what is being fetched or
        read.
        """
        read = {one.meta.get("publisher") for one in under_way if _is_nested(one)}
        for publisher, requests in self._of.items():
            if waiting[publisher] - len(requests) < FEW and publisher not in read:
                request = requests.popleft()
                if not requests:
                    del self._of[publisher]
                return request
        return None

    def all(self) -> list[Request]:
        """Return them all, and hold none."""
        held = [request for requests in self._of.values() for request in requests]
        self._of.clear()
        return held


def _is_nested(request: Request) -> bool:
    plan = cast("Plan | None", request.meta.get("plan"))
    return plan is not None and plan.link.kind == "sitemap" and plan.priority == NESTED_SITEMAP
