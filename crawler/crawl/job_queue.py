"""The disk queue of a job (JOBDIR): requests pickled by Scrapy, of the version before too.

Modules were regrouped in November 2026; a pickle names classes by the modules they stood in. Their
fields were renamed and kept their order, by which dataclasses with slots are pickled. What is now
the context of a request stood in `request.meta` under keys of its own.
"""

import io
import pickle
from pathlib import Path
from typing import Any, Self

from queuelib.queue import FifoDiskQueue
from scrapy.crawler import Crawler
from scrapy.http import Request
from scrapy.utils.request import request_from_dict

from crawler.crawl.plan_context import PlanContext
from crawler.state.request_context import CONTEXT_KEY

_EARLIER_KEYS = (
    *("publisher", "page_kind", "article_id", "address", "hint", "plan", "known", "state"),
    *("validators", "alone"),
)
_MOVED_CLASSES = {
    ("crawler.plans", "Plan"): ("crawler.crawl.plans", "Plan"),
    ("crawler.plans", "Trail"): ("crawler.crawl.plans", "CrawlPath"),
    ("crawler.known", "PageState"): ("crawler.state.records", "PageState"),
    ("crawler.known", "SourceState"): ("crawler.state.records", "SourceState"),
    ("crawler.validators", "Validators"): ("crawler.state.validators", "Validators"),
}


class JobQueue:
    """A first-in, first-out queue of requests in a folder; Scrapy's PickleFifoDiskQueue."""

    def __init__(self, crawler: Crawler, key: str) -> None:
        self._crawler = crawler
        Path(key).parent.mkdir(parents=True, exist_ok=True)
        self._queue = FifoDiskQueue(key)

    @classmethod
    def from_crawler(cls, crawler: Crawler, key: str, *args: Any, **kwargs: Any) -> Self:
        """Open the queue of the folder `key`."""
        return cls(crawler, key, *args, **kwargs)

    def __len__(self) -> int:
        return len(self._queue)

    def push(self, request: Request) -> None:
        """Store a request. Raises ValueError for one that cannot be pickled: memory keeps it."""
        try:
            body = pickle.dumps(request.to_dict(spider=self._crawler.spider), protocol=4)
        except (pickle.PicklingError, AttributeError, TypeError) as error:
            raise ValueError(str(error)) from error
        self._queue.push(body)

    def pop(self) -> Request | None:
        """Take out the oldest request; None where there is none."""
        return self._load_request(self._queue.pop())

    def peek(self) -> Request | None:
        """Return the oldest request and keep it; None where there is none."""
        return self._load_request(self._queue.peek())

    def close(self) -> None:
        """Leave the files to the next run of the job."""
        self._queue.close()

    def _load_request(self, body: bytes | None) -> Request | None:
        if not body:
            return None
        values = _Unpickler(io.BytesIO(body)).load()
        if "plan" in values["meta"]:
            values["meta"] = _gather_context(values["meta"])
        return request_from_dict(values, spider=self._crawler.spider)


def _gather_context(meta: dict[str, Any]) -> dict[str, Any]:
    """Return the meta of a request of the version before, with what is its context in one value."""
    context = PlanContext(
        publisher=meta["publisher"],
        page_kind=meta["page_kind"],
        known=meta["known"],
        plan=meta["plan"],
        article_id=meta["article_id"],
        state=meta["state"],
        is_taken_as_is=bool(meta.get("alone")),
    )
    rest = {key: value for key, value in meta.items() if key not in _EARLIER_KEYS}
    return rest | {CONTEXT_KEY: context}


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        """Find a class where it stands today."""
        return super().find_class(*_MOVED_CLASSES.get((module, name), (module, name)))
