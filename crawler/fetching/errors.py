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

from crawler.outcomes import (
    REDIRECTED_HOME,
    ROBOTS_DENIED,
    ROBOTS_UNREACHABLE,
    TLS,
    make_failed_outcome,
)

# FOLDED from crawler.failures: Why a request came to nothing, as the slug of an outcome.

_REASONS_BY_TYPE: tuple[tuple[type[BaseException] | tuple[type[BaseException], ...], str], ...] = (
    ((DownloadTimeoutError, ConnectTimeout, TCPTimedOutError), "timeout"),
    ((CannotResolveHostError, DNSLookupError), "dns"),
    (DownloadConnectionRefusedError, "refused"),
    (ResponseDataLossError, "truncated"),
    (DownloadCancelledError, "too-large"),
)
_TLS_ERRORS = (SSL.Error, CertificateError, VerificationError)


def find_failure_outcome(error: BaseException | None) -> str:
    """Return the outcome of an address whose request ended in `error`.

    Our middlewares' exceptions carry their own as `outcome`, inside what Twisted gives its reasons
    in where they were raised below it.
    """
    for one in (error, *_list_inner_errors(error)):
        if own := getattr(one, "outcome", None):
            return str(own)
    if isinstance(error, HttpError):
        status = error.response.status
        return make_failed_outcome(f"http-{status}" if 100 <= status < 600 else "bad-status")
    for kinds, reason in _REASONS_BY_TYPE:
        if isinstance(error, kinds):
            return make_failed_outcome(reason)
    if is_tls_failure(error):
        return TLS
    return make_failed_outcome(
        "refused-by-policy" if isinstance(error, IgnoreRequest) else "connection"
    )


def is_tls_failure(error: BaseException | None) -> bool:
    """Say whether a handshake failed: a certificate not trusted, an alert, no TLS at all.

    A connection that ends in the handshake has only ended.
    """
    return any(
        isinstance(one, _TLS_ERRORS) and not isinstance(one, SSL.SysCallError)
        for one in _list_inner_errors(error)
    )


def _list_inner_errors(error: BaseException | None) -> list[BaseException]:
    reasons = getattr(error.__cause__, "reasons", ()) if error else ()
    return [reason.value for reason in reasons]


class RequestRefused(IgnoreRequest):
    """The base of them; the message is one line for a person."""

    outcome: str = make_failed_outcome("refused-by-policy")


class RobotsDenied(RequestRefused):
    """robots.txt of the address's scheme, host and port does not allow it. Raised by robots.py."""

    outcome = ROBOTS_DENIED


class RobotsUnreachable(RobotsDenied):
    """No answer, or 429 or 5xx, for robots.txt: complete disallow (RFC 9309, 2.3.1.4).

    For as long as that lasts: the address is asked for again as after any failure.
    """

    outcome = ROBOTS_UNREACHABLE


class TlsFailed(RequestRefused):
    """The host's robots.txt, and so all of it, is behind a handshake that fails."""

    outcome = TLS


class PrivateAddress(RequestRefused):
    """The host is, or resolves to, no public address. Raised by private_addresses.py."""

    outcome = make_failed_outcome("private-address")


class OffsiteRedirect(RequestRefused):
    """An article's address leads to another publisher's site. Raised by redirects.py."""

    outcome = make_failed_outcome("offsite-redirect")


class RedirectedHome(RequestRefused):
    """An article's address leads to the site's front page: it is gone. Raised by redirects.py."""

    outcome = REDIRECTED_HOME


class TooManyRedirects(RequestRefused):
    """A chain of redirects is longer than REDIRECT_MAX_TIMES. Raised by redirects.py."""

    outcome = make_failed_outcome("too-many-redirects")


class BadRedirect(RequestRefused):
    """A redirect's Location is no address. Raised by redirects.py."""

    outcome = make_failed_outcome("bad-redirect")


class BodyTooLarge(RequestRefused):
    """A packed body grows beyond DOWNLOAD_MAXSIZE. Raised by unpacking.py."""

    outcome = make_failed_outcome("too-large")


class HeadersTooLarge(RequestRefused):
    """The head of an answer has no end. Raised by heads.py, inside what Scrapy raises."""

    outcome = make_failed_outcome("too-large")


class Truncated(RequestRefused):
    """A packed body ends before its end. Raised by unpacking.py."""

    outcome = make_failed_outcome("truncated")


class BadCoding(RequestRefused):
    """A body is not packed as its Content-Encoding says. Raised by unpacking.py."""

    outcome = make_failed_outcome("bad-coding")


class Blocked(RequestRefused):
    """A challenge or consent page stands before the host's pages. Raised by walls.py."""

    outcome = make_failed_outcome("blocked")


class Interrupted(RequestRefused):
    """The crawl ended before the request was sent. Raised by closing.py."""

    outcome = make_failed_outcome("interrupted")


class HostResting(RequestRefused):
    """The host refused too many times in a row. Raised by retry_after.py and walls.py."""

    def __init__(self, message: str, outcome: str) -> None:
        super().__init__(message)
        self.outcome = outcome


class NotModified(RequestRefused):
    """The answer is what was read before: 304, or the same bytes. Raised by conditional.py."""

    def __init__(self, message: str, response: Response, outcome: str) -> None:
        super().__init__(message)
        self.response = response
        self.outcome = outcome
