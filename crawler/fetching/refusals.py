"""Why a request was not sent, or its answer not used.

Each reaches the request's errback as itself; `outcome` is what an article address ends in.
"""

from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from crawler.outcomes import REDIRECTED_HOME, ROBOTS_DENIED, failed


class Refusal(IgnoreRequest):
    """The base of them; the message is one line for a person."""

    outcome: str = failed("refused-by-policy")


class RobotsDenied(Refusal):
    """robots.txt of the address's scheme, host and port does not allow it. Raised by robots.py."""

    outcome = ROBOTS_DENIED


class RobotsUnreachable(RobotsDenied):
    """No answer, or 429 or 5xx, for robots.txt: complete disallow (RFC 9309, 2.3.1.4)."""


class PrivateAddress(Refusal):
    """The host is, or resolves to, no public address. Raised by private_addresses.py."""

    outcome = failed("private-address")


class OffsiteRedirect(Refusal):
    """An article's address leads to another publisher's site. Raised by redirects.py."""

    outcome = failed("offsite-redirect")


class RedirectedHome(Refusal):
    """An article's address leads to the site's front page: it is gone. Raised by redirects.py."""

    outcome = REDIRECTED_HOME


class TooManyRedirects(Refusal):
    """A chain of redirects is longer than REDIRECT_MAX_TIMES. Raised by redirects.py."""

    outcome = failed("too-many-redirects")


class BadRedirect(Refusal):
    """A redirect's Location is no address. Raised by redirects.py."""

    outcome = failed("bad-redirect")


class Interrupted(Refusal):
    """The crawl ended before the request was sent. Raised by closing.py."""

    outcome = failed("interrupted")


class HostResting(Refusal):
    """The host asked for patience too many times in a row. Raised by retry_after.py."""

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.outcome = failed(f"http-{status}")


class NotModified(Refusal):
    """The answer is what was read before: 304, or the same bytes. Raised by conditional.py."""

    def __init__(self, message: str, response: Response, outcome: str) -> None:
        super().__init__(message)
        self.response = response
        self.outcome = outcome
