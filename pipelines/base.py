"""What every pipeline shares: how an item ends early."""

from scrapy.exceptions import DropItem


class Dropped(DropItem):
    """Raised by a pipeline: the item ends here with `outcome` (see `crawler.outcomes`)."""

    def __init__(self, outcome: str) -> None:
        super().__init__(outcome, log_level="DEBUG")
        self.outcome = outcome
