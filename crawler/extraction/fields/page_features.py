"""Features of a page that speak for or against an article, each from 0 to 1. Pure.

They are what `page_type` weighs: declarations, the page's own date, headline and byline, its
address, its text, and where links and repeated cards stand. None of them decides alone.
"""

import math
import re
from collections import Counter
from collections.abc import Sequence

from crawler.discovery.url_classifier.classify import judge_url
from crawler.discovery.url_classifier.parsed_url import ParsedUrl
from crawler.extraction.body.blocks import Block, PageBlocks
from crawler.extraction.body.body import Body
from crawler.extraction.body.region import SENTENCE_END, is_linked_headline
from crawler.extraction.lexicon.chrome import SURELY_READ_ALSO
from crawler.extraction.page import json_ld
from crawler.extraction.page.page import Page
from crawler.extraction.page.text_match import is_cut_off
from crawler.publisher import Publisher
from crawler.text.normalise import fold_text
from crawler.urls.canonical_form import is_placeholder_url

Features = dict[str, float]

_LIST_TYPES = frozenset({"collectionpage", "itemlist", "searchresultspage", "profilepage"})
_ARTICLE_TYPES = frozenset({"article", "news", "newsarticle", "news.article"})
_SITE_TYPES = frozenset({"website", "site", "blog"})
# A block that links to something, with this much of its text (a date may stand beside it), …
_MIN_LINK_SHARE = 0.6
# … and the excerpt below it.
_MIN_EXCERPT_CHARS = 40
_MAX_LABEL_CHARS = 60
_MIN_HEADLINE_CHARS = 20
_FULL_TEXT_WORDS = 120
_MIN_CARDS = 3
_PRICE = re.compile(
    r"[$£€¥]\s?\d|\d\s?(?:[$£€¥]|(?:ريال|جنيه|درهم|دينار|ليرة|دولار|usd|eur|sar|aed|egp)\b)",
    re.IGNORECASE,
)
_CHOICE_TYPES = frozenset({None, "checkbox", "radio"})
_CONTROL_TAGS = ("input", "select", "button", "a", "link")


def measure_page(
    page: Page,
    publisher: Publisher,
    body: Body,
    *,
    title: str | None,
    is_dated: bool,
    has_byline: bool,
) -> Features:
    """Return the features of a page by name; `is_dated` says that the page itself has a date."""
    return {
        "declared_article": float(declares_article(page)),
        "declared_list": float(bool(json_ld.find_nodes_of_types(page.json_ld, _LIST_TYPES))),
        "declared_site": float(bool(_read_og_types(page) & _SITE_TYPES)),
        "dated": float(is_dated),
        "byline": float(has_byline),
        "title_words": _scale(len((title or "").split()), 15),
        **_measure_text(body),
        **_measure_links(body),
        "cards": _scale(_count_cards(body.page_blocks), 30),
        **_measure_controls(page),
        **_measure_address(page, publisher),
    }


def declares_article(page: Page) -> bool:
    """Say whether og:type, JSON-LD or mark-up declares the page an article."""
    if _read_og_types(page) & _ARTICLE_TYPES or "article:published_time" in page.meta:
        return True
    return bool(page.json_ld_articles) or bool(
        page.tree.xpath("boolean(//*[@itemprop='articleBody'])")
    )


def count_own_words(body: Body) -> int:
    """Count the words of the text without excerpts of other articles, which end in «…»."""
    teasers = {
        block.text for block in _find_teasers(body.page_blocks.blocks) if is_cut_off(block.text)
    }
    return sum(len(text.split()) for text in body.paragraphs if text not in teasers)


def find_own_address(page: Page) -> str:
    """Return the address a page was fetched from; where that is none, what it declares."""
    return (page.canonical or page.url) if is_placeholder_url(page.url) else page.url


def _read_og_types(page: Page) -> set[str]:
    return {value.strip().lower() for value in page.meta.get("og:type", ())}


def _scale(number: float, full: int) -> float:
    """Return a count on a logarithmic scale, 1 from `full` on."""
    return min(1.0, math.log1p(number) / math.log1p(full))


