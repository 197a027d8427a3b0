"""Exports beside the database (`-O FILE`, FEEDS): tried before a crawl, counted after it."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from scrapy.settings import BaseSettings
from w3lib.url import file_uri_to_path


def unwritable(settings: BaseSettings) -> Iterator[str]:
    """Yield a line for each local file of FEEDS that cannot be written, having tried.

    Names with placeholders (`%(time)s`) are known to the exporter only.
    """
    for uri in map(str, settings.getdict("FEEDS")):
        scheme = urlsplit(uri).scheme
        if scheme not in settings.getwithbase("FEED_STORAGES"):
            yield f"{uri}: nothing stores exports at {scheme}:"
        if scheme not in ("", "file") or "%(" in uri:
            continue
        path = Path(file_uri_to_path(uri) if scheme else uri)
        try:
            _try(path)
        except OSError as error:
            yield f"{path}: cannot be written ({error.strerror})"


def _try(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        path.open("xb").close()
    except FileExistsError:
        # Whoever reads a pipe takes the first end for the last; where a link leads is not made.
        if path.is_file() or path.is_dir():
            path.open("ab").close()
    else:
        path.unlink()


def lost_export(stats: Mapping[str, Any], settings: BaseSettings) -> str | None:
    """Say that an export has failed; None where all were written."""
    feeds = settings.getdict("FEEDS").values()
    empty = settings.getbool("FEED_STORE_EMPTY")
    owed = sum(bool(feed.get("store_empty", empty)) for feed in feeds)
    # Of an empty one that could not be opened nothing is counted.
    failed = _count(stats, "failed") or _count(stats, "success") < owed
    return "an export (-o, -O, FEEDS) failed; the log says why" if failed else None


def _count(stats: Mapping[str, Any], how: str) -> int:
    prefix = f"feedexport/{how}_count/"
    return sum(number for key, number in stats.items() if key.startswith(prefix))
