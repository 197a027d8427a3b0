"""What is special about an outlet, as data."""

import re
from dataclasses import dataclass, field


class PublisherError(ValueError):
    """Publisher files are wrong. The message has a line "file: key: reason" for every problem."""

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True, kw_only=True, slots=True)
class PublisherSources:
    """Absolute addresses where the outlet announces its articles."""

    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class PublisherSelectors:
    """CSS, or XPath where the string starts with `/`, `.` + `/` or `(`; tried in order."""

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
    """What a good crawl of this outlet gives; `filled` is the least share of articles per field."""

    articles: int = 0
    filled: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Publisher:
    """One outlet. `slug` is the file's name; for a site without a file it is `urls.site(address)`.

    `timezone` is an IANA name, `country` ISO 3166-1 alpha-2; None where unknown. `domains` are
    hosts that count with everything below them. `facts` is the year of what the file says,
    `verified` whether it was tried on the live site. `allow` and `deny` are searched in canonical
    addresses. `delay` is seconds between two requests to one host, `concurrency` requests at once
    to one host; None leaves the settings' values.
    """

    slug: str
    homepage: str
    domains: tuple[str, ...]
    name: str | None = None
    country: str | None = None
    timezone: str | None = None
    months: str | None = None
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
