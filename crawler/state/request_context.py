"""Context of a request: what the crawl knows of it, under one key of `request.meta`. Pure.

Middlewares, extensions and recorders read it here; requests for robots.txt, and those of spiders
that crawl no outlets, may have none. The requests of outlets have more in it
(`crawler.crawl.plan_context`). A context is frozen: `update_context` puts a new one into one
request and leaves the requests it was copied to, or from, as they are. Scrapy copies it to
redirects and retries, and writes it to the disk queue of a JOBDIR.
"""

from dataclasses import dataclass, replace
from typing import Any, Final, Literal, Protocol

from crawler.state.records import PageState, SourceState
from crawler.state.validators import Validators

CONTEXT_KEY: Final = "context"

CountedKind = Literal["article", "source", "robots"]


class HasMeta(Protocol):
    """A Scrapy request, or its response."""

    @property
    def meta(self) -> dict[str, Any]:
        """The request's meta."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestContext:
    """What those who fetch and count a request need to know of it.

    - `publisher`: the slug of its outlet.
    - `page_kind`: how it is counted: as an article's address, as a source (pages of unknown kind
      too, until `Ledger.count_as_article`), or as a robots.txt.
    - `known`: the previous state that a conditional request goes by, None where the whole body is
      wanted; `is_conditional` says whether it was last sent as one.
    - `validators`: those of the answer.

    The last two are set by `crawler.fetching.conditional`.
    """

    publisher: str = ""
    page_kind: CountedKind = "source"
    known: PageState | SourceState | None = None
    is_conditional: bool = False
    validators: Validators | None = None

    @property
    def is_body_kept(self) -> bool:
        """Whether the body is already here, so that nothing is sent."""
        return False


def find_context(request: HasMeta) -> RequestContext | None:
    """Return the context of a request, None where it has none."""
    context: RequestContext | None = request.meta.get(CONTEXT_KEY)
    return context


def get_publisher_slug(request: HasMeta) -> str:
    """Return the slug of the outlet a request belongs to, "" where it belongs to none."""
    context = find_context(request)
    return context.publisher if context else ""


def get_page_kind(request: HasMeta) -> CountedKind:
    """Return how a request is counted; one without context counts as a source."""
    context = find_context(request)
    return context.page_kind if context else "source"


def is_body_kept(request: HasMeta) -> bool:
    """Say whether the body of a request is already here, so that nothing is sent."""
    context = find_context(request)
    return context is not None and context.is_body_kept


def update_context(request: HasMeta, **changes: Any) -> None:
    """Give a request that has a context a new one, with some values changed."""
    request.meta[CONTEXT_KEY] = replace(request.meta[CONTEXT_KEY], **changes)
