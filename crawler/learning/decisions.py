"""How much support makes it safe to call a recurring block chrome, or a container the body. Pure.

Chrome stands everywhere on an outlet. A columnist's standing line stands under one name, a quoted
slogan or the background of a running story in some articles of a time, a template's sentences in
one section, a dateline in every third article: none of these may go.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from math import sqrt

from crawler.extraction.lexicon.people import AGENCIES
from crawler.learning.observations import forget
from crawler.learning.outlet_memory import Outlet, Sighting
from crawler.text.normalise import fold

LEAST_ARTICLES = 5
_SHARE, _SURE_OF = 0.30, 0.20  # the share seen, and the share it may be by chance
_MOST, _SURE_OF_MOST = 0.60, 0.50
_VARIED = 3  # author sets or sections
# Less often, but long and everywhere: the line of some sections' template.
_LONG_SEEN, _SMALL_SHARE = 25, 0.10
_LONG_BLOCK = 400  # characters
# One name's line is chrome only where that name signs nearly everything for long.
_ONE_NAME = 12
# A share is one of at least this many articles, if so many were observed: a running story has days
# of its own.
_LEAST_OBSERVED = 50
# What is learned stays so until the support is less than this part of what was asked for.
_SLACK = 0.5
_CONTAINER_SHARE = 0.20
_DATELINE = re.compile(r"^[^\d.!?؟:]{2,40}?(?:\s*[-–—/|،]\s*|\s*\()(?P<rest>[^.!?؟:]{0,30})$")
_DATELINE_WORDS = 6


def settle(outlet: Outlet, now: datetime) -> set[str]:
    """Decide anew what is learned, and forget what is old; return the traces that are learned now
    and were not before."""
    forget(outlet, now)
    fresh = set()
    for mark, sighting in outlet.sightings.items():
        was, sighting.learned = sighting.learned, _is_chrome(outlet, sighting)
        if sighting.learned and not was:
            fresh.add(mark)
    outlet.confirmed = confirmed(outlet.containers)
    return fresh


def confirmed(containers: Mapping[str, int]) -> tuple[str, ...]:
    """Return the containers that so many articles of an outlet show that they hold the body."""
    least = max(LEAST_ARTICLES, _CONTAINER_SHARE * sum(containers.values()))
    return tuple(path for path, count in containers.items() if count >= least)


def _is_chrome(outlet: Outlet, sighting: Sighting) -> bool:
    if sighting.count < LEAST_ARTICLES or is_dateline(sighting.text):
        return False
    slack = _SLACK if sighting.learned else 1.0
    among = _observed(outlet, sighting)
    share, sure = min(1.0, sighting.count / among), _at_least(sighting.count, among)
    names = sum(map(bool, sighting.authors))
    if names == len(sighting.authors) == 1 and sighting.count < _ONE_NAME:
        return False
    if share >= slack * _MOST and sure >= slack * _SURE_OF_MOST:
        return True
    if sighting.size > _LONG_BLOCK:
        return False
    sections = sum(map(bool, sighting.sections))
    varied = max(sections, names) >= _VARIED
    if varied and share >= slack * _SHARE and sure >= slack * _SURE_OF:
        return True
    everywhere = sections >= _VARIED and sighting.count >= _LONG_SEEN
    return everywhere and share >= slack * _SMALL_SHARE


def _observed(outlet: Outlet, sighting: Sighting) -> int:
    """Distinct articles observed since the block was first seen, the one it was seen in among them.

    An article observed before and again since counts as well.
    """
    again = 0
    for tick in reversed(outlet.window.values()):
        if tick < sighting.first:
            break
        again += 1
    since = outlet.observed - sighting.since + 1
    return max(since, again, sighting.count, min(outlet.observed, _LEAST_OBSERVED))


def _at_least(count: int, among: int) -> float:
    """The lower end of the share's 95 % interval after Wilson (1927): few articles prove little."""
    z = 1.96
    share = min(1.0, count / among)
    middle = share + z * z / (2 * among)
    spread = z * sqrt(share * (1 - share) / among + z * z / (4 * among * among))
    return (middle - spread) / (1 + z * z / among)


def is_dateline(text: str) -> bool:
    """Say whether a line is a place, or a place and an agency: «القاهرة -», «دمشق-سانا»."""
    if len(text.split()) > _DATELINE_WORDS:
        return False
    found = _DATELINE.match(text)
    if not found:
        return False
    rest = found["rest"].strip(" -–—/|،()")
    return not rest or bool(AGENCIES.match(fold(rest)))
