"""Exceptions for requests that are not sent and responses that are not used, and their outcomes.

Each reaches the request's errback as itself; its `outcome` is what an article address ends in.
`find_failure_outcome` reads it, and gives the exceptions of Scrapy and Twisted an outcome too.
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
    TLS_FAILED,
    make_failed_outcome,
)

_REASONS_BY_TYPE: tuple[tuple[type[BaseException] | tuple[type[BaseException], ...], str], ...] = (
    ((DownloadTimeoutError, ConnectTimeout, TCPTimedOutError), "timeout"),
    ((CannotResolveHostError, DNSLookupError), "dns"),
    (DownloadConnectionRefusedError, "refused"),
    (ResponseDataLossError, "truncated"),
    (DownloadCancelledError, "too-large"),
)
_TLS_ERRORS = (SSL.Error, CertificateError, VerificationError)


class RequestRefused(IgnoreRequest):
    """The base class; the message is one line for people."""

    outcome: str = make_failed_outcome("refused-by-policy")


class BodyKept(IgnoreRequest):
    """The body was fetched before and is to be read on. Raised by kept_bodies.py."""


class RobotsDenied(RequestRefused):
    """robots.txt of the address's scheme, host and port disallows it. Raised by robots.py."""

    outcome = ROBOTS_DENIED


class RobotsUnreachable(RobotsDenied):
    """No answer, or 429 or 5xx, for robots.txt: complete disallow (RFC 9309, 2.3.1.4).

    Later runs ask for the address again, as after any failure. Raised by robots.py.
    """

    outcome = ROBOTS_UNREACHABLE


class TlsFailed(RequestRefused):
    """The TLS handshake failed for robots.txt, which closes the whole host. Raised by robots.py."""

    outcome = TLS_FAILED


class PrivateAddress(RequestRefused):
    """The host is, or resolves to, no public address. Raised by private_addresses.py."""

    outcome = make_failed_outcome("private-address")


class OffsiteRedirect(RequestRefused):
    """An article's address redirects to another publisher's site. Raised by redirects.py."""

    outcome = make_failed_outcome("offsite-redirect")


class RedirectedHome(RequestRefused):
    """An article's address redirects to the front page: it is gone. Raised by redirects.py."""

    outcome = REDIRECTED_HOME


class TooManyRedirects(RequestRefused):
    """A chain of redirects is longer than REDIRECT_MAX_TIMES. Raised by redirects.py."""

    outcome = make_failed_outcome("too-many-redirects")


class BadRedirect(RequestRefused):
    """A redirect's Location is no usable address. Raised by redirects.py."""

    outcome = make_failed_outcome("bad-redirect")


class BodyTooLarge(RequestRefused):
    """A decoded body is larger than DOWNLOAD_MAXSIZE. Raised by decompression.py."""

    outcome = make_failed_outcome("too-large")


class HeadersTooLarge(RequestRefused):
    """The headers of a response are too long. Raised by header_limit.py, inside Scrapy's error."""

    outcome = make_failed_outcome("too-large")


class Truncated(RequestRefused):
    """A compressed body is cut off. Raised by decompression.py."""

    outcome = make_failed_outcome("truncated")


class BadCoding(RequestRefused):
    """A body is not compressed as its Content-Encoding says. Raised by decompression.py."""

    outcome = make_failed_outcome("bad-coding")


class Blocked(RequestRefused):
    """A challenge, captcha or consent page was served instead. Raised by block_pages.py."""

    outcome = make_failed_outcome("blocked")


class Interrupted(RequestRefused):
    """The crawl ended before the request was sent. Raised by shutdown.py."""

    outcome = make_failed_outcome("interrupted")


class HostResting(RequestRefused):
    """The host refused too many times in a row. Raised by retry.py and block_pages.py."""

    def __init__(self, message: str, outcome: str) -> None:
        super().__init__(message)
        self.outcome = outcome


class NotModified(RequestRefused):
    """The page has not changed: 304, or the same bytes. Raised by conditional.py."""

    def __init__(self, message: str, response: Response, outcome: str) -> None:
        super().__init__(message)
        self.response = response
        self.outcome = outcome


def find_failure_outcome(error: BaseException | None) -> str:
    """Return the outcome of an address whose request ended in `error`.

    A RequestRefused has an outcome of its own. One raised below Twisted is among the inner errors.
    """
    for candidate in (error, *_list_inner_errors(error)):
        if outcome := getattr(candidate, "outcome", None):
            return str(outcome)
    if isinstance(error, HttpError):
        status = error.response.status
        return make_failed_outcome(f"http-{status}" if 100 <= status < 600 else "bad-status")
    for error_types, reason in _REASONS_BY_TYPE:
        if isinstance(error, error_types):
            return make_failed_outcome(reason)
    if is_tls_failure(error):
        return TLS_FAILED
    return make_failed_outcome(
        "refused-by-policy" if isinstance(error, IgnoreRequest) else "connection"
    )


def is_tls_failure(error: BaseException | None) -> bool:
    """Say whether a TLS handshake failed: a certificate not trusted, an alert, no TLS at all.

    A connection that is closed during the handshake is no TLS failure.
    """
    return any(
        isinstance(inner, _TLS_ERRORS) and not isinstance(inner, SSL.SysCallError)
        for inner in _list_inner_errors(error)
    )


def _list_inner_errors(error: BaseException | None) -> list[BaseException]:
    reasons = getattr(error.__cause__, "reasons", ()) if error else ()
    return [reason.value for reason in reasons]
