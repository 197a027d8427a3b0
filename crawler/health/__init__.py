"""How well an outlet's crawls go: what a round gave, the account of many, what is wrong. Pure.

A round is one crawl of one outlet: of a run that is over, or of a standing one.
"""

from crawler.health.account import OutletAccount, add_round_to_account
from crawler.health.alerts import Alert, find_alerts
from crawler.health.next_crawl import compute_next_crawl
from crawler.health.round import MONITORED_FIELDS, RoundResult

__all__ = [
    "MONITORED_FIELDS",
    "Alert",
    "OutletAccount",
    "RoundResult",
    "add_round_to_account",
    "compute_next_crawl",
    "find_alerts",
]
