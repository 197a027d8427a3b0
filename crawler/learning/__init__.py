"""What an outlet's own pages teach: which blocks are chrome, which element holds the body. Pure.

article -> observation -> outlet   what was seen on which articles, bounded and ageing
               support -> learned  what of it is safe to act on
"""

from crawler.learning.decisions import confirmed, settle
from crawler.learning.observations import WINDOW, Observation, absorb, observation_of
from crawler.learning.outlet_memory import Outlet

__all__ = [
    "WINDOW",
    "Observation",
    "Outlet",
    "absorb",
    "confirmed",
    "observation_of",
    "settle",
]
