"""Why a request came to nothing, as the slug of an outcome."""

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.internet.error import DNSLookupError, TCPTimedOutError
from twisted.internet.error import TimeoutError as ConnectTimeout

from crawler.outcomes import failed

_BY_TYPE: tuple[tuple[type[BaseException] | tuple[type[BaseException], ...], str], ...] = (
    ((DownloadTimeoutError, ConnectTimeout, TCPTimedOutError), "timeout"),
    ((CannotResolveHostError, DNSLookupError), "dns"),
    (DownloadConnectionRefusedError, "refused"),
    (ResponseDataLossError, "truncated"),
    (DownloadCancelledError, "too-large"),
)


def outcome_of(error: BaseException | None) -> str:
    """Return the outcome of an address whose request ended in `error`.

    Our middlewares' exceptions carry their own as `outcome`, inside what Twisted gives its reasons
    in where they were raised below it.
    """
    reasons = getattr(error.__cause__, "reasons", ()) if error else ()
    for one in (error, *(reason.value for reason in reasons)):
        if own := getattr(one, "outcome", None):
            return str(own)
    if isinstance(error, HttpError):
        status = error.response.status
        return failed(f"http-{status}" if 100 <= status < 600 else "bad-status")
    for kinds, reason in _BY_TYPE:
        if isinstance(error, kinds):
            return failed(reason)
    return failed("refused-by-policy" if isinstance(error, IgnoreRequest) else "connection")
