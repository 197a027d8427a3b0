"""Extractors and the fields they give. Standard library only: every peer's environment runs it."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple


@dataclass(frozen=True, kw_only=True, slots=True)
class ExtractedFields:
    """The fields that one extractor gives for one page.

    `published` is ISO 8601: a bare day, a wall time, or, where the zone is known, an instant with
    its offset. Only warraq gives `rung` (the source of the text), `judged` (whether trafilatura
    agreed) and `rejected` (why the page is no article). `ms`, filled by the runner, is the
    processor time of the extraction.
    """

    title: str | None = None
    lead: str | None = None
    text: str = ""
    authors: tuple[str, ...] = ()
    published: str | None = None
    rung: str | None = None
    judged: bool | None = None
    rejected: str | None = None
    ms: float | None = None

    def as_row(self) -> dict[str, Any]:
        """Return the fields as JSON has them."""
        return asdict(self)


def make_fields(row: dict[str, Any]) -> ExtractedFields:
    """Return the fields of a row."""
    return ExtractedFields(**(row | {"authors": tuple(row["authors"])}))


class Extractor(NamedTuple):
    """An extractor as the runner calls it.

    `extract(body, url)` is timed; `convert` turns its result into `ExtractedFields`.
    """

    extract: Callable[[bytes, str], Any]
    convert: Callable[[Any], ExtractedFields]
