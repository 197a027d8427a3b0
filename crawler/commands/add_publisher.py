"""The draft of a publisher file, made by probing the site."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urljoin

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings

from crawler.commands.settings_checks import find_unreadable_settings
from crawler.commands.terminal import EXIT_INCOMPLETE, EXIT_WRONG_USAGE
from crawler.discovery.url_classifier.classify import classify
from crawler.fetching.identity import check_settings
from crawler.publisher import (
    Publisher,
    PublisherError,
    find_publisher,
    format_path,
    load_publisher,
    load_publishers,
)
from crawler.publisher.draft import SiteFacts, draft_publisher_file, make_slug
from crawler.spiders.probe import ProbeSpider, SiteProbe
from crawler.urls.canonical_form import canonical


class PublisherNotAdded(Exception):  # noqa: N818 - it is read by people
    """No file was written; the message says why, `status` is the command's exit status."""

    def __init__(self, reason: str, status: int) -> None:
        super().__init__(reason)
        self.status = status


def add_publisher(address: str, settings: Settings, folder: Path) -> Path:
    """Write the draft of a site's file and return its path.

    Raises PublisherNotAdded, PublisherError.
    """
    url = _find_homepage(address)
    if problems := check_settings(settings) + find_unreadable_settings(settings):
        raise PublisherNotAdded("\n".join(problems), EXIT_WRONG_USAGE)
    publishers = load_publishers(folder)
    _refuse_existing_publisher(url, publishers, folder)
    probe = _probe_site(url, settings)
    facts = probe.facts
    if facts is None:
        raise PublisherNotAdded(f"{url}: {probe.problem or 'no answer'}", EXIT_INCOMPLETE)
    # A redirect may have led to another site.
    _refuse_existing_publisher(facts.homepage, publishers, folder)
    return _write_draft(facts, folder)


def _find_homepage(address: str) -> str:
    """Return the address to probe: the one given, or the root of the site of an article's."""
    url = canonical(address if "://" in address else f"https://{address}")
    if url is None:
        raise PublisherNotAdded(f"{address}: no http(s) address", EXIT_WRONG_USAGE)
    return urljoin(url, "/") if classify(url) == "article" else url


def _refuse_existing_publisher(url: str, publishers: Mapping[str, Publisher], folder: Path) -> None:
    owner = find_publisher(url, publishers).slug
    if owner in publishers:
        owner_path = format_path(folder / f"{owner}.toml")
        raise PublisherNotAdded(
            f"{url} belongs to {owner} already, see {owner_path}", EXIT_WRONG_USAGE
        )
    path = folder / f"{make_slug(url)}.toml"
    if path.exists():
        raise PublisherNotAdded(
            f"{format_path(path)} exists already and is another site's", EXIT_WRONG_USAGE
        )


def _probe_site(url: str, settings: Settings) -> SiteProbe:
    probe = SiteProbe(url)
    process = AsyncCrawlerProcess(settings)
    process.crawl(ProbeSpider, probe=probe)
    process.start()
    return probe


def _write_draft(facts: SiteFacts, folder: Path) -> Path:
    path = folder / f"{make_slug(facts.homepage)}.toml"
    try:
        path.write_text(draft_publisher_file(facts, datetime.now(UTC).date()), encoding="utf-8")
    except OSError as error:
        raise PublisherNotAdded(
            f"{format_path(path)}: cannot be written ({error.strerror})", EXIT_WRONG_USAGE
        ) from None
    try:
        load_publisher(path)
    except PublisherError:
        path.unlink()
        raise
    return path
