"""Publisher files, read into a `Publisher` each, with a list of every problem.

`crawler/publishers/README.md` is the reference of every key.
"""

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crawler.publisher.model import Expectations, Publisher, PublisherSelectors, PublisherSources

if TYPE_CHECKING:
    from crawler.publisher.schema import PublisherTable


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
        publisher, problems = _build_publisher(slug, content)
    return publisher, tuple(problems)


def _make_empty_publisher(slug: str) -> Publisher:
    return Publisher(slug=slug, homepage="", domains=())


def format_path(path: Path) -> str:
    """Return a path for a message: relative where it is below the working directory."""
    folder = Path.cwd()
    return str(path.relative_to(folder) if path.is_relative_to(folder) else path)


def _build_publisher(slug: str, content: dict[str, Any]) -> tuple[Publisher, list[str]]:
    # Imported late: pydantic takes 70 ms, and workers have no file to read.
    from pydantic import ValidationError

    from crawler.publisher.checks import check_slug
    from crawler.publisher.problems import list_problems
    from crawler.publisher.schema import PublisherTable, read_domains

    problems: list[str] = []
    try:
        check_slug(slug)
    except ValueError as error:
        problems.append(f"file: {error}")
    domains = read_domains(content)
    try:
        table = PublisherTable.model_validate(content, context={"domains": domains})
    except ValidationError as error:
        problems += list_problems(error)
        return Publisher(slug=slug, homepage="", domains=domains), problems
    return _convert_table(slug, table), problems


def _convert_table(slug: str, table: "PublisherTable") -> Publisher:
    return Publisher(
        slug=slug,
        name=table.name,
        homepage=table.homepage,
        domains=table.domains,
        country=table.country,
        timezone=table.timezone,
        verified=table.verified,
        facts=table.facts,
        sources=PublisherSources(**table.sources),
        allow=table.links.allow,
        deny=table.links.deny,
        selectors=PublisherSelectors(**table.selectors),
        chrome=table.chrome,
        delay=table.politeness.delay,
        concurrency=table.politeness.concurrency,
        expect=Expectations(articles=table.expect.articles, filled=table.expect.filled),
    )
