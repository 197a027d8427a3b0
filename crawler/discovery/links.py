"""What discovery finds: an address, what it probably leads to, what its source says of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

LinkKind = Literal["article", "page", "section", "paging", "feed", "sitemap", "skip"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """One address found in a source; `url` is canonical.

    Kinds: `article` surely or likely one; `page` cannot be told from address and anchor, so the
    page itself is to be asked; `section` lists articles; `paging` the next pages of a list; `feed`
    and `sitemap` as they say; `skip` tags, authors, searches, media files, log-ins, shares.

    The rest are hints, None where the source is silent: `title` is plain text, instants are aware,
    `section` as the source names it. A wall time without a zone stands as UTC in `published`;
    `published_raw` is the date as printed, for a reader who knows the outlet's zone.
    """

    url: str
    kind: LinkKind
    title: str | None = None
    published: datetime | None = None
    published_raw: str | None = None
    modified: datetime | None = None
    section: str | None = None
