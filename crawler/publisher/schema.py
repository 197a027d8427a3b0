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

from crawler.publisher.selectors import compile_selector
from crawler.urls.canonical_form import canonical

# FOLDED from crawler.publisher.kinds: Plain values of a TOML table: each function returns the
# value or raises ValueError(reason, …).

T = TypeVar("T")


def check_text(value: object) -> str:
    """A string that is not blank, without space around it."""
    if not isinstance(value, str):
        raise ValueError(f"must be a string, not {value!r}")
    if not value.strip():
        raise ValueError("must not be empty")
    return value.strip()


def check_boolean(value: object) -> bool:
    """Either true or false."""
    if not isinstance(value, bool):
        raise ValueError(f"must be true or false, not {value!r}")
    return value


def make_integer_check(low: int, high: int) -> Callable[[object], int]:
    """Make the check of a whole number from `low` to `high`."""

    def check(value: object) -> int:
        if not isinstance(value, int) or isinstance(value, bool):
            raise ValueError(f"must be a whole number, not {value!r}")
        return int(_check_bounds(value, low, high))

    return check


def make_number_check(low: float, high: float) -> Callable[[object], float]:
    """Make the check of a number from `low` to `high`."""

    def check(value: object) -> float:
        if not isinstance(value, int | float) or isinstance(value, bool) or math.isnan(value):
            raise ValueError(f"must be a number, not {value!r}")
        return float(_check_bounds(value, low, high))

    return check


def make_list_check(
    check_item: Callable[[object], T], *, allow_single: bool = False, allow_empty: bool = True
) -> Callable[[object], tuple[T, ...]]:
    """Make the check of a list of what `check_item` checks, of no item twice.

    `allow_single` lets one string pass as a list, `allow_empty` a list without items. A wrong list raises one
    ValueError with a reason for every wrong item.
    """

    def check(value: object) -> tuple[T, ...]:
        if allow_single and isinstance(value, str):
            value = [value]
        if not isinstance(value, list):
            kind = "a string or a list of strings" if allow_single else "a list"
            raise ValueError(f"must be {kind}, not {value!r}")
        if not value and not allow_empty:
            raise ValueError("must not be empty")
        found: list[T] = []
        reasons: list[str] = []
        for item in value:
            try:
                converted = check_item(item)
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


def _check_bounds(value: float, low: float, high: float) -> float:
    if not low <= value <= high:
        raise ValueError(f"must be from {low} to {high}, not {value!r}")
    return value


# FOLDED from crawler.publisher.table: Reads a TOML table key by key and collects everything that
# is wrong with it.


class TomlTable:
    """One table of a file. Conversions raise ValueError(reason, …); each becomes "key: reason"."""

    def __init__(
        self, values: Mapping[str, object], *, problems: list[str], prefix: str = ""
    ) -> None:
        self._values = values
        self._prefix = prefix
        self._known_keys: list[str] = []
        self.problems = problems

    def get_checked(self, key: str, check: Callable[[object], T], default: T) -> T:
        """Return the converted value, or `default` where the key is absent or its value wrong."""
        self._known_keys.append(key)
        if key not in self._values:
            return default
        try:
            return check(self._values[key])
        except ValueError as error:
            self._add_problems(key, *map(str, error.args))
            return default

    def require_checked(self, key: str, check: Callable[[object], T], placeholder: T) -> T:
        """Like `take`, of a key that must be there."""
        if key not in self._values:
            self._add_problems(key, "is missing")
        return self.get_checked(key, check, placeholder)

    def get_subtable(self, key: str) -> "TomlTable":
        """Return the table under `key`, an empty one where it is absent."""
        self._known_keys.append(key)
        values = self._values.get(key, {})
        if not isinstance(values, dict):
            self._add_problems(key, f"must be a table, [{self._prefix}{key}], not {values!r}")
            values = {}
        return TomlTable(values, problems=self.problems, prefix=f"{self._prefix}{key}.")

    def keys(self) -> list[str]:
        """Return the keys the file gives, known or not."""
        return list(self._values)

    def report_unknown_keys(self) -> None:
        """Complain of every key nobody asked for."""
        for key in self._values:
            if key not in self._known_keys:
                near = get_close_matches(key, self._known_keys, n=1)
                hint = (
                    f", did you mean {near[0]}?"
                    if near
                    else f" among {', '.join(self._known_keys)}"
                )
                self._add_problems(key, f"unknown key{hint}")

    def _add_problems(self, key: str, *reasons: str) -> None:
        self.problems += [f"{self._prefix}{key}: {reason}" for reason in reasons]


