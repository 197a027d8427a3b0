"""What a source leads to besides articles: followed again while its body stays the same. Pure."""

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
    """Return the links of a body that lead to sources, or of a listing to what may be one.

    The listings of an outlet name the same sections again and again: they are kept once.
    """
    if content_kind == "feed":
        return ()
    if content_kind == "sitemap":
        return tuple(link for link in links if link.kind in _FEED_AND_SITEMAP_KINDS)
    return tuple(
        outlet.listed_links.setdefault((link.url, link.kind), Link(url=link.url, kind=link.kind))
        for link in links
        if link.kind in (*_FEED_AND_SITEMAP_KINDS, *_LISTING_KINDS)
    )


def drop_non_listing_children(
    state: SourceState, outlet: OutletRun, asked_source_ids: Collection[str]
) -> SourceState:
    """Leave out pages of unknown kind that are no listings; `asked_source_ids` are the ids of sources."""
    if state.child_sources is None:
        return state
    leads = (
        link
        for link in state.child_sources
        if link.kind != "page"
        or (name := make_url_id(link.url)) in asked_source_ids
        or name in outlet.known_source_ids
    )
    return replace(state, child_sources=tuple(leads))


def add_guessed_sources(state: SourceState, outlet: OutletRun) -> SourceState:
    """Keep with a front page what it does not name: the next run may not ask for robots.txt."""
    robots = [Link(url=url, kind="sitemap") for url in outlet.robots_sitemaps]
    links = {
        make_url_id(one.url): one
        for one in (*state.guessed_sources, *outlet.guessed_sources, *robots)
    }
    return replace(state, guessed_sources=tuple(links.values()))
