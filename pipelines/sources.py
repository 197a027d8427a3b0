"""How what is known of a source lies in `sources`: one flat document an address."""

from dataclasses import asdict, fields
from typing import Any

from crawler.discovery.links import Link
from crawler.known import SourceState
from crawler.urls import article_id
from pipelines.documents import plain
from pipelines.pages import validators_of
from pipelines.writes import Document, Update

COLLECTION = "sources"
# An index of sitemaps may name 50,000; more than these are read from its body every time.
LEADS_MAX = 5000
_NESTED = ("validators", "leads", "guessed", "ways")
_PLAIN = tuple(one.name for one in fields(SourceState) if one.name not in _NESTED)


def update_of(state: SourceState) -> Update:
    """Return the write that leaves a state. Raises Dropped for what no document can hold."""
    values: dict[str, Any] = {name: getattr(state, name) for name in _PLAIN}
    values |= asdict(state.validators)
    leads = state.leads
    values["leads"] = None if leads is None or len(leads) > LEADS_MAX else _written(leads)
    values["guessed"] = _written(state.guessed)
    values["ways"] = sorted(state.ways)
    return Update({"_id": article_id(state.url)}, {"$set": plain(values)}, insert=True)


def state_of(document: Document) -> SourceState:
    """Return what a stored source tells the next crawl."""
    values = {name: document[name] for name in _PLAIN if name in document}
    leads = document.get("leads")
    return SourceState(
        **values,
        validators=validators_of(document),
        leads=None if leads is None else _read(leads),
        guessed=_read(document.get("guessed", ())),
        ways=tuple(document.get("ways", ())),
    )


def _written(links: tuple[Link, ...]) -> list[Document]:
    return [{"url": one.url, "kind": one.kind, "modified": one.modified} for one in links]


def _read(links: list[Document]) -> tuple[Link, ...]:
    return tuple(Link(**one) for one in links)
