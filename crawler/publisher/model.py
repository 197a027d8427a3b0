"""Publishers as data: an outlet with its sources, selectors and expectations."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from crawler.urls.canonical_form import get_host, get_site
from crawler.urls.hosts import has_port, is_host_on_domain


class PublisherError(ValueError):
    """An error in publisher files: its message has a line "file: key: reason" for every problem."""

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True, kw_only=True, slots=True)
class PublisherSources:
    """Sources of an outlet: absolute addresses that announce or list its articles."""

    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class PublisherSelectors:
    """Selectors of each article field, tried in order; CSS or XPath as `selectors` describes.

    `caption` selects captions of photos, `remove` other elements that are no part of the body; of
    both all selectors count.
    """

    title: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()
    text: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    published: tuple[str, ...] = ()
    modified: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    caption: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Expectations:
    """Minimum results of a crawl: a number of articles, and per field the share that has it."""

    articles: int = 0
    filled: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Publisher:
    """An outlet. `slug` is the name of its file; for a site without a file, its `get_site`.

    `domains` are hosts that count with everything below them. `country` is ISO 3166-1 alpha-2,
    `timezone` an IANA name; None where unknown. `facts` is the year of the file's facts, `verified`
    whether the file was tried on the live site. `allow` and `deny` are searched in canonical
    addresses. `chrome` are beginnings of paragraphs that are boilerplate. `delay` is the seconds
    between two requests to one host, `concurrency` the requests at once to one host; None leaves
    the settings' values.
    """

    slug: str
    homepage: str
    domains: tuple[str, ...]
    name: str | None = None
    country: str | None = None
    timezone: str | None = None
    verified: bool = False
    facts: int | None = None
    sources: PublisherSources = PublisherSources()
    allow: tuple[re.Pattern[str], ...] = ()
    deny: tuple[re.Pattern[str], ...] = ()
    selectors: PublisherSelectors = PublisherSelectors()
    chrome: tuple[str, ...] = ()
    delay: float | None = None
    concurrency: int | None = None
    expect: Expectations = Expectations()

    def owns(self, url: str) -> bool:
        """Say whether an address is the outlet's: on one of its domains or on its homepage's site.

        The site is the registrable domain. It does not count where the homepage's domain names a
        port, which stands for that port alone.
        """
        if find_domain(url, self.domains) is not None:
            return True
        return get_site(url) == _find_home_site(self.homepage, self.domains) != ""


def find_domain(url: str, domains: Iterable[str]) -> str | None:
    """Return the longest of the domains that an address is on, else None."""
    host = get_host(url)
    matches = [domain for domain in domains if is_host_on_domain(host, domain)]
    return max(matches, key=len, default=None)


@lru_cache(maxsize=1024)
def _find_home_site(homepage: str, domains: tuple[str, ...]) -> str:
    """Return the site of which every host is the outlet's; "" where there is none."""
    domain = find_domain(homepage, domains)
    return "" if domain and has_port(domain) else get_site(homepage)
