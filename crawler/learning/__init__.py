"""What an outlet's own pages teach: which blocks are chrome, which element holds the body. Pure.

article -> observation -> outlet   what was seen on which articles, bounded and ageing
               support -> learned  what of it is safe to act on
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
