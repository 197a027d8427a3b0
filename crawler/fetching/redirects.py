"""Redirects, by status and by refresh, that keep articles on their publisher's site.

An article's address that redirects to another site is not that publisher's article: the site was
sold, or the link leads to an agency or an advertisement. One that redirects to the front page is
gone: outlets do so instead of answering 404. Sources may move wherever their publisher moves them.
The cookies that a redirect sets are kept for its host (`bounce_cookies`).
"""

from typing import Any
from urllib.parse import urldefrag, urlsplit

from scrapy.downloadermiddlewares.redirect import (
    BaseRedirectMiddleware,
    MetaRefreshMiddleware,
    RedirectMiddleware,
)
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response
from scrapy.spiders import Spider

from crawler.fetching.bounce_cookies import BounceCookies
from crawler.fetching.errors import BadRedirect, OffsiteRedirect, RedirectedHome, TooManyRedirects
from crawler.fetching.refreshes import find_refresh
from crawler.fetching.request_publisher import find_request_publisher
from crawler.state.request_context import get_page_kind
from crawler.urls.canonical_form import is_front_page, is_same_site, make_url_id


class _SameSiteRedirects(BaseRedirectMiddleware):
    """The base of both middlewares: it refuses redirects off the site and to the front page.

    Raises BadRedirect, OffsiteRedirect, RedirectedHome, TooManyRedirects.
    """

    def _redirect(self, redirected: Request, request: Request, reason: Any) -> Request:
        if "@" in urlsplit(redirected.url).netloc:
            raise BadRedirect(f"{request.url} leads to an address with a user's name in it")
        if get_page_kind(request) == "article":
            self._check_destination(redirected, request)
        try:
            redirected = super()._redirect(redirected, request, reason)
        except IgnoreRequest as error:
            raise TooManyRedirects(f"{request.url}: {error}") from error
        # Two addresses may redirect to one page, and each needs an outcome; chains are bounded.
        redirected.dont_filter = True
        if urlsplit(redirected.url).hostname != urlsplit(request.url).hostname:
            redirected.meta.pop("download_slot", None)
        return redirected

    def _keep_cookies(self, request: Request, response: Response) -> bool:
        """Keep the cookies of a redirect; say whether they are the first of its host."""
        cookies = self.crawler.get_downloader_middleware(BounceCookies)
        return cookies is not None and cookies.keep(request, response)

    def _check_destination(self, redirected: Request, request: Request) -> None:
        publisher = find_request_publisher(self.crawler.spider, request)
        is_own = (
            publisher.owns(redirected.url)
            if publisher
            else is_same_site(redirected.url, request.url)
        )
        if not is_own:
            raise OffsiteRedirect(f"{request.url} leads off the site, to {redirected.url}")
        homepage_ids = {make_url_id(publisher.homepage)} if publisher else set()
        leads_home = is_front_page(redirected.url) or make_url_id(redirected.url) in homepage_ids
        if leads_home and not is_front_page(request.url):
            raise RedirectedHome(f"{request.url} leads to the front page, {redirected.url}")


class Redirects(_SameSiteRedirects, RedirectMiddleware):
    """Redirects by status. One to a scheme other than http(s) is not followed, its response stays.

    One to the front page that sets the first cookie of its host is tried again.

    Raises BadRedirect too where the Location cannot be parsed.
    """

    def process_response(
        self,
        request: Request,
        response: Response,
        spider: Spider | None = None,  # noqa: ARG002
    ) -> Request | Response:
        """Follow a redirect, or pass the response on."""
        try:
            result = super().process_response(request, response)
        except ValueError as error:
            raise BadRedirect(f"{request.url} leads nowhere: {error}") from error
        except RedirectedHome:
            # The front page is where some sites send whoever has no session yet.
            if not self._keep_cookies(request, response):
                raise
            again = self._build_redirect_request(request, response, url=request.url)
            return self._redirect(again, request, response.status)
        if isinstance(result, Request):
            self._keep_cookies(request, response)
        return result


class MetaRefreshes(_SameSiteRedirects, MetaRefreshMiddleware):
    """Redirects by the header `Refresh` or `<meta http-equiv=refresh>`.

    A page that only reloads itself is passed on, unless it sets the first cookie of its host.
    """

    def process_response(
        self,
        request: Request,
        response: Response,
        spider: Spider | None = None,  # noqa: ARG002
    ) -> Request | Response:
        """Follow a refresh to another address; ignore one whose address is unusable."""
        try:
            refresh = find_refresh(response)
            if refresh is None or refresh.seconds >= self._maxdelay:
                return response
            redirected = self._redirect_request_using_get(request, response, refresh.url)
            is_reload = urldefrag(redirected.url)[0] == urldefrag(request.url)[0]
            if urlsplit(redirected.url).scheme not in ("http", "https"):
                return response
            if is_reload and not self._keep_cookies(request, response):
                return response
            redirected = self._redirect(redirected, request, "meta refresh")
        except (ValueError, BadRedirect):
            return response
        self._keep_cookies(request, response)
        return redirected
