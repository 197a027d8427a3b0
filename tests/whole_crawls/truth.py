"""What a crawl of a sample site must have come to, checked field by field."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Protocol
from urllib.parse import unquote, urlsplit

from tests.whole_crawls.workbench import Workbench


class Expected(Protocol):
    """One article as it must be stored."""

    url: str
    title: str
    lead: str | None
    text: str
    authors: tuple[str, ...]
    section: str
    tags: tuple[str, ...]
    captions: tuple[str, ...]
    published_at: datetime
    modified_at: datetime | None
    precision: str
    zone_known: bool
    twins: tuple[str, ...]


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
        f"{expected.url}: {name}: {found!r} != {wanted!r}"
        for name, (found, wanted) in pairs.items()
        if found != wanted
    ]


def compare(stored: Mapping[str, Mapping[str, Any]], truth: Iterable[Expected]) -> list[str]:
    """Return every difference between what is stored and the truth, missing and surplus too."""
    lines: list[str] = []
    surplus = set(stored)
    for expected in truth:
        names = [name for name in (expected.url, *expected.twins) if name in stored]
        surplus -= set(names)
        if len(names) == 1:
            lines += differences(stored[names[0]], expected)
        else:
            lines.append(f"{expected.url}: stored {len(names)} times")
    return lines + [f"{url}: stored, but no article" for url in sorted(surplus)]


def check_sums(bench: Workbench, run: Mapping[str, Any], requests_served: int) -> None:
    """Every started address ended once, and the requests add up."""
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
