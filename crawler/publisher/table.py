"""Reads a TOML table key by key and collects everything that is wrong with it."""

from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import TypeVar

T = TypeVar("T")


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
