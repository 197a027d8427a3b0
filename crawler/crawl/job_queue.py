"""The disk queue of a job (JOBDIR): requests pickled by Scrapy, of the version before too.

Modules were regrouped in November 2026; a pickle names classes by the modules they stood in. Their
fields were renamed and kept their order, by which dataclasses with slots are pickled.
"""

import io
import pickle
from pathlib import Path
from typing import Any, Self

from queuelib.queue import FifoDiskQueue
from scrapy.crawler import Crawler
from scrapy.http import Request
from scrapy.utils.request import request_from_dict

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
        return request_from_dict(values, spider=self._crawler.spider)


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        """Find a class where it stands today."""
        return super().find_class(*_MOVED_CLASSES.get((module, name), (module, name)))
