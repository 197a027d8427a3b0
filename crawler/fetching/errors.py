"""Why a request was not sent, or its answer not used.

Each reaches the request's errback as itself; `outcome` is what an article address ends in.
"""

from OpenSSL import SSL
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from service_identity.exceptions import CertificateError, VerificationError
from twisted.internet.error import DNSLookupError, TCPTimedOutError
from twisted.internet.error import TimeoutError as ConnectTimeout

from crawler.outcomes import REDIRECTED_HOME, ROBOTS_DENIED, ROBOTS_UNREACHABLE, TLS, failed

# FOLDED from crawler.failures: Why a request came to nothing, as the slug of an outcome.

_BY_TYPE: tuple[tuple[type[BaseException] | tuple[type[BaseException], ...], str], ...] = (
    ((DownloadTimeoutError, ConnectTimeout, TCPTimedOutError), "timeout"),
    ((CannotResolveHostError, DNSLookupError), "dns"),
    (DownloadConnectionRefusedError, "refused"),
    (ResponseDataLossError, "truncated"),
    (DownloadCancelledError, "too-large"),
)
_TLS = (SSL.Error, CertificateError, VerificationError)


def outcome_of(error: BaseException | None) -> str:
    """Return the outcome of an address whose request ended in `error`.

    Our middlewares' exceptions carry their own as `outcome`, inside what Twisted gives its reasons
    in where they were raised below it.
    """
    for one in (error, *_reasons(error)):
        if own := getattr(one, "outcome", None):
            return str(own)
    if isinstance(error, HttpError):
        status = error.response.status
        return failed(f"http-{status}" if 100 <= status < 600 else "bad-status")
    for kinds, reason in _BY_TYPE:
        if isinstance(error, kinds):
            return failed(reason)
    if is_tls_failure(error):
        return TLS
    return failed("refused-by-policy" if isinstance(error, IgnoreRequest) else "connection")


def is_tls_failure(error: BaseException | None) -> bool:
    """Say whether a handshake failed: a certificate not trusted, an alert, no TLS at all.

    A connection that ends in the handshake has only ended.
    """
    return any(
        isinstance(one, _TLS) and not isinstance(one, SSL.SysCallError) for one in _reasons(error)
    )


def _reasons(error: BaseException | None) -> list[BaseException]:
    reasons = getattr(error.__cause__, "reasons", ()) if error else ()
    return [reason.value for reason in reasons]


class Refusal(IgnoreRequest):
    """The base of them; the message is one line for a person."""

    outcome: str = failed("refused-by-policy")


class RobotsDenied(Refusal):
    """robots.txt of the address's scheme, host and port does not allow it. Raised by robots.py."""

    outcome = ROBOTS_DENIED


class RobotsUnreachable(RobotsDenied):
    """No answer, or 429 or 5xx, for robots.txt: complete disallow (RFC 9309, 2.3.1.4).

    For as long as that lasts: the address is asked for again as after any failure.
    """

    outcome = ROBOTS_UNREACHABLE


class TlsFailed(Refusal):
    """The host's robots.txt, and so all of it, is behind a handshake that fails."""

    outcome = TLS


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


class BodyTooLarge(Refusal):
    """A packed body grows beyond DOWNLOAD_MAXSIZE. Raised by unpacking.py."""

    outcome = failed("too-large")


class HeadTooLarge(Refusal):
    """The head of an answer has no end. Raised by heads.py, inside what Scrapy raises."""

    outcome = failed("too-large")


class Truncated(Refusal):
    """A packed body ends before its end. Raised by unpacking.py."""

    outcome = failed("truncated")


class BadCoding(Refusal):
    """A body is not packed as its Content-Encoding says. Raised by unpacking.py."""

    outcome = failed("bad-coding")


class Blocked(Refusal):
    """A challenge or consent page stands before the host's pages. Raised by walls.py."""

    outcome = failed("blocked")


class Interrupted(Refusal):
    """The crawl ended before the request was sent. Raised by closing.py."""

    outcome = failed("interrupted")


class HostResting(Refusal):
    """The host refused too many times in a row. Raised by retry_after.py and walls.py."""

    def __init__(self, message: str, outcome: str) -> None:
        super().__init__(message)
        self.outcome = outcome


class NotModified(Refusal):
    """The answer is what was read before: 304, or the same bytes. Raised by conditional.py."""

    def __init__(self, message: str, response: Response, outcome: str) -> None:
        super().__init__(message)
        self.response = response
        self.outcome = outcome
