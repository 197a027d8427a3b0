"""Private and loopback addresses, refused however they are written or reached.

A literal address is refused before the downloader gets it, in a first request, a retry, a redirect
or a robots.txt alike. A name is resolved once, and the check reads the answer that the connection
will use: a name that resolves to something else the second time gains nothing.

With a proxy (`http_proxy`, `https_proxy` of the environment) the proxy resolves names, and has to
keep its own network closed; literals are refused here all the same. The proxy itself may be
private: it is the operator's choice. HTTPPROXY_ENABLED = False ignores the environment.
"""

import logging
from collections.abc import Sequence
from ipaddress import IPv6Address
from typing import Final, Self
from urllib.parse import urlsplit
from urllib.request import getproxies

from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError, NotConfigured
from scrapy.http import Request
from scrapy.resolver import CachingThreadedResolver
from scrapy.settings import BaseSettings
from scrapy.statscollectors import StatsCollector
from scrapy.utils.datatypes import LocalCache
from scrapy.utils.httpobj import urlparse_cached
from twisted.internet.base import ReactorBase
from twisted.internet.defer import Deferred, succeed
from twisted.internet.error import DNSLookupError

from crawler.fetching.errors import PrivateAddress
from crawler.urls.hosts import is_private_host, parse_ip_address

logger = logging.getLogger(__name__)

# Twisted drops the reason of a resolver's error. A global of bounded size, like Scrapy's DNS cache.
_refused_hosts: Final[LocalCache[str, str]] = LocalCache(10_000)


class PublicResolver(CachingThreadedResolver):
    """A resolver for TWISTED_DNS_RESOLVER that does not resolve names of private addresses."""

    def __init__(self, reactor: ReactorBase, cache_size: int, timeout: float) -> None:
        super().__init__(reactor, cache_size, timeout)
        self._exempt_hosts: frozenset[str] | None = frozenset()

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> Self:
        """Read ALLOW_PRIVATE_ADDRESSES; `crawler` may be a crawler process too."""
        resolver = super().from_crawler(crawler, reactor)
        allowed = crawler.settings.getbool("ALLOW_PRIVATE_ADDRESSES")
        resolver._exempt_hosts = None if allowed else _find_proxy_hosts(crawler.settings)
        return resolver

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> Deferred[str]:  # noqa: N802
        """Resolve a name; fails with DNSLookupError also where its address is private."""
        # Scrapy's resolver knows IPv4 only; an IPv6 literal needs no resolving.
        literal = isinstance(parse_ip_address(name), IPv6Address)
        answer = succeed(name) if literal else super().getHostByName(name, timeout)
        return answer.addCallback(self._refuse_private, name)

    def _refuse_private(self, resolved: str, name: str) -> str:
        if (
            self._exempt_hosts is None
            or name in self._exempt_hosts
            or not is_private_host(resolved)
        ):
            return resolved
        _refused_hosts[name] = resolved
        raise DNSLookupError(f"{name} is {resolved}, which is private")


def _find_proxy_hosts(settings: BaseSettings) -> frozenset[str]:
    if not settings.getbool("HTTPPROXY_ENABLED"):
        return frozenset()
    addresses = (url if "//" in url else f"//{url}" for url in getproxies().values())
    return frozenset(filter(None, (urlsplit(address).hostname for address in addresses)))


class PrivateAddressMiddleware:
    """A downloader middleware that raises PrivateAddress for literals and refused names.

    It stands nearer the downloader than retries, so that nothing refused is tried again.
    """

    def __init__(self, stats: StatsCollector) -> None:
        self._stats = stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Raise NotConfigured with ALLOW_PRIVATE_ADDRESSES."""
        if crawler.settings.getbool("ALLOW_PRIVATE_ADDRESSES"):
            raise NotConfigured
        return cls(crawler.stats)

    def process_request(self, request: Request) -> None:
        """Refuse a literal address that is not public."""
        host = urlparse_cached(request).hostname or ""
        if is_private_host(host):
            self._refuse(f"{host} is a private address (ALLOW_PRIVATE_ADDRESSES lets it pass)")

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Turn the DNS error of a refused name into PrivateAddress."""
        host = urlparse_cached(request).hostname or ""
        if isinstance(exception, CannotResolveHostError) and host in _refused_hosts:
            self._refuse(f"{host} is at {_refused_hosts[host]}, a private address")

    def _refuse(self, message: str) -> None:
        self._stats.inc_value("private_addresses/refused")
        logger.warning(message)
        raise PrivateAddress(message)
