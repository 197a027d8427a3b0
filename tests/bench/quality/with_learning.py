"""The sample newsroom read as a crawl reads it: an outlet's articles teach what is chrome and where
the body stands, and are then read again by what was learned."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from time import process_time

from crawler.cleaning import clean_article
from crawler.extraction import extract, parse_page
from crawler.extraction.traces import NOTHING_LEARNED, LearnedTemplate
from crawler.items import Article
from crawler.learning import OutletMemory, add_observation, build_observation, update_decisions
from crawler.publisher import find_publisher
from tests.bench.quality.answer import Answer
from tests.bench.quality.newsroom import Served
from tests.bench.quality.ours import as_answer


def answers(pages: Sequence[Served]) -> list[Answer]:
    """Return what is said of every article's page once its outlet has taught all it can."""
    articles = [page for page in pages if page.expected is not None]
    outlets: defaultdict[str, OutletMemory] = defaultdict(OutletMemory)
    for page in articles:
        seen = build_observation(clean_article(_read(page)))
        if seen is not None:
            add_observation(outlets[_slug(page)], seen)
    for outlet in outlets.values():
        update_decisions(outlet, datetime.now(UTC))
    return [_timed(page, outlets[_slug(page)].learned) for page in articles]


def _timed(page: Served, learned: LearnedTemplate) -> Answer:
    begun = process_time()
    article = _read(page, learned)
    spent = process_time() - begun
    return replace(as_answer(article), ms=1000 * spent)


def _read(page: Served, learned: LearnedTemplate = NOTHING_LEARNED) -> Article:
    parsed = parse_page(page.body, url=page.url, content_type=page.content_type)
    return extract(parsed, find_publisher(page.url, {}), now=datetime.now(UTC), learned=learned)


def _slug(page: Served) -> str:
    return find_publisher(page.url, {}).slug
