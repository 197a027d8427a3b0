"""A draft of a publisher file, from asking the site."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urljoin

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings

from crawler.commands.terminal import INCOMPLETE, WRONG
from crawler.discovery.url_classifier.classify import classify
from crawler.fetching.identity import check_settings
from crawler.publisher import Publisher, PublisherError, for_address, load, load_all, shown
from crawler.publisher.draft import SiteFacts, draft, slug_for
from crawler.spiders.probe import Probe, ProbeSpider
from crawler.urls.canonical_form import canonical


class NotDrafted(Exception):  # noqa: N818 - it is read by people
    """No file was written. The message says why, `status` is the command's exit status."""

    def __init__(self, reason: str, status: int) -> None:
        super().__init__(reason)
        self.status = status


def add(given: str, settings: Settings, folder: Path) -> Path:
    """Write the draft of a site's file and return its path. Raises NotDrafted, PublisherError."""
    url = _home(given)
    if problems := check_settings(settings):
        raise NotDrafted("\n".join(problems), WRONG)
    publishers = load_all(folder)
    _refuse_taken(url, publishers, folder)
    probe = _ask(url, settings)
    facts = probe.facts
    if facts is None:
        raise NotDrafted(f"{url}: {probe.problem or 'no answer'}", INCOMPLETE)
    # A redirect may have led to another site.
    _refuse_taken(facts.homepage, publishers, folder)
    return _write(facts, folder)


def _home(given: str) -> str:
    """Return the address to ask for; an article's site has its front page at its root."""
    url = canonical(given if "://" in given else f"https://{given}")
    if url is None:
        raise NotDrafted(f"{given}: no http(s) address", WRONG)
    return urljoin(url, "/") if classify(url) == "article" else url


def _refuse_taken(url: str, publishers: Mapping[str, Publisher], folder: Path) -> None:
    owner = for_address(url, publishers).slug
    if owner in publishers:
        own = shown(folder / f"{owner}.toml")
        raise NotDrafted(f"{url} belongs to {owner} already, see {own}", WRONG)
    path = folder / f"{slug_for(url)}.toml"
    if path.exists():
        raise NotDrafted(f"{shown(path)} exists already and is another site's", WRONG)


def _ask(url: str, settings: Settings) -> Probe:
    probe = Probe(url)
    process = AsyncCrawlerProcess(settings)
    process.crawl(ProbeSpider, probe=probe)
    process.start()
    return probe


def _write(facts: SiteFacts, folder: Path) -> Path:
    path = folder / f"{slug_for(facts.homepage)}.toml"
    try:
        path.write_text(draft(facts, datetime.now(UTC).date()), encoding="utf-8")
    except OSError as error:
        raise NotDrafted(f"{shown(path)}: cannot be written ({error.strerror})", WRONG) from None
    try:
        load(path)
    except PublisherError:
        path.unlink()
        raise
    return path
