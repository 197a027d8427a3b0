"""Probe spider: reads a site's name, country, feeds, sitemaps and sections.

`crawler.publisher.draft` makes a publisher file of them. Name and country are those the front page
states.
"""

import re
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Request, Response
from scrapy.settings import BaseSettings
from twisted.python.failure import Failure

from crawler.discovery.content_sniffing import sniff_content_kind
from crawler.discovery.feeds import read_feed
from crawler.discovery.listings import read_listing
from crawler.discovery.sitemaps import read_sitemap
from crawler.discovery.well_known_paths import list_well_known_feeds, list_well_known_sitemaps
from crawler.extraction.lexicon import labels
from crawler.extraction.page import json_ld
from crawler.extraction.page.page import Page, parse_page
from crawler.fetching.errors import find_failure_outcome
from crawler.fetching.robots import list_robots_sitemaps
from crawler.publisher import find_publisher
from crawler.publisher.countries import ARAB_COUNTRIES
from crawler.publisher.draft import SiteFacts
from crawler.text.normalise import arabic_share, clean_line, fold_text
from crawler.urls.canonical_form import canonical, to_ascii_url

_MAX_SOURCES_PROBED = 20
_ADDRESS_KEY = "probed_address"  # of request.meta; redirects keep it
_OUTLET_TYPES = ("newsmediaorganization", "organization", "website", "newspaper")
_TITLE_SEPARATOR = re.compile(r"\s+[|\-–—•·»«:/]+\s+|\s*[|»]\s*")
_ARABIC_LOCALE = re.compile(r"ar[-_]([A-Z]{2})", re.IGNORECASE)


@dataclass
class SiteProbe:
    """A site to probe; after the run, its front page and sources that answered, or `problem`."""

    url: str
    problem: str | None = None
    homepage: str | None = None
    name: str | None = None
    country: str | None = None
    sections: tuple[str, ...] = ()
    declared_sources: list[str] = field(default_factory=list)
    answered_kinds: dict[str, str] = field(default_factory=dict)

    @property
    def facts(self) -> SiteFacts | None:
        """The facts for a draft: all declared sources that answered, else a well-known one."""
        if self.homepage is None:
            return None
        return SiteFacts(
            homepage=self.homepage,
            name=self.name,
            country=self.country,
            feeds=self._select_answering("feed", list_well_known_feeds(self.homepage)),
            sitemaps=self._select_answering("sitemap", list_well_known_sitemaps(self.homepage)),
            sections=self.sections,
        )

    def _select_answering(self, content_kind: str, well_known: tuple[str, ...]) -> tuple[str, ...]:
        declared = [
            url for url in self.declared_sources if self.answered_kinds.get(url) == content_kind
        ]
        guessed = [
            url
            for url in map(canonical, well_known)
            if url and self.answered_kinds.get(url) == content_kind
        ]
        return tuple(declared or guessed[:1])


