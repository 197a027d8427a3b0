"""The health of an outlet's crawls. Pure.

A round is one crawl of one outlet: a whole run of a crawl, or one turn of a watch. Begin with
`round` (the result of one), then `account` (the sums of the last ones), `alerts` (what an account
shows to be wrong) and `next_crawl` (the time of the next round).
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
