"""Checks of settings around a crawl: numbers and switches before it, exports before and after it.

A setting must be a number, or a switch, where its default in Scrapy or in the project is one; a
whole number where the defaults are, but for those that Scrapy reads with fractions all the same.
"""

import os
from collections.abc import Iterator, Mapping
from importlib import import_module
from math import isfinite
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias
from urllib.parse import urlsplit

from scrapy.settings import BaseSettings, default_settings
from w3lib.url import file_uri_to_path

NumberKind: TypeAlias = Literal["switch", "number", "whole number"]

# Whole in Scrapy's defaults, and read by getfloat.
_FRACTIONAL_SETTINGS: Final = frozenset({"DNS_TIMEOUT", "DOWNLOAD_DELAY", "DOWNLOAD_TIMEOUT"})


def find_unreadable_settings(settings: BaseSettings) -> list[str]:
    """Return a line for each setting whose value cannot be read as what it has to be."""
    return sorted(
        f"{name} is no {kind}: {settings[name]!r}"
        for name, kind in _list_numeric_settings().items()
        if not _can_be_read(settings, name, kind)
    )


def _list_numeric_settings() -> dict[str, NumberKind]:
    """Return the settings whose shipped value is a number, and what kind of number it has to be."""
    project = os.environ.get("SCRAPY_SETTINGS_MODULE")
    shipped = [vars(default_settings), vars(import_module(project)) if project else {}]
    kinds: dict[str, NumberKind] = {}
    for name in sorted(filter(str.isupper, shipped[0] | shipped[1])):
        values = [defaults[name] for defaults in shipped if name in defaults]
        if isinstance(values[-1], bool):
            kinds[name] = "switch"
        elif isinstance(values[-1], int | float):
            may_be_fraction = name in _FRACTIONAL_SETTINGS or float in map(type, values)
            kinds[name] = "number" if may_be_fraction else "whole number"
    return kinds


def _can_be_read(settings: BaseSettings, name: str, kind: NumberKind) -> bool:
    try:
        if kind == "whole number":
            return settings.getint(name) == settings.getfloat(name)
        return isfinite(settings.getbool(name) if kind == "switch" else settings.getfloat(name))
    except (OverflowError, TypeError, ValueError):
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
