"""What a source leads to besides articles: followed again while its body stays the same. Pure."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from crawler.crawl.outlet import Outlet
from crawler.discovery.links import Link
from crawler.state.records import SourceState
from crawler.urls.canonical_form import article_id

_SOURCES = ("feed", "sitemap")
_LISTS = ("section", "page")


def leads_of(outlet: Outlet, links: Iterable[Link], form: str) -> tuple[Link, ...]:
    """Return the links of a body that lead to sources, or of a listing to what may be one.

    The listings of an outlet name the same sections again and again: they are kept once.
    """
    if form == "feed":
        return ()
    if form == "sitemap":
        return tuple(link for link in links if link.kind in _SOURCES)
    return tuple(
        outlet.listed.setdefault((link.url, link.kind), Link(url=link.url, kind=link.kind))
        for link in links
        if link.kind in (*_SOURCES, *_LISTS)
    )


def with_leads(state: SourceState, outlet: Outlet, asked: Collection[str]) -> SourceState:
    """Leave out pages of unknown kind that are no listings; `asked` are the ids of sources."""
    if state.leads is None:
        return state
    leads = (
        link
        for link in state.leads
        if link.kind != "page" or (name := article_id(link.url)) in asked or name in outlet.lists
    )
    return replace(state, leads=tuple(leads))


def with_guesses(state: SourceState, outlet: Outlet) -> SourceState:
    """Keep with a front page what it does not name: the next run may not ask for robots.txt."""
    robots = [Link(url=url, kind="sitemap") for url in outlet.robots_sitemaps]
    links = {article_id(one.url): one for one in (*state.guessed, *outlet.guessed, *robots)}
    return replace(state, guessed=tuple(links.values()))