MONTH_NAME_SETS = ("egyptian", "levantine", "maghrebi", "moroccan", "mauritanian")
"""Sets of month names, by where they are in use; `crawler/publishers/README.md` lists them."""

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_HOST = re.compile(r"[^\W_][\w.-]*[^\W_](?::\d{1,5})?")


def check_slug(value: str) -> str:
    """A file's name without .toml: lower-case Latin letters, digits and single hyphens."""
    if not _SLUG.fullmatch(value):
        raise ValueError(f"{value!r} must be lower-case letters, digits and hyphens")
    return value


def check_country_code(value: object) -> str:
    """An ISO 3166-1 alpha-2 code."""
    code = check_text(value)
    if code not in list_country_codes():
        raise ValueError(f"{code!r} is no country code of ISO 3166-1 alpha-2, like EG")
    return code


def check_timezone(value: object) -> str:
    """The name of a zone of the IANA time zone database."""
    name = check_text(value)
    if name not in _list_timezones():
        near = get_close_matches(name, _list_timezones(), n=1)
        hint = f", did you mean {near[0]}?" if near else ", like Asia/Riyadh"
        raise ValueError(f"{name!r} is no zone of the IANA time zone database{hint}")
    return name


def check_month_names(value: object) -> str:
    """The name of a set of month names."""
    name = check_text(value)
    if name not in MONTH_NAME_SETS:
        raise ValueError(f"{name!r} is none of {', '.join(MONTH_NAME_SETS)}")
    return name


def check_domain(value: object) -> str:
    """A host name as canonical addresses have it, with a port where only that port is meant."""
    name = check_text(value)
    address = canonical(f"http://{name}/")
    host = name.partition(":")[0]
    if address is None or not _HOST.fullmatch(name) or not ("." in host or host == "localhost"):
        raise ValueError(f"{name!r} is no host name, like example.com")
    if (written := urlsplit(address).netloc) != name:
        raise ValueError(f"{name!r} must be written {written!r}")
    return name


def make_address_check(domains: tuple[str, ...]) -> Callable[[object], str]:
    """Make the check of an http(s) address on one of `domains`; it returns the canonical form."""

    def check(value: object) -> str:
        given = check_text(value)
        written = canonical(given)
        if written is None:
            raise ValueError(f"{given!r} is no http(s) address")
        if domains and not any(
            is_host_on_domain(urlsplit(written).netloc, name) for name in domains
        ):
            raise ValueError(f"{given!r} is not on {' or '.join(domains)}")
        return written

    return check


def is_host_on_domain(host: str, domain: str) -> bool:
    """Whether a host ("www.example.com:80") is `domain` or below it; any port if `domain` has none."""
    if ":" not in domain:
        host = host.partition(":")[0]
    return host == domain or host.endswith(f".{domain}")


def check_pattern(value: object) -> re.Pattern[str]:
    """A regular expression of Python's `re`."""
    source = check_text(value)
    try:
        return re.compile(source)
    except re.error as error:
        raise ValueError(f"{source!r} is no regular expression: {error}") from error


def check_selector(value: object) -> str:
    """A CSS selector or an XPath expression, see `selectors`."""
    source = check_text(value)
    compile_selector(source)
    return source


@cache
def list_country_codes() -> frozenset[str]:
    """Return the country codes of ISO 3166-1 alpha-2."""
    table = resources.files("tzdata").joinpath("zoneinfo", "iso3166.tab")
    lines = table.read_text(encoding="utf-8").splitlines()
    return frozenset(line.split("\t")[0] for line in lines if not line.startswith("#"))


@cache
def _list_timezones() -> frozenset[str]:
    return frozenset(zoneinfo.available_timezones())
