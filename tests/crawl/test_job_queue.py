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
from crawler.crawl.plans import CrawlPath, Plan
from crawler.discovery.links import Link
from crawler.spiders.news import NewsSpider
from crawler.state.records import PageState, SourceState
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
# A request as the version before the regrouping pickled it, packed.
EARLIER = (
    "c-"
    "n1J&ubGw6i%9?Nm}#}1VxI6UThH)dJ}I_L~vy(ZSf{ycK0PSWOiqnnQa=OpoeG=?;?5rasCVb6~4(&5og)i_rCXIzwga"
    "_Y5x4RS6i+-"
    "I>AO|HQ`g~ed%5g25>9#QbRvA`JjNQ8=Mh#QlWJs(h1>%QdkE=VZBN<5VpbERpj9s8;*q1kP+_Z;H6=s@$T(4XG#zmSV"
    "wn+&BSCgI<GOB8Z%L_Lb*Ut;M6UvL@Ou364q}yQfg7~&r>U=8f-"
    "tfj^T>{FX;3ued4Oen{cLFYHq;J`dSr}kobYW+eEpC?TvsqEJ)<DD3gz{b#0maHZiJ4oa&T^T$B_wPOvWM2gzR4jOvhJ"
    "s}Olm`s9DZ8v%#rbkBKBsR~c>2wRiFO#c?L_PZBi3|C%w*s0lf-dJuCV<+Q)S2>S+XD;acp#8hPK1h;h*a`S&Q-m11-"
    "QZ@Rd87-"
    "9YT@}#m(1vrzVRE!Q7y*ahRBW3ihCPAA3XTDbGCFE$8fwX;xb5rc(>#$U*O@DsciZWfB9VYu(=$9e6xb$ZTZq#ZSwt`V"
    "tF*DQ%EZ8K#`hE6=T9y<wq}HvE<S!W0jv#l;L4!3O^hv?fGilV{4?v*l};{rpa(J6?PnMQq}(h?C2QQ"
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
            queue.push(Request(f"https://example.com/{number}", meta={"plan": PLAN}))
    with open_queue(tmp_path) as queue:
        assert len(queue) == 3
        first = queue.peek()
        assert first
        assert first.url == "https://example.com/0"
        requests = [queue.pop() for _ in range(4)]
    assert [request and request.url for request in requests] == [
        *(f"https://example.com/{number}" for number in range(3)), None,
    ]  # fmt: skip
    assert first.meta["plan"] == PLAN


def test_a_request_of_the_version_before_is_read(tmp_path: Path) -> None:
    earlier = FifoDiskQueue(str(tmp_path / "requests" / "0"))
    earlier.push(zlib.decompress(base64.b85decode("".join(EARLIER))))
    earlier.close()
    with open_queue(tmp_path) as queue:
        request = queue.pop()
    assert request
    assert request.callback
    assert request.callback.__name__ == "parse_article"
    plan = request.meta["plan"]
    assert (plan, plan.crawl_path.shown_ids) == (PLAN, frozenset({"a"}))
    assert (request.meta["known"], request.meta["state"]) == (PAGE, SOURCE)
