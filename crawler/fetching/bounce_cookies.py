"""Cookies that a host asks for: those set by an answer that sends the client on.

COOKIES_ENABLED is off: articles need no cookies, and paywalls count pages with them. But some sites
answer whoever has no cookie with a redirect, mostly to the same address, that sets one, and show
their pages only to those who bring it. So the cookies of redirects and refreshes are kept, and no
others: a host and a run long, in memory, and in no request that is written to a disk queue.
"""

from http.cookiejar import Cookie
from typing import Final, Self

from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Request, Response
from scrapy.http.cookies import CookieJar
from scrapy.utils.httpobj import urlparse_cached

from crawler.urls.hosts import get_host_site, is_host_on_domain

# Browsers keep as many of a host, and as long ones (RFC 6265, 6.1).
MAX_COOKIES_PER_HOST: Final = 50
MAX_COOKIE_CHARACTERS: Final = 4096


class BounceCookies:
    """A downloader middleware nearer the downloader than redirects, which call `keep`."""

    def __init__(self) -> None:
        self._jar = CookieJar()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Raise NotConfigured with COOKIES_ENABLED: Scrapy keeps all cookies then."""
        if crawler.settings.getbool("COOKIES_ENABLED"):
            raise NotConfigured
        return cls()

    def process_request(self, request: Request) -> None:
        """Add the cookies of the request's host."""
        _remove_cookies(request)
        self._jar.add_cookie_header(request)

    def process_response(self, request: Request, response: Response) -> Response:
        """Remove the cookies from a request that may be copied into a redirect or retry."""
        _remove_cookies(request)
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Remove the cookies as after a response."""
        del exception
        _remove_cookies(request)

    def keep(self, request: Request, response: Response) -> bool:
        """Keep the cookies of an answer; say whether they are the first of its host."""
        had_cookies = self._has_cookies(request)
        for cookie in self._jar.make_cookies(response, request):
            if _may_be_set(cookie, request):
                self._jar.set_cookie_if_ok(cookie, request)
                self._drop_surplus(cookie.domain)
        return not had_cookies and self._has_cookies(request)

    def _has_cookies(self, request: Request) -> bool:
        probe = Request(request.url)
        self._jar.add_cookie_header(probe)
        return "Cookie" in probe.headers

    def _drop_surplus(self, domain: str) -> None:
        """Forget a host that sets cookies without end."""
        if sum(cookie.domain == domain for cookie in self._jar) > MAX_COOKIES_PER_HOST:
            self._jar.clear(domain)


def _may_be_set(cookie: Cookie, request: Request) -> bool:
    """Say whether a cookie is of the request's own site, not of a public suffix such as `co.uk`."""
    host, domain = urlparse_cached(request).hostname or "", cookie.domain.removeprefix(".")
    if len(cookie.name) + len(cookie.value or "") > MAX_COOKIE_CHARACTERS:
        return False
    # The cookie jar gives a host of one name, such as localhost, an ending.
    is_own = domain in (host, f"{host}.local")
    return is_own or is_host_on_domain(domain, get_host_site(host))


def _remove_cookies(request: Request) -> None:
    request.headers.pop("Cookie", None)
