"""How much support makes it safe to call a recurring block chrome, or a container the body. Pure.

Chrome stands everywhere on an outlet. A columnist's standing line stands under one name, a quoted
slogan or the background of a running story in some articles of a time, a template's sentences in
one section, a dateline in every third article: none of these may go.
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
_VARIED_SHARE, _VARIED_SHARE_LOWER_BOUND = (
    0.30,
    0.20,
)  # the share seen, and the share it may be by chance
_MAJORITY_SHARE, _MAJORITY_SHARE_LOWER_BOUND = 0.60, 0.50
_MIN_VARIED_NAMES = 3  # author sets or sections
# Less often, but long and everywhere: the line of some sections' template.
_MIN_TEMPLATE_ARTICLES, _TEMPLATE_SHARE = 25, 0.10
_LONG_BLOCK_CHARACTERS = 400  # characters
# One name's line is chrome only where that name signs nearly everything for long.
_MIN_ARTICLES_OF_ONE_NAME = 12
# A share is one of at least this many articles, if so many were observed: a running story has days
# of its own.
_MIN_OBSERVED = 50
# What is learned stays so until the support is less than this part of what was asked for.
_SLACK = 0.5
_CONTAINER_SHARE = 0.20
_DATELINE = re.compile(r"^[^\d.!?؟:]{2,40}?(?:\s*[-–—/|،]\s*|\s*\()(?P<rest>[^.!?؟:]{0,30})$")
_MAX_DATELINE_WORDS = 6


def update_decisions(memory: OutletMemory, now: datetime) -> set[str]:
    """Decide anew what is learned, and forget what is old; return the traces that are learned now
    and were not before."""
    forget_old_blocks(memory, now)
    fresh = set()
    for mark, sighting in memory.recurring_blocks.items():
        was, sighting.learned = sighting.learned, _is_boilerplate(memory, sighting)
        if sighting.learned and not was:
            fresh.add(mark)
    memory.confirmed_containers = find_confirmed_containers(memory.containers)
    return fresh


def find_confirmed_containers(containers: Mapping[str, int]) -> tuple[str, ...]:
    """Return the containers that so many articles of an outlet show that they hold the body."""
    least = max(MIN_ARTICLES, _CONTAINER_SHARE * sum(containers.values()))
    return tuple(path for path, count in containers.items() if count >= least)


def _is_boilerplate(memory: OutletMemory, block: RecurringBlock) -> bool:
    if block.count < MIN_ARTICLES or is_dateline(block.text):
        return False
    slack = _SLACK if block.learned else 1.0
    among = _count_articles_since_block(memory, block)
    share, sure = min(1.0, block.count / among), _compute_share_lower_bound(block.count, among)
    names = sum(map(bool, block.authors))
    if names == len(block.authors) == 1 and block.count < _MIN_ARTICLES_OF_ONE_NAME:
        return False
    if share >= slack * _MAJORITY_SHARE and sure >= slack * _MAJORITY_SHARE_LOWER_BOUND:
        return True
    if block.size > _LONG_BLOCK_CHARACTERS:
        return False
    sections = sum(map(bool, block.sections))
    varied = max(sections, names) >= _MIN_VARIED_NAMES
    if varied and share >= slack * _VARIED_SHARE and sure >= slack * _VARIED_SHARE_LOWER_BOUND:
        return True
    everywhere = sections >= _MIN_VARIED_NAMES and block.count >= _MIN_TEMPLATE_ARTICLES
    return everywhere and share >= slack * _TEMPLATE_SHARE


def _count_articles_since_block(memory: OutletMemory, block: RecurringBlock) -> int:
    """Distinct articles observed since the block was first seen, the one it was seen in among them.

    An article observed before and again since counts as well.
    """
    again = 0
    for tick in reversed(memory.recent_articles.values()):
        if tick < block.first:
            break
        again += 1
    since = memory.articles_observed - block.since + 1
    return max(since, again, block.count, min(memory.articles_observed, _MIN_OBSERVED))


def _compute_share_lower_bound(count: int, total: int) -> float:
    """The lower end of the share's 95 % interval after Wilson (1927): few articles prove little."""
    z = 1.96
    share = min(1.0, count / total)
    middle = share + z * z / (2 * total)
    spread = z * sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    return (middle - spread) / (1 + z * z / total)


def is_dateline(text: str) -> bool:
    """Say whether a line is a place, or a place and an agency: «القاهرة -», «دمشق-سانا»."""
    if len(text.split()) > _MAX_DATELINE_WORDS:
        return False
    found = _DATELINE.match(text)
    if not found:
        return False
    rest = found["rest"].strip(" -–—/|،()")
    return not rest or bool(AGENCY_BYLINE.match(fold_text(rest)))
