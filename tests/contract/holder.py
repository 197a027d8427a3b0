"""A process that holds leases of outlets until it is killed.

Its arguments are settings as JSON and the slugs of outlets.
"""

import asyncio
import json
import sys

from scrapy.utils.test import get_crawler

from pipelines.collections.leases import MongoCrawlSchedule
from tests.contract.process import NumberedSpider


async def hold(settings: str, slugs: list[str]) -> None:
    """Take the outlets' leases, print which were free, and wait."""
    schedule = MongoCrawlSchedule.for_crawler(get_crawler(NumberedSpider, json.loads(settings)))
    await schedule.open()
    taken = [slug for slug in slugs if await schedule.acquire(slug)]
    print(" ".join(taken), flush=True)
    sys.stdin.readline()


if __name__ == "__main__":
    asyncio.run(hold(sys.argv[1], sys.argv[2:]))
