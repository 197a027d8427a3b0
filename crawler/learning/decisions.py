"""Decisions on which recurring blocks are boilerplate, and which containers hold the body. Pure.

Boilerplate stands everywhere on an outlet. Other blocks recur for a reason and must stay in the
text: a columnist's standing line stands under one name, a quoted slogan or the background of a
running story in some articles of some days, the stock sentences of a report in one section, a
dateline in every third article.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from math import sqrt

from crawler.extraction.lexicon.people import AGENCY_BYLINE
from crawler.learning.observations import forget_old_blocks
from crawler.learning.outlet_memory import OutletMemory, RecurringBlock
from crawler.text.normalise import fold_text

MIN_ARTICLES = 5
# The share of articles observed, and the lower bound of the share that is behind it.
_VARIED_SHARE, _VARIED_SHARE_LOWER_BOUND = 0.30, 0.20
_MAJORITY_SHARE, _MAJORITY_SHARE_LOWER_BOUND = 0.60, 0.50
_MIN_VARIED_NAMES = 3  # author sets or sections
# Less often, but for long and in several sections: a line of the template of some pages.
_MIN_TEMPLATE_ARTICLES, _TEMPLATE_SHARE = 25, 0.10
_LONG_BLOCK_CHARACTERS = 400
# The line of one author is boilerplate only where that author signs nearly everything for long.
_MIN_ARTICLES_OF_ONE_NAME = 12
# A share is taken of at least this many articles, if so many were observed: a running story fills
# some days.
_MIN_OBSERVED = 50
# A learned block stays so until its share falls below this part of the threshold.
_SLACK = 0.5
_CONTAINER_SHARE = 0.20
_DATELINE = re.compile(r"^[^\d.!?؟:]{2,40}?(?:\s*[-–—/|،]\s*|\s*\()(?P<rest>[^.!?؟:]{0,30})$")
_MAX_DATELINE_WORDS = 6


def update_decisions(memory: OutletMemory, now: datetime) -> set[str]:
    """Forget old blocks, decide again what is learned; return the ids of newly learned blocks."""
    forget_old_blocks(memory, now)
    newly_learned = set()
    for block_id, block in memory.recurring_blocks.items():
        learned_before, block.learned = block.learned, _is_boilerplate(memory, block)
        if block.learned and not learned_before:
            newly_learned.add(block_id)
    memory.confirmed_containers = find_confirmed_containers(memory.containers)
    return newly_learned


def find_confirmed_containers(containers: Mapping[str, int]) -> tuple[str, ...]:
    """Return the paths of the containers in which enough articles of an outlet had their body."""
    min_articles = max(MIN_ARTICLES, _CONTAINER_SHARE * sum(containers.values()))
    return tuple(path for path, count in containers.items() if count >= min_articles)


def _is_boilerplate(memory: OutletMemory, block: RecurringBlock) -> bool:
    if block.count < MIN_ARTICLES or is_dateline(block.text):
        return False
    slack = _SLACK if block.learned else 1.0
    observed = _count_articles_since_block(memory, block)
    share = min(1.0, block.count / observed)
    lower_bound = _compute_share_lower_bound(block.count, observed)
    names = sum(map(bool, block.authors))
    if names == len(block.authors) == 1 and block.count < _MIN_ARTICLES_OF_ONE_NAME:
        return False
    if share >= slack * _MAJORITY_SHARE and lower_bound >= slack * _MAJORITY_SHARE_LOWER_BOUND:
        return True
    if block.size > _LONG_BLOCK_CHARACTERS:
        return False
    sections = sum(map(bool, block.sections))
    varied = max(sections, names) >= _MIN_VARIED_NAMES
    if (
        varied
        and share >= slack * _VARIED_SHARE
        and lower_bound >= slack * _VARIED_SHARE_LOWER_BOUND
    ):
        return True
    in_many_sections = sections >= _MIN_VARIED_NAMES and block.count >= _MIN_TEMPLATE_ARTICLES
    return in_many_sections and share >= slack * _TEMPLATE_SHARE


def _count_articles_since_block(memory: OutletMemory, block: RecurringBlock) -> int:
    """Count the distinct articles observed since the block was first seen, its first among them.

    An article observed before and again since counts as well.
    """
    observed_again = 0
    for version in reversed(memory.recent_articles.values()):
        if version < block.first:
            break
        observed_again += 1
    new_since = memory.articles_observed - block.since + 1
    return max(new_since, observed_again, block.count, min(memory.articles_observed, _MIN_OBSERVED))


def _compute_share_lower_bound(count: int, total: int) -> float:
    """Return the lower end of a share's 95 % interval (Wilson, 1927): few articles prove little."""
    z = 1.96
    share = min(1.0, count / total)
    middle = share + z * z / (2 * total)
    spread = z * sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    return (middle - spread) / (1 + z * z / total)


def is_dateline(text: str) -> bool:
    """Say whether a line names a place, or a place and an agency: «القاهرة -», «دمشق-سانا»."""
    if len(text.split()) > _MAX_DATELINE_WORDS:
        return False
    match = _DATELINE.match(text)
    if not match:
        return False
    rest = match["rest"].strip(" -–—/|،()")
    return not rest or bool(AGENCY_BYLINE.match(fold_text(rest)))
