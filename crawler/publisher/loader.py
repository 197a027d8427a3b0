"""One publisher file to a Publisher.

`crawler/publishers/README.md` is the reference of every key.
"""

import tomllib
from collections.abc import Callable
from dataclasses import fields
from functools import lru_cache
from pathlib import Path

from crawler.items import Article
from crawler.publisher import schema
from crawler.publisher.model import Expectations, Publisher, Selectors, Sources
from crawler.publisher.schema import Table, flag, listed, number, text, whole

_NONE: tuple[str, ...] = ()


def read(path: Path) -> tuple[Publisher, list[str]]:
    """Read a file as far as it goes: the publisher, and every problem as "file: key: reason"."""
    try:
        publisher, problems = _read(path.stem, path.read_bytes())
    except OSError as error:
        publisher, problems = _unknown(path.stem), (f"file: cannot be read: {error.strerror}",)
    return publisher, [f"{shown(path)}: {problem}" for problem in problems]


@lru_cache(maxsize=4096)
def _read(slug: str, body: bytes) -> tuple[Publisher, tuple[str, ...]]:
    """Read what a file holds: one crawl asks for all of them several times."""
    problems: list[str] = []
    publisher = _unknown(slug)
    try:
        # Some editors put a byte order mark before UTF-8, or end lines as TOML does not know them.
        text = body.decode("utf-8-sig")
        content = tomllib.loads(text.replace("\r\n", "\n").replace("\r", "\n"))
    except UnicodeDecodeError as error:
        problems.append(f"file: is no UTF-8, see byte {error.start}")
    except (ValueError, RecursionError) as error:  # TOMLDecodeError, endless numbers, deep nesting
        problems.append(f"file: is no TOML: {error}")
    else:
        publisher = _publisher(slug, Table(content, problems=problems))
    return publisher, tuple(problems)


def _unknown(slug: str) -> Publisher:
    return Publisher(slug=slug, homepage="", domains=())


def shown(path: Path) -> str:
    """Return the path as a message shows it: from the working directory where it is below it."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def _publisher(slug: str, table: Table) -> Publisher:
    try:
        schema.slug(slug)
    except ValueError as error:
        table.problems.append(f"file: {error}")
    domains = table.need("domains", listed(schema.domain, empty=False), _NONE)
    address = schema.address(domains)
    links, politeness = table.table("links"), table.table("politeness")
    patterns = listed(schema.pattern)
    publisher = Publisher(
        slug=slug,
        name=table.need("name", text, ""),
        homepage=table.need("homepage", address, ""),
        domains=domains,
        country=table.take("country", schema.country, None),
        timezone=table.take("timezone", schema.zone, None),
        months=table.take("months", schema.months, None),
        verified=table.take("verified", flag, default=False),
        facts=table.take("facts", whole(1990, 2100), None),
        sources=_sources(table.table("sources"), address),
        allow=links.take("allow", patterns, ()),
        deny=links.take("deny", patterns, ()),
        selectors=_selectors(table.table("selectors")),
        chrome=table.take("chrome", listed(text), ()),
        delay=politeness.take("delay", number(0, 3600), None),
        concurrency=politeness.take("concurrency", whole(1, 16), None),
        expect=_expectations(table.table("expect")),
    )
    for part in (links, politeness, table):
        part.finish()
    return publisher


def _sources(table: Table, address: Callable[[object], str]) -> Sources:
    addresses = listed(address)
    sources = Sources(
        feeds=table.take("feeds", addresses, ()),
        sitemaps=table.take("sitemaps", addresses, ()),
        sections=table.take("sections", addresses, ()),
    )
    table.finish()
    return sources


def _selectors(table: Table) -> Selectors:
    one_or_more = listed(schema.selector, single=True)
    names = [field.name for field in fields(Selectors)]
    selectors = Selectors(**{name: table.take(name, one_or_more, _NONE) for name in names})
    table.finish()
    return selectors


def _expectations(table: Table) -> Expectations:
    filled = table.table("filled")
    names = [field.name for field in fields(Article)]
    shares = {name: filled.take(name, number(0, 1), None) for name in names}
    expect = Expectations(
        articles=table.take("articles", whole(0, 1_000_000), 0),
        filled={name: share for name, share in shares.items() if share is not None},
    )
    for part in (filled, table):
        part.finish()
    return expect
