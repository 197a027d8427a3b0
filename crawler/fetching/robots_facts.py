"""What a robots.txt says besides who may fetch what."""

from typing import Final

from scrapy.robotstxt import ProtegoRobotParser, RobotParser

# Seconds; a longer time is no rate, and a number without end is no float.
_LONGEST: Final = 10**9


def sitemaps_of(robotparser: RobotParser) -> list[str]:
    """Return the values of the `Sitemap:` lines as written, each once, in order."""
    if not isinstance(robotparser, ProtegoRobotParser):
        return []
    return list(dict.fromkeys(robotparser.rp.sitemaps))


def crawl_delay_of(robotparser: RobotParser, user_agent: str) -> float | None:
    """Return the seconds between two requests asked of this user agent, or None.

    `Crawl-delay` and `Request-rate` are no part of RFC 9309 and are widely used all the same; where
    both are given the slower holds.
    """
    delays = [robotparser.crawl_delay(user_agent)]
    if isinstance(robotparser, ProtegoRobotParser):
        rate = robotparser.rp.request_rate(user_agent)
        delays.append(min(rate.seconds, _LONGEST) / rate.requests if rate else None)
    return max((delay for delay in delays if delay is not None), default=None)
