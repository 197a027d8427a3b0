"""The pitfalls of trafilatura that the adapter keeps out."""

from crawler.extraction.blocks import read_blocks
from crawler.extraction.generic import extract_trafilatura_paragraphs as judged
from tests.extraction.pages import PARAGRAPHS, URL, article_page, read


def test_it_finds_the_paragraphs() -> None:
    found = judged(read_blocks(read(article_page()).tree), URL)
    assert set(PARAGRAPHS) <= set(found)


def test_the_same_page_gives_the_same_answer_at_every_visit() -> None:
    seen = read_blocks(read(article_page()).tree)
    answers = [judged(seen, URL) for _ in range(6)]
    assert answers[0]
    assert all(answer == answers[0] for answer in answers)


def test_the_tree_is_left_as_it_was() -> None:
    page = read(article_page('<div class="comments"><p>تعليق قارئ على الخبر</p></div>'))
    before = page.tree.text_content()
    judged(read_blocks(page.tree), URL)
    assert page.tree.text_content() == before


def test_a_page_without_text_gives_nothing() -> None:
    assert judged(read_blocks(read("<html><body></body></html>").tree), URL) == []
