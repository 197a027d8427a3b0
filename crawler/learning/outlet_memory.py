"""What is remembered of one outlet, and how it is written down. Pure."""

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Self

from crawler.extraction.traces import Learned

_QUICK = 1  # of zlib's levels


@dataclass(slots=True)
class Sighting:
    """A block that stood in several articles.

    `articles` are the ids of the last ones, `count` counts them all; `size` is in characters,
    `text` its beginning, for people. `first` and `last` are ticks of the outlet, `since` and
    `until` the numbers of distinct articles observed by then. `authors` (sets of names) and
    `sections` are some of those it stood under, an empty one where nobody or none was named.
    """

    articles: list[str]
    count: int
    size: int
    text: str
    first: int
    last: int
    since: int
    until: int
    first_seen_at: datetime
    last_seen_at: datetime
    authors: list[str] = field(default_factory=list)
    sections: list[str] = field(default_factory=list)
    learned: bool = False


@dataclass(frozen=True, slots=True)
class Single:
    """A block seen in one article so far, as nearly all are."""

    article: str
    tick: int
    number: int
    author: str
    section: str
    at: datetime

    def as_row(self) -> tuple[str, int, int, str, str, float]:
        """Return the fields in order, the instant as a number."""
        told = self.article, self.tick, self.number, self.author, self.section
        return (*told, self.at.timestamp())

    @classmethod
    def of_row(cls, row: Sequence[Any]) -> Self:
        """Read what `as_row` gave."""
        article, tick, number, author, section, at = row
        return cls(article, tick, number, author, section, datetime.fromtimestamp(at, UTC))


def _values(one: Sighting) -> dict[str, Any]:
    """Return the fields; `asdict` would look at each of some ten thousand values."""
    return {name: getattr(one, name) for name in one.__slots__}


def _named(kind: type[Sighting | Single], values: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out names that are none of its fields, as another version may have written."""
    return {name: value for name, value in values.items() if name in kind.__slots__}


def _packed(rows: list[Any]) -> bytes:
    """Return rows in few bytes: a thousand documents within one cost a database 10 ms."""
    return zlib.compress(json.dumps(rows).encode(), _QUICK)


def _unpacked(packed: bytes) -> list[Any]:
    return list(json.loads(zlib.decompress(packed)))


@dataclass(slots=True)
class Outlet:
    """Counts of one outlet; `tick` rises with every observation, `observed` with every new article.

    `window` has the tick of the last observation of the articles observed last, oldest first;
    `containers` the articles by path of the body's container, the older for less.
    """

    tick: int = 0
    observed: int = 0
    window: dict[str, int] = field(default_factory=dict)
    containers: dict[str, int] = field(default_factory=dict)
    confirmed: tuple[str, ...] = ()
    sightings: dict[str, Sighting] = field(default_factory=dict)
    singles: dict[str, Single] = field(default_factory=dict)

    @property
    def learned(self) -> Learned:
        """What extraction may act on."""
        chrome = (mark for mark, sighting in self.sightings.items() if sighting.learned)
        return Learned(chrome=frozenset(chrome), containers=self.confirmed)

    def as_values(self) -> dict[str, Any]:
        """Return lists, dicts and, for what is much and read by nobody else, packed bytes; a path
        has characters that a stored name may not have.
        """
        return {
            "tick": self.tick,
            "observed": self.observed,
            "window": _packed(list(self.window.items())),
            "containers": [list(pair) for pair in self.containers.items()],
            "confirmed": list(self.confirmed),
            "sightings": {mark: _values(one) for mark, one in self.sightings.items()},
            "singles": _packed([(mark, *one.as_row()) for mark, one in self.singles.items()]),
        }

    @classmethod
    def from_values(cls, values: Mapping[str, Any]) -> Self:
        """Read what `as_values` gave, of earlier versions too; other names are left out."""
        window, singles = values["window"], values["singles"]
        if isinstance(window, bytes):
            window = _unpacked(window)
        if isinstance(singles, bytes):
            told = {mark: Single.of_row(row) for mark, *row in _unpacked(singles)}
        else:
            told = {mark: Single(**_named(Single, one)) for mark, one in singles.items()}
        return cls(
            tick=values["tick"],
            observed=values["observed"],
            window=dict(window),
            containers=dict(values["containers"]),
            confirmed=tuple(values["confirmed"]),
            sightings={
                mark: Sighting(**_named(Sighting, one)) for mark, one in values["sightings"].items()
            },
            singles=told,
        )
