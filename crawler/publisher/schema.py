"""What the values of a publisher file may be: each function returns the value or raises ValueError.

Country codes and zones are those of the IANA time zone database (its iso3166.tab and zone names).
"""

import math
import re
import zoneinfo
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from functools import cache
from importlib import resources
from typing import TypeVar
from urllib.parse import urlsplit

from crawler.publisher.selectors import compiled
from crawler.urls.canonical_form import canonical

# FOLDED from crawler.publisher.kinds: Plain values of a TOML table: each function returns the
# value or raises ValueError(reason, …).

T = TypeVar("T")


def text(value: object) -> str:
    """A string that is not blank, without space around it."""
    if not isinstance(value, str):
        raise ValueError(f"must be a string, not {value!r}")
    if not value.strip():
        raise ValueError("must not be empty")
    return value.strip()


def flag(value: object) -> bool:
    """Either true or false."""
    if not isinstance(value, bool):
        raise ValueError(f"must be true or false, not {value!r}")
    return value


def whole(low: int, high: int) -> Callable[[object], int]:
    """Make the check of a whole number from `low` to `high`."""

    def check(value: object) -> int:
        if not isinstance(value, int) or isinstance(value, bool):
            raise ValueError(f"must be a whole number, not {value!r}")
        return int(_within(value, low, high))

    return check


def number(low: float, high: float) -> Callable[[object], float]:
    """Make the check of a number from `low` to `high`."""

    def check(value: object) -> float:
        if not isinstance(value, int | float) or isinstance(value, bool) or math.isnan(value):
            raise ValueError(f"must be a number, not {value!r}")
        return float(_within(value, low, high))

    return check


def listed(
    convert: Callable[[object], T], *, single: bool = False, empty: bool = True
) -> Callable[[object], tuple[T, ...]]:
    """Make the check of a list of what `convert` checks, of no item twice.

    `single` lets one string pass as a list, `empty` a list without items. A wrong list raises one
    ValueError with a reason for every wrong item.
    """

    def check(value: object) -> tuple[T, ...]:
        if single and isinstance(value, str):
            value = [value]
        if not isinstance(value, list):
            kind = "a string or a list of strings" if single else "a list"
            raise ValueError(f"must be {kind}, not {value!r}")
        if not value and not empty:
            raise ValueError("must not be empty")
        found: list[T] = []
        reasons: list[str] = []
        for item in value:
            try:
                converted = convert(item)
            except ValueError as error:
                reasons += map(str, error.args)
                continue
            if converted in found:
                reasons.append(f"{item!r} stands twice")
            found.append(converted)
        if reasons:
            raise ValueError(*reasons)
        return tuple(found)

    return check


def _within(value: float, low: float, high: float) -> float:
    if not low <= value <= high:
        raise ValueError(f"must be from {low} to {high}, not {value!r}")
    return value


# FOLDED from crawler.publisher.table: Reads a TOML table key by key and collects everything that
# is wrong with it.


class Table:
    """One table of a file. Conversions raise ValueError(reason, …); each becomes "key: reason"."""

    def __init__(
        self, values: Mapping[str, object], *, problems: list[str], prefix: str = ""
    ) -> None:
        self._values = values
        self._prefix = prefix
        self._known: list[str] = []
        self.problems = problems

    def take(self, key: str, convert: Callable[[object], T], default: T) -> T:
        """Return the converted value, or `default` where the key is absent or its value wrong."""
        self._known.append(key)
        if key not in self._values:
            return default
        try:
            return convert(self._values[key])
        except ValueError as error:
            self._complain(key, *map(str, error.args))
            return default

    def need(self, key: str, convert: Callable[[object], T], placeholder: T) -> T:
        """Like `take`, of a key that must be there."""
        if key not in self._values:
            self._complain(key, "is missing")
        return self.take(key, convert, placeholder)

    def table(self, key: str) -> "Table":
        """Return the table under `key`, an empty one where it is absent."""
        self._known.append(key)
        values = self._values.get(key, {})
        if not isinstance(values, dict):
            self._complain(key, f"must be a table, [{self._prefix}{key}], not {values!r}")
            values = {}
        return Table(values, problems=self.problems, prefix=f"{self._prefix}{key}.")

    def keys(self) -> list[str]:
        """Return the keys the file gives, known or not."""
        return list(self._values)

    def finish(self) -> None:
        """Complain of every key nobody asked for."""
        for key in self._values:
            if key not in self._known:
                near = get_close_matches(key, self._known, n=1)
                hint = f", did you mean {near[0]}?" if near else f" among {', '.join(self._known)}"
                self._complain(key, f"unknown key{hint}")

    def _complain(self, key: str, *reasons: str) -> None:
        self.problems += [f"{self._prefix}{key}: {reason}" for reason in reasons]


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
