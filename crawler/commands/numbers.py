"""Settings that must be numbers or switches: what they are as shipped, by Scrapy or the project."""

import os
from collections.abc import Iterator
from importlib import import_module
from math import isfinite
from typing import Any

from scrapy.settings import BaseSettings, default_settings


def wrong_numbers(settings: BaseSettings) -> list[str]:
    """Return a line for each setting whose value cannot be read as what it has to be."""
    return sorted(
        f"{name} is no {'switch' if switch else 'number'}: {settings[name]!r}"
        for name, switch in _shipped()
        if not _can_be_read(settings, name, switch=switch)
    )


def _shipped() -> Iterator[tuple[str, bool]]:
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
