"""What an extractor says of a page. Standard library only: it runs in every peer's environment."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """One extractor's answer for one page.

    `published` is ISO 8601: a bare day, a wall time, or, where the zone is known, an instant with
    its offset. `rung` and `rejected` are warraq's alone: what gave the text, why the page
    is no article. `ms`, filled by the runner, is the processor time of the extraction.
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


class Reader(NamedTuple):
    """An extractor as the runner drives it.

    `extract(body, url)` is what is timed; `answer` turns its result into ours.
    """

    extract: Callable[[bytes, str], Any]
    answer: Callable[[Any], Answer]
