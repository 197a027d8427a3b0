"""Observations of article pages, added up to an outlet's memory. Pure.

Every article counts once; blocks not seen for long are forgotten.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import TypeVar

from crawler.extraction.body.block_ids import compute_standfirst_id
from crawler.items import Article
from crawler.learning.outlet_memory import OutletMemory, RecurringBlock, SingleBlock
from crawler.text.normalise import fold_text
from crawler.urls.canonical_form import make_url_id

K = TypeVar("K")
V = TypeVar("V")

# Bounds of an outlet's memory.
MAX_ARTICLES_PER_BLOCK = 50  # ids of articles
MAX_RECENT_ARTICLES = 1_000
_MAX_RECURRING_BLOCKS = 300
_MAX_SINGLE_BLOCKS = 600
_MAX_CONTAINERS = 20
_MAX_CONTAINER_COUNT = 500  # articles by container; then all counts are halved
_MAX_NAMES_PER_BLOCK = 6  # author sets, and sections
_MAX_NAME_CHARACTERS = 100
_SAMPLE_CHARACTERS = 200
# A block not seen for this time, or in this many articles, is forgotten.
MAX_BLOCK_AGE = timedelta(days=60)
MAX_ARTICLES_UNSEEN = 2_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Observation:
    """The blocks of one article's page.

    `blocks` has (block id, text) of the text and the standfirst, `boilerplate_ids` the blocks that
    extraction cut as learned boilerplate. `author` (all names, folded) and `section` are empty
    where the page names none.
    """

    article_id: str
    fetched_at: datetime
    blocks: tuple[tuple[str, str], ...]
    boilerplate_ids: tuple[str, ...] = ()
    author: str = ""
    section: str = ""
    container: str | None = None


def build_observation(article: Article) -> Observation | None:
    """Build the observation of an extracted article; None where its blocks have no ids.

    None also for a saved page whose moment of fetching is unknown.
    """
    texts = article.text.split("\n\n") if article.text else []
    if article.fetched_at is None or not article.traces or len(texts) != len(article.traces):
        return None
    blocks = list(zip(article.traces, texts, strict=True))
    if article.lead:
        blocks.append((compute_standfirst_id(article.lead), article.lead))
    return Observation(
        article_id=make_url_id(article.url),
        fetched_at=article.fetched_at,
        blocks=tuple(blocks),
        boilerplate_ids=article.chrome,
        author=" ".join(sorted(map(fold_text, article.authors)))[:_MAX_NAME_CHARACTERS],
        section=fold_text(article.section or "")[:_MAX_NAME_CHARACTERS],
        container=article.container,
    )


def add_observation(memory: OutletMemory, observation: Observation) -> None:
    """Add an observation; of an article observed before, nothing counts twice."""
    memory.version += 1
    is_new = memory.recent_articles.pop(observation.article_id, None) is None
    memory.recent_articles[observation.article_id] = memory.version
    _drop_oldest(memory.recent_articles, MAX_RECENT_ARTICLES)
    if is_new:
        memory.articles_observed += 1
        if observation.container:
            _count_container(memory.containers, observation.container)
    for block_id, text in dict(_iter_blocks(observation)).items():
        _count_block(memory, observation, block_id, text, is_new=is_new)


def forget_old_blocks(memory: OutletMemory, now: datetime) -> None:
    """Drop the blocks not seen for long, and the least frequent above the limit."""
    memory.single_blocks = {
        block_id: block
        for block_id, block in memory.single_blocks.items()
        if now - block.at <= MAX_BLOCK_AGE
    }
    kept = {
        block_id: block
        for block_id, block in memory.recurring_blocks.items()
        if now - block.last_seen_at <= MAX_BLOCK_AGE
        and memory.articles_observed - block.until <= MAX_ARTICLES_UNSEEN
    }
    if len(kept) > _MAX_RECURRING_BLOCKS:
        best = sorted(kept.items(), key=lambda item: (item[1].learned, item[1].count, item[1].last))
        kept = dict(best[-_MAX_RECURRING_BLOCKS:])
    memory.recurring_blocks = kept


def _iter_blocks(observation: Observation) -> Iterator[tuple[str, str]]:
    yield from ((block_id, "") for block_id in observation.boilerplate_ids)
    yield from observation.blocks


def _count_block(
    memory: OutletMemory, observation: Observation, block_id: str, text: str, *, is_new: bool
) -> None:
    recurring = memory.recurring_blocks.get(block_id)
    if recurring is None:
        single = memory.single_blocks.pop(block_id, None)
        if single is None or single.article == observation.article_id:
            memory.single_blocks[block_id] = single or _make_single_block(memory, observation)
            _drop_oldest(memory.single_blocks, _MAX_SINGLE_BLOCKS)
            return
        recurring = memory.recurring_blocks[block_id] = _make_recurring_block(single, text)
    _update_recurring_block(memory, recurring, observation, is_new=is_new)


def _update_recurring_block(
    memory: OutletMemory, block: RecurringBlock, observation: Observation, *, is_new: bool
) -> None:
    block.last, block.until = memory.version, memory.articles_observed
    block.last_seen_at = max(block.last_seen_at, observation.fetched_at)
    # An article observed before may have counted already, and its id have left the full list.
    if observation.article_id not in block.articles and (
        is_new or block.count < MAX_ARTICLES_PER_BLOCK
    ):
        block.count += 1
        block.articles = [*block.articles, observation.article_id][-MAX_ARTICLES_PER_BLOCK:]
    for names, name in ((block.authors, observation.author), (block.sections, observation.section)):
        if name not in names and len(names) < _MAX_NAMES_PER_BLOCK:
            names.append(name)


def _make_single_block(memory: OutletMemory, observation: Observation) -> SingleBlock:
    return SingleBlock(
        observation.article_id,
        memory.version,
        memory.articles_observed,
        observation.author,
        observation.section,
        observation.fetched_at,
    )


def _make_recurring_block(single: SingleBlock, text: str) -> RecurringBlock:
    return RecurringBlock(
        articles=[single.article],
        count=1,
        size=len(text),
        text=text[:_SAMPLE_CHARACTERS],
        first=single.tick,
        last=single.tick,
        since=single.number,
        until=single.number,
        first_seen_at=single.at,
        last_seen_at=single.at,
        authors=[single.author],
        sections=[single.section],
    )


def _count_container(containers: dict[str, int], path: str) -> None:
    """Count an article; old articles count for less and less, as outlets are redesigned."""
    containers[path] = containers.get(path, 0) + 1
    while sum(containers.values()) > _MAX_CONTAINER_COUNT:
        halved = {container: count // 2 for container, count in containers.items() if count > 1}
        containers.clear()
        containers.update(halved)
    if len(containers) > _MAX_CONTAINERS:
        others = (container for container in containers if container != path)
        del containers[min(others, key=lambda container: containers[container])]


def _drop_oldest(entries: dict[K, V], limit: int) -> None:
    """Drop the oldest entries above the limit."""
    for key in list(islice(entries, max(0, len(entries) - limit))):
        del entries[key]
