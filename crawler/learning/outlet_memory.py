"""The memory of one outlet's article pages, and its stored form. Pure."""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Self

import msgspec

from crawler.extraction.body.block_ids import LearnedTemplate

_COMPRESSION_LEVEL = 1  # of zlib's levels


@dataclass(slots=True)
class RecurringBlock:
    """A block that stood in several articles.

    `articles` has the ids of the last articles, `count` counts all of them. `size` is the block's
    length in characters, `text` its beginning, for people. `first` and `last` are versions of the
    outlet's memory, `since` and `until` the numbers of articles observed by then. `authors` (each
    the joined names of one article) and `sections` have some of those the block stood under, ""
    where an article names none. `learned` blocks are boilerplate.
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
    """A block seen in one article so far, as nearly all are.

    `tick` is the version of the outlet's memory when it was seen, `number` the number of articles
    observed by then.
    """

    article: str
    tick: int
    number: int
    author: str
    section: str
    at: datetime

    def as_row(self) -> tuple[str, int, int, str, str, float]:
        """Return the fields in order, the instant as a number."""
        return (
            *(self.article, self.tick, self.number, self.author, self.section),
            self.at.timestamp(),
        )

    @classmethod
    def from_row(cls, row: Sequence[Any]) -> Self:
        """Read a block from such a row."""
        article, tick, number, author, section, at = row
        return cls(article, tick, number, author, section, datetime.fromtimestamp(at, UTC))


def _pack_rows(rows: list[Any]) -> bytes:
    """Compress rows: a thousand documents embedded in one cost the database 10 ms."""
    return zlib.compress(msgspec.json.encode(rows), _COMPRESSION_LEVEL)


def _unpack_rows(packed: bytes) -> list[Any]:
    return msgspec.json.decode(zlib.decompress(packed), type=list[Any])


@dataclass(slots=True)
class OutletMemory:
    """The counts of one outlet.

    `version` rises with every observation, `articles_observed` with every new article.
    `recent_articles` has the ids of the articles observed last, oldest first, with the version of
    their last observation. `containers` counts articles by the path of the body's container, old
    articles for less; `confirmed_containers` are the paths that extraction may use. Blocks stand by
    their id in `recurring_blocks` or, until a second article has them, in `single_blocks`.
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
        """The boilerplate and containers that extraction may act on."""
        boilerplate_ids = (
            block_id for block_id, block in self.recurring_blocks.items() if block.learned
        )
        return LearnedTemplate(
            boilerplate_ids=frozenset(boilerplate_ids), container_paths=self.confirmed_containers
        )

    def as_values(self) -> dict[str, Any]:
        """Return the memory as a document; the two long lists, which only this class reads, packed.

        The stored names and the rows are not the fields, so that only blocks are left to msgspec:
        300 recurring blocks are read in 0.2 ms (by hand 0.7, cattrs 1.0; 2026-11).
        Containers are pairs: a path has characters that the name of a stored field may not have.
        """
        return {
            "tick": self.version,
            "observed": self.articles_observed,
            "window": _pack_rows(list(self.recent_articles.items())),
            "containers": [list(pair) for pair in self.containers.items()],
            "confirmed": list(self.confirmed_containers),
            "sightings": msgspec.to_builtins(self.recurring_blocks, builtin_types=(datetime,)),
            "singles": _pack_rows(
                [(block_id, *block.as_row()) for block_id, block in self.single_blocks.items()]
            ),
        }

    @classmethod
    def from_values(cls, values: Mapping[str, Any]) -> Self:
        """Read the memory from a document, of earlier versions too; unknown names are left out.

        Raises ValueError.
        """
        recent, singles = values["window"], values["singles"]
        if isinstance(recent, bytes):
            recent = _unpack_rows(recent)
        if isinstance(singles, bytes):
            single_blocks = {
                block_id: SingleBlock.from_row(row) for block_id, *row in _unpack_rows(singles)
            }
        else:
            single_blocks = msgspec.convert(singles, dict[str, SingleBlock])
        return cls(
            version=values["tick"],
            articles_observed=values["observed"],
            recent_articles=dict(recent),
            containers=dict(values["containers"]),
            confirmed_containers=tuple(values["confirmed"]),
            recurring_blocks=msgspec.convert(values["sightings"], dict[str, RecurringBlock]),
            single_blocks=single_blocks,
        )