def _measure_text(body: Body) -> Features:
    """Measure the paragraphs: how many, how much of them whole sentences, how much of the page."""
    text_chars = sum(map(len, body.paragraphs))
    sentence_chars = sum(
        len(text) for text in body.paragraphs if SENTENCE_END.search(text) and not is_cut_off(text)
    )
    page_chars = sum(len(block.text) for block in body.page_blocks.blocks)
    return {
        "words": min(1.0, count_own_words(body) / _FULL_TEXT_WORDS),
        "paragraphs": _scale(len(body.paragraphs), 30),
        "sentences": sentence_chars / max(1, text_chars),
        "text_share": min(1.0, text_chars / max(1, page_chars)),
    }


def _measure_links(body: Body) -> Features:
    """Measure linked headlines on the page and among the text, teasers and prices.

    "Read also" lines among the text are an article's own.
    """
    blocks = body.page_blocks.blocks
    first, last = body.block_span
    near_text = blocks[max(0, first - 2) : last + 1]
    among_text = sum(
        is_linked_headline(block) and not _is_read_also_line(block) for block in near_text
    )
    return {
        "linked_headlines": _scale(sum(map(is_linked_headline, blocks)), 100),
        "links_among_text": min(1.0, among_text / max(1, len(body.paragraphs))),
        "teasers": min(
            1.0, len(_find_teasers(near_text)) / max(1, sum(map(_is_excerpt, near_text)))
        ),
        "prices": _scale(sum(map(_is_price, blocks)), 30),
    }


def _is_read_also_line(block: Block) -> bool:
    return bool(SURELY_READ_ALSO.match(fold_text(block.text[:_MAX_LABEL_CHARS])))


def _is_price(block: Block) -> bool:
    return len(block.text) < _MAX_LABEL_CHARS and bool(_PRICE.search(block.text))


def _find_teasers(blocks: Sequence[Block]) -> list[Block]:
    """Find excerpts below a linked line, or below a date between them, or with the link in them."""
    return [
        block
        for index, block in enumerate(blocks)
        if _has_linked_headline(block)
        or (_is_excerpt(block) and any(map(_is_linked, blocks[max(0, index - 2) : index])))
    ]


def _has_linked_headline(block: Block) -> bool:
    has_link = block.link_chars >= _MIN_HEADLINE_CHARS
    return has_link and block.link_chars > 0.2 * len(block.text) and is_cut_off(block.text)


def _is_linked(block: Block) -> bool:
    return block.link_chars > _MIN_LINK_SHARE * len(block.text)


def _is_excerpt(block: Block) -> bool:
    return not block.link_chars and len(block.text) > _MIN_EXCERPT_CHARS


def _count_cards(page_blocks: PageBlocks) -> int:
    """Count the cards of the largest group: siblings of one tag and class, each with a link."""
    links_before = [0]
    for block in page_blocks.blocks:
        links_before.append(links_before[-1] + bool(block.link_chars))
    largest = 0
    for node in page_blocks.nodes:
        if len(node.child_indexes) < _MIN_CARDS:
            continue
        children = [page_blocks.nodes[index] for index in node.child_indexes]
        groups = Counter(
            (child.element.tag, child.element.get("class"))
            for child in children
            if child.end_block - child.first_block > 1
            and links_before[child.end_block] > links_before[child.first_block]
        )
        largest = max(largest, *groups.values(), 0)
    return largest if largest >= _MIN_CARDS else 0


def _measure_controls(page: Page) -> Features:
    """Measure what lists have around them: a next page, filters and buttons."""
    choices = buttons = 0
    has_next_page = False
    for element in page.tree.iter(*_CONTROL_TAGS):
        if element.tag in ("a", "link"):
            has_next_page = has_next_page or element.get("rel") == "next"
        elif element.tag == "button":
            buttons += 1
        elif element.get("type") in _CHOICE_TYPES:
            choices += 1
    return {
        "next_page": float(has_next_page),
        "choices": _scale(choices, 40),
        "buttons": _scale(buttons, 80),
    }


def _measure_address(page: Page, publisher: Publisher) -> Features:
    """Measure the page's own address; a half where the classifier is not sure."""
    url = find_own_address(page)
    verdict = judge_url(url, allow=publisher.allow, deny=publisher.deny)
    weight = 1.0 if verdict.sure else 0.5
    parsed = ParsedUrl.parse(url)
    words = len(parsed.last_segment_words) if parsed and parsed.segments else 0
    return {
        "address_of_article": weight * (verdict.kind == "article"),
        "address_of_list": weight * (verdict.kind in ("section", "paging")),
        "address_words": min(1.0, words / 8),
    }
