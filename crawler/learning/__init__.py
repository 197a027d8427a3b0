"""Learning from an outlet's own pages which blocks are boilerplate and where the body stands. Pure.

article -> Observation -> OutletMemory   blocks and containers counted, bounded and ageing
           OutletMemory -> decisions     what occurs often enough for extraction to act on it

Begin with `observations`; `outlet_memory` has what is remembered and how it is stored, `decisions`
the thresholds.
"""

from crawler.learning.decisions import find_confirmed_containers, update_decisions
from crawler.learning.observations import (
    MAX_RECENT_ARTICLES,
    Observation,
    add_observation,
    build_observation,
)
from crawler.learning.outlet_memory import OutletMemory

__all__ = [
    "MAX_RECENT_ARTICLES",
    "Observation",
    "OutletMemory",
    "add_observation",
    "build_observation",
    "find_confirmed_containers",
    "update_decisions",
]
