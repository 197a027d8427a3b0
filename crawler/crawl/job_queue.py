"""The disk queue of a job (JOBDIR): requests pickled by Scrapy, of the version before too.

Modules were regrouped in November 2026; a pickle names classes by the modules they stood in. Their
fields were renamed and kept their order, by which dataclasses with slots are pickled. What is now
the context of a request stood in `request.meta` under keys of its own.
"""

import io
import pickle
from typing import Any

from queuelib.queue import FifoDiskQueue
from scrapy.http import Request
from scrapy.squeues import PickleFifoDiskQueue
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


class JobQueue(PickleFifoDiskQueue):  # type: ignore[misc,valid-type]
    """Scrapy's queue of pickled requests in a folder, with an unpickler of its own."""

    def pop(self) -> Request | None:
        """Take out the oldest request; None where there is none."""
        return self._load_request(FifoDiskQueue.pop(self))

    def peek(self) -> Request | None:
        """Return the oldest request and keep it; None where there is none."""
        return self._load_request(FifoDiskQueue.peek(self))

    def _load_request(self, body: bytes | None) -> Request | None:
        if not body:
            return None
        values = _Unpickler(io.BytesIO(body)).load()
        if "plan" in values["meta"]:
            values["meta"] = _gather_context(values["meta"])
        return request_from_dict(values, spider=self.spider)


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
