"""Publisher files, read into a `Publisher` each, with a list of every problem.

`crawler/publishers/README.md` is the reference of every key.
"""

import tomllib
from collections.abc import Callable
from dataclasses import fields
from functools import lru_cache
from pathlib import Path

from crawler.items import Article
from crawler.publisher import schema
from crawler.publisher.model import Expectations, Publisher, PublisherSelectors, PublisherSources
from crawler.publisher.schema import (
    TomlTable,
    check_boolean,
    check_text,
    make_integer_check,
    make_list_check,
    make_number_check,
)

_NO_VALUES: tuple[str, ...] = ()


def read_publisher_file(path: Path) -> tuple[Publisher, list[str]]:
    """Return the valid part of a file as a publisher, and every problem as "file: key: reason"."""
    try:
        publisher, problems = _parse_publisher_file(path.stem, path.read_bytes())
    except OSError as error:
        publisher, problems = (
            _make_empty_publisher(path.stem),
            (f"file: cannot be read: {error.strerror}",),
        )
    return publisher, [f"{format_path(path)}: {problem}" for problem in problems]


@lru_cache(maxsize=4096)
def _parse_publisher_file(slug: str, body: bytes) -> tuple[Publisher, tuple[str, ...]]:
    """Parse the content of a file; cached, because one crawl reads every file several times."""
    problems: list[str] = []
    publisher = _make_empty_publisher(slug)
    try:
        # Some editors write a byte-order mark, or line ends that TOML does not allow.
        text = body.decode("utf-8-sig")
        content = tomllib.loads(text.replace("\r\n", "\n").replace("\r", "\n"))
    except UnicodeDecodeError as error:
        problems.append(f"file: is no UTF-8, see byte {error.start}")
    except (ValueError, RecursionError) as error:  # TOMLDecodeError, huge numbers, deep nesting
        problems.append(f"file: is no TOML: {error}")
    else:
        publisher = _build_publisher(slug, TomlTable(content, problems=problems))
    return publisher, tuple(problems)


def _make_empty_publisher(slug: str) -> Publisher:
    return Publisher(slug=slug, homepage="", domains=())


def format_path(path: Path) -> str:
    """Return a path for a message: relative where it is below the working directory."""
    folder = Path.cwd()
    return str(path.relative_to(folder) if path.is_relative_to(folder) else path)


def _build_publisher(slug: str, table: TomlTable) -> Publisher:
    try:
        schema.check_slug(slug)
    except ValueError as error:
        table.problems.append(f"file: {error}")
    domains = table.require_checked(
        "domains", make_list_check(schema.check_domain, allow_empty=False), _NO_VALUES
    )
    check_address = schema.make_address_check(domains)
    links, politeness = table.get_subtable("links"), table.get_subtable("politeness")
    check_patterns = make_list_check(schema.check_pattern)
    publisher = Publisher(
        slug=slug,
        name=table.require_checked("name", check_text, ""),
        homepage=table.require_checked("homepage", check_address, ""),
        domains=domains,
        country=table.get_checked("country", schema.check_country_code, None),
        timezone=table.get_checked("timezone", schema.check_timezone, None),
        months=table.get_checked("months", schema.check_month_names, None),
        verified=table.get_checked("verified", check_boolean, default=False),
        facts=table.get_checked("facts", make_integer_check(1990, 2100), None),
        sources=_build_sources(table.get_subtable("sources"), check_address),
        allow=links.get_checked("allow", check_patterns, ()),
        deny=links.get_checked("deny", check_patterns, ()),
        selectors=_build_selectors(table.get_subtable("selectors")),
        chrome=table.get_checked("chrome", make_list_check(check_text), ()),
        delay=politeness.get_checked("delay", make_number_check(0, 3600), None),
        concurrency=politeness.get_checked("concurrency", make_integer_check(1, 16), None),
        expect=_build_expectations(table.get_subtable("expect")),
    )
    for subtable in (links, politeness, table):
        subtable.report_unknown_keys()
    return publisher


def _build_sources(table: TomlTable, check_address: Callable[[object], str]) -> PublisherSources:
    check_addresses = make_list_check(check_address)
    sources = PublisherSources(
        feeds=table.get_checked("feeds", check_addresses, ()),
        sitemaps=table.get_checked("sitemaps", check_addresses, ()),
        sections=table.get_checked("sections", check_addresses, ()),
    )
    table.report_unknown_keys()
    return sources


def _build_selectors(table: TomlTable) -> PublisherSelectors:
    check_selectors = make_list_check(schema.check_selector, allow_single=True)
    names = [field.name for field in fields(PublisherSelectors)]
    selectors = PublisherSelectors(
        **{name: table.get_checked(name, check_selectors, _NO_VALUES) for name in names}
    )
    table.report_unknown_keys()
    return selectors


def _build_expectations(table: TomlTable) -> Expectations:
    filled = table.get_subtable("filled")
    names = [field.name for field in fields(Article)]
    shares = {name: filled.get_checked(name, make_number_check(0, 1), None) for name in names}
    expectations = Expectations(
        articles=table.get_checked("articles", make_integer_check(0, 1_000_000), 0),
        filled={name: share for name, share in shares.items() if share is not None},
    )
    for subtable in (filled, table):
        subtable.report_unknown_keys()
    return expectations
