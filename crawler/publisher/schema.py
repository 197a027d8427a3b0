"""Values of publisher files: a reader of TOML tables and the checks of their values.

`TomlTable` reads a table key by key and collects everything that is wrong with it. Each check
returns the value, converted, or raises ValueError(reason, …). Country codes and zones are those of
the IANA time zone database (its iso3166.tab and zone names).
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

from crawler.publisher.model import find_domain
from crawler.publisher.selectors import compile_selector
from crawler.urls.canonical_form import canonical

T = TypeVar("T")

MONTH_NAME_SETS = ("egyptian", "levantine", "maghrebi", "moroccan", "mauritanian")
"""Names of the sets of Arabic month names, which `crawler/publishers/README.md` lists."""

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_HOST = re.compile(r"[^\W_][\w.-]*[^\W_](?::\d{1,5})?")


class TomlTable:
    """A table of a publisher file; the reasons that checks raise join `problems`: "key: reason"."""

    def __init__(
        self, values: Mapping[str, object], *, problems: list[str], prefix: str = ""
    ) -> None:
        self._values = values
        self._prefix = prefix
        self._known_keys: list[str] = []
        self.problems = problems

    def get_checked(self, key: str, check: Callable[[object], T], default: T) -> T:
        """Return the checked value, or `default` where the key is absent or its value wrong."""
        self._known_keys.append(key)
        if key not in self._values:
            return default
        try:
            return check(self._values[key])
        except ValueError as error:
            self._add_problems(key, *map(str, error.args))
            return default

    def require_checked(self, key: str, check: Callable[[object], T], placeholder: T) -> T:
        """Return the checked value of a key that must be there; `placeholder` where it is wrong."""
        if key not in self._values:
            self._add_problems(key, "is missing")
        return self.get_checked(key, check, placeholder)

    def get_subtable(self, key: str) -> "TomlTable":
        """Return the table under `key`, an empty table where it is absent or no table."""
        self._known_keys.append(key)
        values = self._values.get(key, {})
        if not isinstance(values, dict):
            self._add_problems(key, f"must be a table, [{self._prefix}{key}], not {values!r}")
            values = {}
        return TomlTable(values, problems=self.problems, prefix=f"{self._prefix}{key}.")

    def keys(self) -> list[str]:
        """Return the keys of the table, known or not."""
        return list(self._values)

    def report_unknown_keys(self) -> None:
        """Add a problem for every key that was never read."""
        for key in self._values:
            if key not in self._known_keys:
                similar = get_close_matches(key, self._known_keys, n=1)
                hint = (
                    f", did you mean {similar[0]}?"
                    if similar
                    else f" among {', '.join(self._known_keys)}"
                )
                self._add_problems(key, f"unknown key{hint}")

    def _add_problems(self, key: str, *reasons: str) -> None:
        self.problems += [f"{self._prefix}{key}: {reason}" for reason in reasons]


def check_text(value: object) -> str:
    """Return a string that is not blank, without space around it."""
    if not isinstance(value, str):
        raise ValueError(f"must be a string, not {value!r}")
    if not value.strip():
        raise ValueError("must not be empty")
    return value.strip()


def check_boolean(value: object) -> bool:
    """Return true or false."""
    if not isinstance(value, bool):
        raise ValueError(f"must be true or false, not {value!r}")
    return value


def make_integer_check(low: int, high: int) -> Callable[[object], int]:
    """Return the check of a whole number from `low` to `high`."""

    def check(value: object) -> int:
        if not isinstance(value, int) or isinstance(value, bool):
            raise ValueError(f"must be a whole number, not {value!r}")
        return int(_check_bounds(value, low, high))

    return check


def make_number_check(low: float, high: float) -> Callable[[object], float]:
    """Return the check of a number from `low` to `high`."""

    def check(value: object) -> float:
        if not isinstance(value, int | float) or isinstance(value, bool) or math.isnan(value):
            raise ValueError(f"must be a number, not {value!r}")
        return float(_check_bounds(value, low, high))

    return check


def make_list_check(
    check_item: Callable[[object], T], *, allow_single: bool = False, allow_empty: bool = True
) -> Callable[[object], tuple[T, ...]]:
    """Return the check of a list whose items pass `check_item` and are all different.

    `allow_single` accepts one string as a list, `allow_empty` a list without items. A wrong list
    raises one ValueError with a reason for every wrong item.
    """

    def check(value: object) -> tuple[T, ...]:
        if allow_single and isinstance(value, str):
            value = [value]
        if not isinstance(value, list):
            kind = "a string or a list of strings" if allow_single else "a list"
            raise ValueError(f"must be {kind}, not {value!r}")
        if not value and not allow_empty:
            raise ValueError("must not be empty")
        checked: list[T] = []
        reasons: list[str] = []
        for item in value:
            try:
                result = check_item(item)
            except ValueError as error:
                reasons += map(str, error.args)
                continue
            if result in checked:
                reasons.append(f"{item!r} stands twice")
            checked.append(result)
        if reasons:
            raise ValueError(*reasons)
        return tuple(checked)

    return check


def check_slug(value: str) -> str:
    """Return a file's name without .toml: lower-case Latin letters, digits and single hyphens."""
    if not _SLUG.fullmatch(value):
        raise ValueError(f"{value!r} must be lower-case letters, digits and hyphens")
    return value


