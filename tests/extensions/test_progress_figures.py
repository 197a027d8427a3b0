"""The figures of a crawl, read from its stats."""

from crawler.extensions.progress_figures import OutcomeCounts, read_crawl_figures

STATS = {
    "response_received_count": 9,
    "article/started": 8,
    "article/stored": 3,
    "article/revised": 1,
    "article/duplicate": 1,
    "article/rejected:no-text": 2,
    "article/failed:http-404": 1,
    "publisher/a.example/pages": 2,
    "publisher/a.example/stored": 1,
    "publisher/127.0.0.1:8001/stored": 2,
    "publisher/127.0.0.1:8001/failed:http-404": 1,
    "publisher/b\x1b[31m.example/pages": 1,
    "start_time": object(),
}


def test_the_figures_of_a_crawl() -> None:
    figures = read_crawl_figures(STATS, seconds=61.5, queue=4)
    assert figures.total == OutcomeCounts(pages=9, new=4, known=1, left_out=2, failed=1)
    assert figures.publishers["127.0.0.1:8001"] == OutcomeCounts(new=2, failed=1)
    assert figures.format_line(0.5) == (
        "0:01:01  9 pages  4 articles (0.5/s)  1 known  2 left out  1 failed  4 in queue"
    )


def test_the_busiest_publishers_come_first_with_printable_names() -> None:
    figures = read_crawl_figures(STATS, seconds=1, queue=0)
    names = [name for name, _ in figures.list_busiest(9)]
    assert names == ["127.0.0.1:8001", "a.example", "b.example"]
    assert [name for name, _ in figures.list_busiest(1)] == names[:1]
