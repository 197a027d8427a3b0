"""Why a request came to nothing, as the slug of an outcome."""

from OpenSSL import SSL
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.spidermiddlewares.httperror import HttpError
from service_identity.exceptions import CertificateError, VerificationError
from twisted.internet.error import DNSLookupError, TCPTimedOutError
from twisted.internet.error import TimeoutError as ConnectTimeout

from crawler.outcomes import TLS, failed

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
