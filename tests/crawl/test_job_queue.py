"""The disk queue of a job: requests come back as they went in, those of the version before too."""

import base64
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from queuelib.queue import FifoDiskQueue
from scrapy.http import Request
from scrapy.utils.test import get_crawler

from crawler.crawl.job_queue import JobQueue
from crawler.crawl.plan_context import PlanContext, get_plan_context
from crawler.crawl.plans import CrawlPath, Plan
from crawler.discovery.links import Link
from crawler.spiders.news import NewsSpider
from crawler.state.records import PageState, SourceState
from crawler.state.request_context import CONTEXT_KEY
from crawler.state.validators import Validators

LINK = Link(url="https://example.com/news/1", kind="article")
PATH = CrawlPath(
    depth=1,
    pages_without_news=2,
    source="sitemap",
    pages_all_known=3,
    shown_ids=frozenset({"a"}),
    url_pattern="x",
    pages_left=4,
    nesting=1,
)
PLAN = Plan(LINK, "article", 100, PATH, "named", ("https://example.com/feed",), True)
PAGE = PageState(
    outcome="stored", last_at=datetime(2026, 1, 2, tzinfo=UTC), validators=Validators(etag='"e"')
)
SOURCE = SourceState(
    url="https://example.com/feed",
    publisher="x",
    kind="feed",
    discovery_sources=("feed",),
    child_sources=(LINK,),
)
CONTEXT = PlanContext(publisher="x", plan=PLAN, article_id="id", known=PAGE, state=SOURCE)
# A request as the version before the regrouping pickled it, packed.
EARLIER = (
    "c-n1JOKaOe5cV^Eg!W(pecX~$La9v;h0<#XJ*bF~gx-o-Nn`J#l~(Mo;<ylK4{mdqOY!ti_E&Ty$95@QA!+BE*Eiqp"
    "*UqnQyHT%uI>mNrHQ`I?ec|3uCU7URLc=&V*(8UBo4g_H$3p8!#3|vELRbe=VZDkq5ca^@jpykjHk}EjAt5}-"
    "z)QoM_J@lbj+7u0u#WBtJCRA2blzYzHYQcDK{-KC#c5EKkycKEC2Zai+hPvWROMW)x9dIJc2o?vRP9R=3(k>jVW-"
    "d{XTq@+3k`N$nU0%WR`8n6zR_py^la-+l#9(R*yUKOJgovh@_!d7Tk<HZ7DVzWNaPFb-dG-V7Z5aq7WSO-kconV_9-"
    "?6{UkXGIzba6?B*h?RC)eCp=ZFZ6+LiVN2=VDJjQOCo5kM)Jlcax*5cX=5Bn(&oHv$BgxF8m;Z?@+?6+$=ANGDXTbn"
    "~C`4;;X{>9{#kIg}4CZJjVH3g08`9W9A=!(Ac8-"
    "_t6#L<?>t<Z{V8$L@Me%c#5I_(oUsgpPjqH1_o^OX}kyf&qc|KTrR$q{yH5#+@N3U}%CZu61hib8q3qBDp}>_Z-"
    "#MCEhBZs}*Q-|@(WRmLj6q#(h=#N>WDQ`+-2dcf{Xi@D?4IEbTZx)63=-MVu82lc=y2L"
)


@contextmanager
def open_queue(folder: Path) -> Iterator[JobQueue]:
    crawler = get_crawler(NewsSpider)
    crawler.spider = NewsSpider()
    queue = JobQueue.from_crawler(crawler, str(folder / "requests" / "0"))
    yield queue
    queue.close()


def test_requests_come_back_in_order(tmp_path: Path) -> None:
    with open_queue(tmp_path) as queue:
        for number in range(3):
            queue.push(Request(f"https://example.com/{number}", meta={CONTEXT_KEY: CONTEXT}))
    with open_queue(tmp_path) as queue:
        assert len(queue) == 3
        first = queue.peek()
        assert first
        assert first.url == "https://example.com/0"
        requests = [queue.pop() for _ in range(4)]
    assert [request and request.url for request in requests] == [
        *(f"https://example.com/{number}" for number in range(3)), None,
    ]  # fmt: skip
    assert get_plan_context(first) == CONTEXT


def test_a_request_of_the_version_before_is_read(tmp_path: Path) -> None:
    earlier = FifoDiskQueue(str(tmp_path / "requests" / "0"))
    earlier.push(zlib.decompress(base64.b85decode("".join(EARLIER))))
    earlier.close()
    with open_queue(tmp_path) as queue:
        request = queue.pop()
    assert request
    assert request.callback
    assert request.callback.__name__ == "parse_article"
    context = get_plan_context(request)
    assert (context.plan, context.plan.crawl_path.shown_ids) == (PLAN, frozenset({"a"}))
    assert (context.known, context.state) == (PAGE, SOURCE)
    assert (context.publisher, context.page_kind, context.article_id) == ("x", "article", "id")
    assert request.meta.keys() == {CONTEXT_KEY}
