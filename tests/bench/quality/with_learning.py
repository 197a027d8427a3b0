"""The sample newsroom's articles, extracted with what their outlets' pages have taught.

All articles of an outlet are observed first, for boilerplate and the container of the body.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from time import process_time

from crawler.cleaning import clean_article
from crawler.extraction import extract, parse_page
from crawler.extraction.body.block_ids import NOTHING_LEARNED, LearnedTemplate
from crawler.items import Article
from crawler.learning import OutletMemory, add_observation, build_observation, update_decisions
from crawler.publisher import find_publisher
from tests.bench.quality.extractor import ExtractedFields
from tests.bench.quality.newsroom import ServedPage
from tests.bench.quality.warraq import convert_article


def extract_learned(pages: Sequence[ServedPage]) -> list[ExtractedFields]:
    """Return the fields of every article's page, extracted after its outlet was learned."""
    article_pages = [page for page in pages if page.expected is not None]
    memories: defaultdict[str, OutletMemory] = defaultdict(OutletMemory)
    for page in article_pages:
        observation = build_observation(clean_article(_extract(page)))
        if observation is not None:
            add_observation(memories[_find_slug(page)], observation)
    for memory in memories.values():
        update_decisions(memory, datetime.now(UTC))
    return [_extract_timed(page, memories[_find_slug(page)].learned) for page in article_pages]


def _extract_timed(page: ServedPage, learned: LearnedTemplate) -> ExtractedFields:
    started = process_time()
    article = _extract(page, learned)
    seconds = process_time() - started
    return replace(convert_article(article), ms=1000 * seconds)


def _extract(page: ServedPage, learned: LearnedTemplate = NOTHING_LEARNED) -> Article:
    parsed = parse_page(page.body, url=page.url, content_type=page.content_type)
    return extract(parsed, find_publisher(page.url, {}), now=datetime.now(UTC), learned=learned)


def _find_slug(page: ServedPage) -> str:
    return find_publisher(page.url, {}).slug