def check_country_code(value: object) -> str:
    """Return an ISO 3166-1 alpha-2 code."""
    code = check_text(value)
    if code not in list_country_codes():
        raise ValueError(f"{code!r} is no country code of ISO 3166-1 alpha-2, like EG")
    return code


def check_timezone(value: object) -> str:
    """Return the name of a zone of the IANA time zone database."""
    name = check_text(value)
    if name not in _list_timezones():
        similar = get_close_matches(name, _list_timezones(), n=1)
        hint = f", did you mean {similar[0]}?" if similar else ", like Asia/Riyadh"
        raise ValueError(f"{name!r} is no zone of the IANA time zone database{hint}")
    return name


def check_month_names(value: object) -> str:
    """Return the name of a set of month names."""
    name = check_text(value)
    if name not in MONTH_NAME_SETS:
        raise ValueError(f"{name!r} is none of {', '.join(MONTH_NAME_SETS)}")
    return name


def check_domain(value: object) -> str:
    """Return a host name as in canonical addresses, with a port where only that port is meant."""
    name = check_text(value)
    address = canonical(f"http://{name}/")
    host = name.partition(":")[0]
    if address is None or not _HOST.fullmatch(name) or not ("." in host or host == "localhost"):
        raise ValueError(f"{name!r} is no host name, like example.com")
    if (canonical_name := urlsplit(address).netloc) != name:
        raise ValueError(f"{name!r} must be written {canonical_name!r}")
    return name


def make_address_check(domains: tuple[str, ...]) -> Callable[[object], str]:
    """Return the check of an http(s) address on one of `domains`; it returns the canonical form."""

    def check(value: object) -> str:
        given = check_text(value)
        address = canonical(given)
        if address is None:
            raise ValueError(f"{given!r} is no http(s) address")
        if domains and find_domain(address, domains) is None:
            raise ValueError(f"{given!r} is not on {' or '.join(domains)}")
        return address

    return check


def check_pattern(value: object) -> re.Pattern[str]:
    """Return a regular expression of Python's `re`, compiled."""
    source = check_text(value)
    try:
        return re.compile(source)
    except re.error as error:
        raise ValueError(f"{source!r} is no regular expression: {error}") from error


def check_selector(value: object) -> str:
    """Return a CSS selector or an XPath expression, see `selectors`."""
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


def _check_bounds(value: float, low: float, high: float) -> float:
    if not low <= value <= high:
        raise ValueError(f"must be from {low} to {high}, not {value!r}")
    return value
