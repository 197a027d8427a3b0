"""Tasks of a worker process, and their results. Pure.

Bytes go in and plain dataclasses come out, so no tree crosses a process boundary.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from crawler.discovery.content_sniffing import ContentKind
from crawler.discovery.links import Link
from crawler.extraction.body.block_ids import NOTHING_LEARNED, LearnedTemplate
from crawler.items import Article
from crawler.publisher import Publisher

ExpectedKind = Literal["article", "page", "source"]


@dataclass(frozen=True, kw_only=True, slots=True)
class ParseTask:
    """A body to parse; `expected_kind` says why it was fetched, "page" where it may be anything.

    `hint` is the link that led here, for what its source says of the page; `learned` is what was
    learned from the outlet's other pages; `now` is the time of the fetch, None where it is
    unknown. `first_entry`: how many entries of a long sitemap were read before.
    """

    url: str
    body: bytes
    content_type: str | None
    publisher: Publisher
    now: datetime | None
    expected_kind: ExpectedKind = "article"
    hint: Link | None = None
    learned: LearnedTemplate = NOTHING_LEARNED
    first_entry: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class ParseResult:
    """The article or links of a body.

    `links` are those of a source, or of a page whose article is not of `kind` "article".
    `next_entry`: the entry from which a sitemap is to be read on, 0 where it is read to its end.
    """

    content_kind: ContentKind
    article: Article | None = None
    links: tuple[Link, ...] = ()
    next_entry: int = 0


class ExtractionFailed(Exception):  # noqa: N818 - an outcome of a page, no fault of the program
    """Raised for a body that could not be read; `reason` is the slug of the outcome."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
