"""What is remembered of one outlet, and how it is written down. Pure."""

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Self

from crawler.extraction.traces import LearnedTemplate

_COMPRESSION_LEVEL = 1  # of zlib's levels


@dataclass(slots=True)
class RecurringBlock:
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
class SingleBlock:
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
    def from_row(cls, row: Sequence[Any]) -> Self:
        """Read what `as_row` gave."""
        article, tick, number, author, section, at = row
        return cls(article, tick, number, author, section, datetime.fromtimestamp(at, UTC))


def _collect_fields(block: RecurringBlock) -> dict[str, Any]:
    """Return the fields; `asdict` would look at each of some ten thousand values."""
    return {name: getattr(block, name) for name in block.__slots__}


def _drop_unknown_fields(
    block_class: type[RecurringBlock | SingleBlock], values: Mapping[str, Any]
) -> dict[str, Any]:
    """Leave out names that are none of its fields, as another version may have written."""
    return {name: value for name, value in values.items() if name in block_class.__slots__}


def _pack_rows(rows: list[Any]) -> bytes:
    """Return rows in few bytes: a thousand documents within one cost a database 10 ms."""
    return zlib.compress(json.dumps(rows).encode(), _COMPRESSION_LEVEL)


def _unpack_rows(packed: bytes) -> list[Any]:
    return list(json.loads(zlib.decompress(packed)))


@dataclass(slots=True)
class OutletMemory:
    """Counts of one outlet; `tick` rises with every observation, `observed` with every new article.

    `window` has the tick of the last observation of the articles observed last, oldest first;
    `containers` the articles by path of the body's container, the older for less.
    """

    version: int = 0
    articles_observed: int = 0
    recent_articles: dict[str, int] = field(default_factory=dict)
    containers: dict[str, int] = field(default_factory=dict)
    confirmed_containers: tuple[str, ...] = ()
    recurring_blocks: dict[str, RecurringBlock] = field(default_factory=dict)
    single_blocks: dict[str, SingleBlock] = field(default_factory=dict)

    @property
    def learned(self) -> LearnedTemplate:
        """What extraction may act on."""
        chrome = (mark for mark, sighting in self.recurring_blocks.items() if sighting.learned)
        return LearnedTemplate(
            boilerplate_ids=frozenset(chrome), container_paths=self.confirmed_containers
        )

    def as_values(self) -> dict[str, Any]:
        """Return lists, dicts and, for what is much and read by nobody else, packed bytes; a path
        has characters that a stored name may not have.
        """
        return {
            "tick": self.version,
            "observed": self.articles_observed,
            "window": _pack_rows(list(self.recent_articles.items())),
            "containers": [list(pair) for pair in self.containers.items()],
            "confirmed": list(self.confirmed_containers),
            "sightings": {
                mark: _collect_fields(one) for mark, one in self.recurring_blocks.items()
            },
            "singles": _pack_rows(
                [(mark, *one.as_row()) for mark, one in self.single_blocks.items()]
            ),
        }

    @classmethod
    def from_values(cls, values: Mapping[str, Any]) -> Self:
        """Read what `as_values` gave, of earlier versions too; other names are left out."""
        window, singles = values["window"], values["singles"]
        if isinstance(window, bytes):
            window = _unpack_rows(window)
        if isinstance(singles, bytes):
            told = {mark: SingleBlock.from_row(row) for mark, *row in _unpack_rows(singles)}
        else:
            told = {
                mark: SingleBlock(**_drop_unknown_fields(SingleBlock, one))
                for mark, one in singles.items()
            }
        return cls(
            version=values["tick"],
            articles_observed=values["observed"],
            recent_articles=dict(window),
            containers=dict(values["containers"]),
            confirmed_containers=tuple(values["confirmed"]),
            recurring_blocks={
                mark: RecurringBlock(**_drop_unknown_fields(RecurringBlock, one))
                for mark, one in values["sightings"].items()
            },
            single_blocks=told,
        )
