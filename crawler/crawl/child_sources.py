"""Child sources: what a source leads to besides articles. Pure.

They are stored with the state of the source, and followed again while its body stays the same.
"""

from collections.abc import Collection, Iterable
from dataclasses import replace

from crawler.crawl.outlet import OutletRun
from crawler.discovery.links import Link
from crawler.state.records import SourceState
from crawler.urls.canonical_form import make_url_id

_FEED_AND_SITEMAP_KINDS = ("feed", "sitemap")
_LISTING_KINDS = ("section", "page")


def select_child_sources(
    outlet: OutletRun, links: Iterable[Link], content_kind: str
) -> tuple[Link, ...]:
    """Return a body's links to sources; of a listing, also the links that may be listings.

    The listings of an outlet name the same sections again and again: each link is kept once.
    """
    if content_kind == "feed":
        return ()
    if content_kind == "sitemap":
        return tuple(link for link in links if link.kind in _FEED_AND_SITEMAP_KINDS)
    return tuple(
        outlet.sources.listed_links.setdefault(
            (link.url, link.kind), Link(url=link.url, kind=link.kind)
        )
        for link in links
        if link.kind in (*_FEED_AND_SITEMAP_KINDS, *_LISTING_KINDS)
    )


def drop_non_listing_children(
    state: SourceState, outlet: OutletRun, asked_source_ids: Collection[str]
) -> SourceState:
    """Return a state without child pages of unknown kind that are no sources.

    Sources are those of `asked_source_ids`, and those that earlier runs found.
    """
    if state.child_sources is None:
        return state
    child_sources = (
        link
        for link in state.child_sources
        if link.kind != "page"
        or (url_id := make_url_id(link.url)) in asked_source_ids
        or url_id in outlet.history.known_source_ids
    )
    return replace(state, child_sources=tuple(child_sources))


def add_guessed_sources(state: SourceState, outlet: OutletRun) -> SourceState:
    """Return a front page's state with the sources of its outlet that it does not name.

    The next run may not fetch robots.txt.
    """
    robots_sitemaps = [Link(url=url, kind="sitemap") for url in outlet.discovery.robots_sitemaps]
    links = {
        make_url_id(link.url): link
        for link in (*state.guessed_sources, *outlet.discovery.guessed_sources, *robots_sitemaps)
    }
    return replace(state, guessed_sources=tuple(links.values()))
