"""The pitfalls of trafilatura that its adapter avoids."""

from crawler.extraction.body.block_walker import read_blocks
from crawler.extraction.body.trafilatura import extract_trafilatura_paragraphs
from tests.extraction.pages import PARAGRAPHS, URL, article_page, parse_html


def test_it_finds_the_paragraphs() -> None:
    extracted = extract_trafilatura_paragraphs(read_blocks(parse_html(article_page()).tree), URL)
    assert set(PARAGRAPHS) <= set(extracted)


def test_the_same_page_gives_the_same_answer_at_every_visit() -> None:
    page_blocks = read_blocks(parse_html(article_page()).tree)
    answers = [extract_trafilatura_paragraphs(page_blocks, URL) for _ in range(6)]
    assert answers[0]
    assert all(answer == answers[0] for answer in answers)


def test_the_tree_is_left_as_it_was() -> None:
    page = parse_html(article_page('<div class="comments"><p>تعليق قارئ على الخبر</p></div>'))
    before = page.tree.text_content()
    extract_trafilatura_paragraphs(read_blocks(page.tree), URL)
    assert page.tree.text_content() == before


def test_a_page_without_text_gives_nothing() -> None:
    page_blocks = read_blocks(parse_html("<html><body></body></html>").tree)
    assert extract_trafilatura_paragraphs(page_blocks, URL) == []
