"""A sitemap too long for one reading: its rest waits its turn, and is not fetched again."""

from collections import Counter

from tests.newsroom import xml
from tests.newsroom.server import Reply, Request, Server
from tests.whole_crawls.sites import make_pieces
from tests.whole_crawls.workbench import Workbench

FIRST_PART = 1_000  # entries, as in `crawler.workers.parse`
XML = "application/xml; charset=utf-8"


def publish(server: Server) -> list[str]:
    """Serve four articles and a sitemap, two of them in its first part; return their paths.

    What else the sitemap names is another outlet's, and is not followed.
    """
    pieces, home = make_pieces(4), server.address
    own = [xml.Item(url=home + piece.path, title="") for piece in pieces]
    foreign = [
        xml.Item(url=f"https://elsewhere.example/news/{number}.html", title="")
        for number in range(100_000, 100_000 + FIRST_PART)
    ]
    sitemap = xml.document(xml.urlset([*own[:2], *foreign, *own[2:]]))
    pages = {
        "/": Reply(body=b"<html lang=ar><title>x</title>", validator="etag"),
        "/robots.txt": Reply(body=xml.robots([], [f"{home}map.xml"]), content_type="text/plain"),
        "/map.xml": Reply(body=sitemap, content_type=XML, validator="etag"),
    }
    pages |= {f"/{piece.path}": Reply(body=piece.html(), validator="etag") for piece in pieces}
    server.answer = lambda target: pages.get(target, Reply(status=404))
    return [f"/{piece.path}" for piece in pieces]


def test_it_is_read_to_its_end_with_one_request(bench: Workbench) -> None:
    log: list[Request] = []
    with Server("127.0.0.1", 0, 1) as server:
        server.log = log.append
        paths = publish(server)
        bench.scrapy("harvest", server.address, "--limit", "1")
        assert len(bench.articles()) == 1
        assert not {request.path for request in log} & set(paths[2:])
        log.clear()
        bench.scrapy("harvest", server.address)
        assert len(bench.articles()) == 4
        assert Counter(request.path for request in log)["/map.xml"] == 1
        assert sum(bench.runs()[-1]["requests"].values()) == len(log)
        (source,) = bench.db.sources.find({"kind": "sitemap"})
        assert (source["entries"], source["last_status"]) == (FIRST_PART + 4, 200)
