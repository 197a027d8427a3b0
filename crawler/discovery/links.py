"""The link that discovery returns: an address, its probable kind and hints from its source."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

LinkKind = Literal["article", "page", "section", "paging", "feed", "sitemap", "skip"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """An address found in a source; `url` is canonical.

    Kinds: `article` is certain or likely; `page` means that address and anchor do not tell, so the
    page has to be fetched; `section` lists articles; `paging` is a further page of a list; `feed`
    and `sitemap` are sources; `skip` covers tags, authors, searches, media files, log-ins, shares.

    The other fields are hints, None where the source gives none. `title` is plain text, `section`
    is the source's own name, instants are aware. A date without a zone counts as UTC in
    `published`; `published_raw` keeps it as printed, for a reader who knows the outlet's zone.
    """

    url: str
    kind: LinkKind
    title: str | None = None
    published: datetime | None = None
    published_raw: str | None = None
    modified: datetime | None = None
    section: str | None = None
