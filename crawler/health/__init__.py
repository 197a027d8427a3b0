"""How well an outlet's crawls go: what a round gave, the account of many, what is wrong. Pure.

A round is one crawl of one outlet: of a run that is over, or of a standing one.
"""

from crawler.health.account import Account, absorb
from crawler.health.alerts import Finding, findings
from crawler.health.next_crawl import due_after
from crawler.health.round import FIELDS, Round

__all__ = ["FIELDS", "Account", "Finding", "Round", "absorb", "due_after", "findings"]
