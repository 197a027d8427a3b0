"""Checks of the values of publisher files.

A check returns the value, converted, or raises ValueError(reason). Country codes and zones are
those of the IANA time zone database (its iso3166.tab and zone names).
"""

import re
import zoneinfo
from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from difflib import get_close_matches
from functools import cache
from importlib import resources
from typing import TypeVar

from pydantic import ValidationInfo

from crawler.publisher.model import find_domain
from crawler.publisher.selectors import compile_selector
from crawler.urls.canonical_form import canonical, get_host

NumberT = TypeVar("NumberT", int, float)
HashableT = TypeVar("HashableT", bound=Hashable)

UNUSED_KEYS = ("months",)
"""Keys of earlier files that nothing reads any more."""

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DOMAIN = re.compile(r"[^\W_][\w.-]*[^\W_](?::\d{1,5})?")


def check_slug(value: str) -> str:
    """Return a file's name without .toml: lower-case Latin letters, digits and single hyphens."""
    if not _SLUG.fullmatch(value):
        raise ValueError(f"{value!r} must be lower-case letters, digits and hyphens")
    return value


def check_country_code(code: str) -> str:
    """Return an ISO 3166-1 alpha-2 code."""
    if code not in _list_country_codes():
        raise ValueError(f"{code!r} is no country code of ISO 3166-1 alpha-2, like EG")
    return code


def check_timezone(name: str) -> str:
    """Return the name of a zone of the IANA time zone database."""
    if name not in _list_timezones():
        similar = get_close_matches(name, _list_timezones(), n=1)
        hint = f", did you mean {similar[0]}?" if similar else ", like Asia/Riyadh"
        raise ValueError(f"{name!r} is no zone of the IANA time zone database{hint}")
    return name


def check_domain(name: str) -> str:
    """Return a host name as in canonical addresses, with a port where only that port is meant."""
    host = name.partition(":")[0]
    for scheme in ("http", "https"):  # neither's default port stands in a canonical address
        canonical_name = get_host(f"{scheme}://{name}/")
        has_dot = "." in host or host == "localhost"
        if not canonical_name or not _DOMAIN.fullmatch(name) or not has_dot:
            raise ValueError(f"{name!r} is no host name, like example.com")
        if canonical_name != name:
            raise ValueError(f"{name!r} must be written {canonical_name!r}")
    return name


def check_address(given: str, info: ValidationInfo) -> str:
    """Return the canonical form of an http(s) address on one of the domains in the context."""
    address = canonical(given)
    if address is None:
        raise ValueError(f"{given!r} is no http(s) address")
    domains: tuple[str, ...] = (info.context or {}).get("domains", ())
    if domains and find_domain(address, domains) is None:
        raise ValueError(f"{given!r} is not on {' or '.join(domains)}")
    return address


def compile_pattern(source: object) -> object:
    """Return a regular expression of Python's `re`, compiled; what is no string stays."""
    if not isinstance(source, str):
        return source
    try:
        return re.compile(source)
    except re.error as error:
        raise ValueError(f"{source!r} is no regular expression: {error}") from error


def check_selector(source: str) -> str:
    """Return a CSS selector or an XPath expression, see `selectors`."""
    compile_selector(source)
    return source


def check_all_different(values: tuple[HashableT, ...]) -> tuple[HashableT, ...]:
    """Return values none of which stands twice."""
    repeated = [repr(value) for value, number in Counter(values).items() if number > 1]
    if repeated:
        raise ValueError(f"{' and '.join(repeated)} stands twice")
    return values


def make_range_check(low: float, high: float) -> Callable[[NumberT], NumberT]:
    """Return the check of a number from `low` to `high`."""

    def check_range(value: NumberT) -> NumberT:
        if not low <= value <= high:
            raise ValueError(f"must be from {low} to {high}, not {value!r}")
        return value

    return check_range


def make_key_check(keys: Iterable[str]) -> Callable[[str], str]:
    """Return the check of a key of a table that has these keys."""
    known_keys = tuple(keys)

    def check_key(key: str) -> str:
        if key not in known_keys:
            raise ValueError(explain_unknown_key(key, known_keys))
        return key

    return check_key


def explain_unknown_key(key: str, known_keys: Iterable[str]) -> str:
    """Return the reason why a key is wrong: it is no longer used, or none of the known keys."""
    if key in UNUSED_KEYS:
        return "is no longer used, remove it"
    known_keys = tuple(known_keys)
    similar = get_close_matches(key, known_keys, n=1)
    hint = f", did you mean {similar[0]}?" if similar else f" among {', '.join(known_keys)}"
    return f"unknown key{hint}"


@cache
def _list_country_codes() -> frozenset[str]:
    table = resources.files("tzdata").joinpath("zoneinfo", "iso3166.tab")
    lines = table.read_text(encoding="utf-8").splitlines()
    return frozenset(line.split("\t")[0] for line in lines if not line.startswith("#"))


@cache
def _list_timezones() -> frozenset[str]:
    return frozenset(zoneinfo.available_timezones())
