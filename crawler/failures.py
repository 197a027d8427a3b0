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

    Our middlewares' exceptions carry their own as `outcome`.
    """
    if own := getattr(error, "outcome", None):
        return str(own)
    if isinstance(error, HttpError):
        return failed(f"http-{error.response.status}")
    for kinds, reason in _BY_TYPE:
        if isinstance(error, kinds):
            return failed(reason)
    return failed("refused-by-policy" if isinstance(error, IgnoreRequest) else "connection")
