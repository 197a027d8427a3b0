"""What the values of a publisher file may be: each function returns the value or raises ValueError.

Country codes and zones are those of the IANA time zone database (its iso3166.tab and zone names).
"""

import re
import zoneinfo
from collections.abc import Callable
from difflib import get_close_matches
from functools import cache
from importlib import resources
from urllib.parse import urlsplit

from crawler.publisher.kinds import text
from crawler.publisher.selectors import compiled
from crawler.urls import canonical

MONTHS = ("egyptian", "levantine", "maghrebi", "moroccan", "mauritanian")
"""Sets of month names, by where they are in use; `crawler/publishers/README.md` lists them."""

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_HOST = re.compile(r"[^\W_][\w.-]*[^\W_](?::\d{1,5})?")


def slug(value: str) -> str:
    """A file's name without .toml: lower-case Latin letters, digits and single hyphens."""
    if not _SLUG.fullmatch(value):
        raise ValueError(f"{value!r} must be lower-case letters, digits and hyphens")
    return value


def country(value: object) -> str:
    """An ISO 3166-1 alpha-2 code."""
    code = text(value)
    if code not in countries():
        raise ValueError(f"{code!r} is no country code of ISO 3166-1 alpha-2, like EG")
    return code


def zone(value: object) -> str:
    """The name of a zone of the IANA time zone database."""
    name = text(value)
    if name not in _zones():
        near = get_close_matches(name, _zones(), n=1)
        hint = f", did you mean {near[0]}?" if near else ", like Asia/Riyadh"
        raise ValueError(f"{name!r} is no zone of the IANA time zone database{hint}")
    return name


def months(value: object) -> str:
    """The name of a set of month names."""
    name = text(value)
    if name not in MONTHS:
        raise ValueError(f"{name!r} is none of {', '.join(MONTHS)}")
    return name


def domain(value: object) -> str:
    """A host name as canonical addresses have it, with a port where only that port is meant."""
    name = text(value)
    address = canonical(f"http://{name}/")
    host = name.partition(":")[0]
    if address is None or not _HOST.fullmatch(name) or not ("." in host or host == "localhost"):
        raise ValueError(f"{name!r} is no host name, like example.com")
    if (written := urlsplit(address).netloc) != name:
        raise ValueError(f"{name!r} must be written {written!r}")
    return name


def address(domains: tuple[str, ...]) -> Callable[[object], str]:
    """Make the check of an http(s) address on one of `domains`; it returns the canonical form."""

    def check(value: object) -> str:
        given = text(value)
        written = canonical(given)
        if written is None:
            raise ValueError(f"{given!r} is no http(s) address")
        if domains and not any(is_on(urlsplit(written).netloc, name) for name in domains):
            raise ValueError(f"{given!r} is not on {' or '.join(domains)}")
        return written

    return check


def is_on(host: str, name: str) -> bool:
    """Whether a host ("www.example.com:80") is `name` or below it; any port if `name` has none."""
    if ":" not in name:
        host = host.partition(":")[0]
    return host == name or host.endswith(f".{name}")


def pattern(value: object) -> re.Pattern[str]:
    """A regular expression of Python's `re`."""
    source = text(value)
    try:
        return re.compile(source)
    except re.error as error:
        raise ValueError(f"{source!r} is no regular expression: {error}") from error


def selector(value: object) -> str:
    """A CSS selector or an XPath expression, see `selectors`."""
    source = text(value)
    compiled(source)
    return source


@cache
def countries() -> frozenset[str]:
    """Return the country codes of ISO 3166-1 alpha-2."""
    table = resources.files("tzdata").joinpath("zoneinfo", "iso3166.tab")
    lines = table.read_text(encoding="utf-8").splitlines()
    return frozenset(line.split("\t")[0] for line in lines if not line.startswith("#"))


@cache
def _zones() -> frozenset[str]:
    return frozenset(zoneinfo.available_timezones())