class ProbeSpider(Spider):
    """A spider that reads a front page, then the sources it and robots.txt name.

    Where they name none it tries the well-known paths.
    """

    name = "probe"

    def __init__(self, probe: SiteProbe, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.probe = probe
        self.robots_sitemaps: list[str] = []

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Switch off all that stores: a probe is no run."""
        super().update_settings(settings)
        settings.set("ITEM_PIPELINES", {}, priority="spider")
        settings.set("RECORD_ENABLED", False, priority="spider")

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Listen for robots.txt, which is fetched before the front page."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.robots_parsed, signals.robots_parsed)
        return spider

    def robots_parsed(self, robotparser: Any, request: Request) -> None:
        """Note the Sitemap lines."""
        sitemaps = (canonical(url, request.url) for url in list_robots_sitemaps(robotparser))
        self.robots_sitemaps += [url for url in sitemaps if url]

    async def start(self) -> AsyncIterator[Request]:
        """Request the front page."""
        yield _build_probe_request(self.probe.url, self.parse_home, self.home_failed)

    def home_failed(self, failure: Failure) -> None:
        """Note why there is no front page."""
        self.probe.problem = f"{find_failure_outcome(failure.value)} ({failure.getErrorMessage()})"

    def parse_home(self, response: Response) -> Iterator[Request]:
        """Read the name, country and sources of a front page; request the sources."""
        home = canonical(response.url) or self.probe.url
        page = parse_page(response.body, url=home, content_type=_get_content_type(response))
        links = read_listing(page.tree, page.base_url, encoding=page.encoding)
        feeds = _select_own_addresses((link.url for link in links if link.kind == "feed"), home)
        sitemaps = _select_own_addresses(self.robots_sitemaps, home)
        self.probe.homepage = home
        self.probe.name = find_outlet_name(page)
        self.probe.country = find_country_code(page)
        self.probe.sections = _select_own_addresses(
            (link.url for link in links if link.kind == "section"), home
        )
        self.probe.declared_sources += [*feeds, *sitemaps]
        for url in (
            *(feeds or list_well_known_feeds(home)),
            *(sitemaps or list_well_known_sitemaps(home)),
        ):
            yield _build_probe_request(canonical(url) or url, self.parse_source, self.source_failed)

    def parse_source(self, response: Response) -> None:
        """Note a source that names at least one link."""
        content_type = _get_content_type(response)
        content_kind = sniff_content_kind(response.body, content_type)
        if content_kind == "feed":
            has_links = bool(read_feed(response.body, response.url, content_type))
        else:
            has_links = content_kind == "sitemap" and bool(
                read_sitemap(response.body, response.url)
            )
        if has_links:
            self.probe.answered_kinds[response.meta[_ADDRESS_KEY]] = content_kind

    def source_failed(self, failure: Failure) -> None:
        """Leave out a source that does not answer."""
        self.logger.info("%s: %s", failure.value, find_failure_outcome(failure.value))


def find_outlet_name(page: Page) -> str | None:
    """Return the outlet's name as the page states it, one in Arabic letters first, else None."""
    titles = page.tree.xpath("//head/title/text()")
    candidates = [
        *page.meta.get("og:site_name", ()),
        *page.meta.get("application-name", ()),
        *json_ld.read_json_ld_strings(json_ld.find_nodes_of_types(page.json_ld, _OUTLET_TYPES)),
        *(part for title in titles for part in _TITLE_SEPARATOR.split(str(title))),
    ]
    names = [name for name in map(clean_line, candidates) if name and not _is_home_label(name)]
    return next((name for name in names if arabic_share(name) > 0.5), next(iter(names), None))


def find_country_code(page: Page) -> str | None:
    """Return the Arab country of the page's locale (`ar_EG`, `ar-EG`), else None."""
    locales = [*page.meta.get("og:locale", ()), page.tree.get("lang") or ""]
    matches = [_ARABIC_LOCALE.fullmatch(locale.strip()) for locale in locales]
    codes = [match[1].upper() for match in matches if match]
    arab_codes = {country.code for country in ARAB_COUNTRIES}
    return next((code for code in codes if code in arab_codes), None)


def _is_home_label(name: str) -> bool:
    return labels.FRONT_PAGE_LABEL.match(fold_text(name)) is not None


def _build_probe_request(url: str, callback: Any, errback: Any) -> Request:
    meta = {_ADDRESS_KEY: url}
    return Request(to_ascii_url(url), callback, errback=errback, meta=meta, dont_filter=True)


def _select_own_addresses(addresses: Iterable[str], home: str) -> tuple[str, ...]:
    outlet = find_publisher(home, {})
    own = (url for url in addresses if outlet.owns(url) and url != home)
    return tuple(dict.fromkeys(own))[:_MAX_SOURCES_PROBED]


def _get_content_type(response: Response) -> str | None:
    return (response.headers.get("Content-Type") or b"").decode("latin-1") or None
