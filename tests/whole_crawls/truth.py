"""Checks of a whole crawl: the articles field by field against the truth, and the run's sums."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import unquote, urlsplit

from tests.newsroom import Expected, Newsroom
from tests.second_site import SecondSite
from tests.whole_crawls.workbench import Workbench


def truth_of(site: Newsroom | SecondSite) -> list[Expected]:
    """Return every article of a sample site that must be stored."""
    return [expected for outlet in site.outlets for expected in outlet.expected_articles]


def addresses(site: Newsroom | SecondSite) -> list[str]:
    """Return the addresses of a sample site's outlets."""
    return [outlet.address for outlet in site.outlets]


def differences(article: Mapping[str, Any], expected: Expected) -> list[str]:
    """Return a line for every field that is not as it must be."""
    published = article["published"] or {}
    captions = tuple(image["caption"] for image in article["images"] if image["caption"])
    pairs = {
        "title": (article["title"], expected.title),
        "lead": (article["lead"], expected.lead),
        "text": (article["text"], expected.text),
        "authors": (tuple(article["authors"]), expected.authors),
        "section": (article["section"], expected.section),
        "tags": (tuple(article["tags"]), expected.tags),
        "captions": (captions, expected.captions),
        "published_at": (article["published_at"], expected.published_at),
        "modified_at": (article["modified_at"], expected.modified_at),
        "precision": (published.get("precision"), expected.precision),
        "zone_assumed": (published.get("zone_assumed"), not expected.zone_known),
        "language": (article["language"], "ar"),
    }
    return [
        f"{expected.url}: {name}: {stored!r} != {wanted!r}"
        for name, (stored, wanted) in pairs.items()
        if stored != wanted
    ]


def compare(stored: Mapping[str, Mapping[str, Any]], truth: Iterable[Expected]) -> list[str]:
    """Return every difference between stored articles and the truth, missing and surplus too."""
    lines: list[str] = []
    surplus = set(stored)
    for expected in truth:
        urls = [url for url in (expected.url, *expected.twins) if url in stored]
        surplus -= set(urls)
        if len(urls) == 1:
            lines += differences(stored[urls[0]], expected)
        else:
            lines.append(f"{expected.url}: stored {len(urls)} times")
    return lines + [f"{url}: stored, but no article" for url in sorted(surplus)]


def check_sums(bench: Workbench, run: Mapping[str, Any], requests_served: int) -> None:
    """Assert that every address has one outcome, and that the run's counts add up."""
    outcomes: dict[str, int] = run["outcomes"]
    pages = Counter(page["outcome"] for page in bench.pages() if page.get("outcome"))
    assert pages == Counter(outcomes)
    requests: dict[str, int] = run["requests"]
    unsent = ("robots-denied", "failed:robots-unreachable", "failed:private-address")
    never_sent = sum(outcomes.get(name, 0) for name in unsent)
    assert requests["article"] == sum(outcomes.values()) - never_sent
    assert sum(requests.values()) == requests_served
    by_publisher: Counter[str] = Counter()
    for row in run["publishers"]:
        by_publisher.update(row["outcomes"])
    assert by_publisher == Counter(outcomes)


def readable(url: str) -> str:
    """Return the path and query of an address, decoded, as a server's log has it."""
    parts = urlsplit(url)
    return unquote(parts.path + (f"?{parts.query}" if parts.query else ""))
