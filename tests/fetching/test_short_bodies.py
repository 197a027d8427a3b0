"""Short bodies: a document that is there to its end is told from one that is cut off."""

import pytest

from crawler.fetching.short_bodies import is_whole_document
from tests.fetching.conftest import Crawls
from tests.hostile.bodies import PAGE
from tests.hostile.server import make_head, serve_hostile_site


@pytest.mark.parametrize(
    "body",
    [
        b"<html><p>a</p></body></html>",
        b"<p>a</BODY>\r\n",
        b"<p>a</html >\n<!-- 0.3 s -- cached --><!-- b -->\n",
        b"<p>a</html><!-- 0.3",
        b"<p>a</html><script src=a></script> <script>if (a < b) c()</script>\n",
        b"<rss><channel/></rss>",
        b'<sm:urlset xmlns:sm="x"></sm:urlset>',
        b"<rdf:RDF></rdf:RDF>",
        b' {"items": []}\n',
    ],
)
def test_whole(body: bytes) -> None:
    assert is_whole_document(body)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html><p>a",
        b"<html><p>a</htm",
        b"<p>a</body></html><p>b",
        b"<p>a</html><script>if (a",
        b"<rss><channel></channel>",
        b'{"items": [',
        b"{" + b'"a":{' * 9000,
        b"User-agent: *\n",
        b"</html><!-- -->" * 500 + b"<p>",
    ],
)
def test_cut_off(body: bytes) -> None:
    assert not is_whole_document(body)


def test_a_whole_page_is_counted_and_asked_for_once(crawl: Crawls) -> None:
    with serve_hostile_site() as site:
        for path, body in (("/whole", PAGE), ("/cut", PAGE[:-2])):
            head = make_head(f"Content-Length: {len(PAGE) + 9}")
            site.acts[path] = lambda line, answer=head + body: line.send(answer)  # type: ignore[misc]
        done = crawl(site.home + "/whole", site.home + "/cut", LOG_LEVEL="CRITICAL")
        asked = list(site.asked)
    assert done.results[site.home + "/whole"]["status"] == 200
    assert done.results[site.home + "/cut"]["outcome"] == "failed:truncated"
    assert done.stats["response/short_but_whole"] == 1
    assert sorted(asked) == ["/cut", "/cut", "/robots.txt", "/whole"]
