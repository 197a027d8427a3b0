"""Redirects, by status and by meta refresh, that keep articles on their publisher's site.

An article's address that redirects to another site is not that publisher's article: the site was
sold, or the link leads to an agency or an advertisement. One that redirects to the front page is
gone: outlets do so instead of answering 404. Sources may move wherever their publisher moves them.
"""

import re
from typing import Any
from urllib.parse import urldefrag, urlsplit

from scrapy.downloadermiddlewares.redirect import (
    BaseRedirectMiddleware,
    MetaRefreshMiddleware,
    RedirectMiddleware,
)
from scrapy.exceptions import IgnoreRequest
from scrapy.http import HtmlResponse, Request, Response
from scrapy.spiders import Spider

from crawler.fetching.errors import BadRedirect, OffsiteRedirect, RedirectedHome, TooManyRedirects
from crawler.fetching.request_publisher import find_request_publisher
from crawler.state.request_context import get_page_kind
from crawler.text.decoding import recode_as_utf8
from crawler.urls.canonical_form import is_front_page, is_same_site, make_url_id

# Scrapy decodes this much of every page to find a refresh. Most pages do not have the word in it,
# in any encoding, and need not be decoded.
_REFRESH_SEARCH_BYTES = 4 * 4096
_REFRESH = re.compile(rb"r\0*e\0*f\0*r\0*e\0*s\0*h", re.IGNORECASE)


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
            return super().process_response(request, response)
        except ValueError as error:
            raise BadRedirect(f"{request.url} leads nowhere: {error}") from error


class MetaRefreshes(_SameSiteRedirects, MetaRefreshMiddleware):
    """Redirects by `<meta http-equiv=refresh>`; a page that only reloads itself is passed on."""

    def process_response(
        self,
        request: Request,
        response: Response,
        spider: Spider | None = None,  # noqa: ARG002
    ) -> Request | Response:
        """Follow a refresh to another address; ignore one whose address is unusable."""
        if not isinstance(response, HtmlResponse) or not _REFRESH.search(
            response.body, 0, _REFRESH_SEARCH_BYTES
        ):
            return response
        try:
            result = super().process_response(request, _decode_page_start(response))
        except (ValueError, BadRedirect):
            return response
        new_url = isinstance(result, Request) and urldefrag(result.url)[0]
        return result if new_url and new_url != urldefrag(request.url)[0] else response


def _decode_page_start(response: HtmlResponse) -> HtmlResponse:
    """Return a page's start in UTF-8: the declared encoding may be unknown, or take minutes."""
    content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
    page_start, _ = recode_as_utf8(response.body[:_REFRESH_SEARCH_BYTES], content_type)
    return response.replace(body=page_start, encoding="utf-8")
