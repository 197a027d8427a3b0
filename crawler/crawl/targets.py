"""Targets of a run: publishers, sites, addresses and files of them, in any mix."""

import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from crawler.discovery.url_classifier.classify import classify
from crawler.publisher import Publisher, find_publisher
from crawler.urls.canonical_form import canonical


class TargetError(ValueError):
    """A target names nothing. The message names it and says why."""


@dataclass(frozen=True, slots=True)
class Target:
    """An outlet or page to crawl; `url` is its canonical address (of an outlet: its front page)."""

    text: str
    kind: Literal["outlet", "article", "page"]
    publisher: Publisher
    url: str


def expand_target_files(arguments: Iterable[str]) -> Iterator[str]:
    """Replace `@FILE` by its lines and `@-` by standard input's; `#` starts a comment line.

    Raises TargetError where a file cannot be read or names nothing.
    """
    for argument in arguments:
        if not argument.startswith("@"):
            yield argument
            continue
        lines = [text for line in _read_lines(argument[1:]) if (text := line.strip())]
        targets = [text for text in lines if not text.startswith("#")]
        if not targets:
            raise TargetError(f"{argument}: names no target")
        yield from targets


def _read_lines(name: str) -> list[str]:
    try:
        text = sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise TargetError(f"@{name}: cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise TargetError(f"@{name}: is no UTF-8 text") from error
    return text.splitlines()


def resolve_target(text: str, publishers: Mapping[str, Publisher]) -> Target:
    """Return the target that an argument names. Raises TargetError."""
    if text in publishers:
        return Target(text, "outlet", publishers[text], publishers[text].homepage)
    url = canonical(text if "://" in text else f"https://{text}")
    if url is None or not _has_host(url):
        raise TargetError(
            f"{text}: neither a publisher (see `scrapy publishers`) nor an http(s) address"
        )
    publisher = find_publisher(url, publishers)
    parts = urlsplit(url)
    if parts.path in ("", "/") and not parts.query:
        return Target(text, "outlet", publisher, url)
    kind = classify(url, allow=publisher.allow, deny=publisher.deny)
    return Target(text, "article" if kind == "article" else "page", publisher, url)


def _has_host(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    return "." in host or ":" in host or host == "localhost"
