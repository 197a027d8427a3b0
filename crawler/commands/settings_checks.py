"""Checks of settings around a crawl: numbers and switches before it, exports before and after it.

A setting must be a number, or a switch, where its default in Scrapy or in the project is one.
"""

import os
from collections.abc import Iterator, Mapping
from importlib import import_module
from math import isfinite
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from scrapy.settings import BaseSettings, default_settings
from w3lib.url import file_uri_to_path


def find_unreadable_settings(settings: BaseSettings) -> list[str]:
    """Return a line for each setting whose value cannot be read as what it has to be."""
    return sorted(
        f"{name} is no {'switch' if switch else 'number'}: {settings[name]!r}"
        for name, switch in _iter_numeric_settings()
        if not _can_be_read(settings, name, switch=switch)
    )


def _iter_numeric_settings() -> Iterator[tuple[str, bool]]:
    """Name the settings whose shipped value is a number, and say whether it is a switch."""
    shipped: dict[str, Any] = dict(vars(default_settings))
    if project := os.environ.get("SCRAPY_SETTINGS_MODULE"):
        shipped |= vars(import_module(project))
    for name, value in shipped.items():
        if name.isupper() and isinstance(value, int | float):
            yield name, isinstance(value, bool)


def _can_be_read(settings: BaseSettings, name: str, *, switch: bool) -> bool:
    try:
        return isfinite(settings.getbool(name) if switch else settings.getfloat(name))
    except (TypeError, ValueError):
        return False


def find_unwritable_exports(settings: BaseSettings) -> Iterator[str]:
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
            _try_writing(path)
        except OSError as error:
            yield f"{path}: cannot be written ({error.strerror})"


def _try_writing(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        path.open("xb").close()
    except FileExistsError:
        # Whoever reads a pipe takes the first end for the last; where a link leads is not made.
        if path.is_file() or path.is_dir():
            path.open("ab").close()
    else:
        path.unlink()


def describe_lost_export(stats: Mapping[str, Any], settings: BaseSettings) -> str | None:
    """Say that an export has failed; None where all were written."""
    feeds = settings.getdict("FEEDS").values()
    empty = settings.getbool("FEED_STORE_EMPTY")
    owed = sum(bool(feed.get("store_empty", empty)) for feed in feeds)
    # Of an empty one that could not be opened nothing is counted.
    failed = _count_exports(stats, "failed") or _count_exports(stats, "success") < owed
    return "an export (-o, -O, FEEDS) failed; the log says why" if failed else None


def _count_exports(stats: Mapping[str, Any], result: str) -> int:
    prefix = f"feedexport/{result}_count/"
    return sum(number for key, number in stats.items() if key.startswith(prefix))
