"""The truth of an outlet: the articles that must be stored, and all other outcomes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from tests.newsroom.story import Fate, Story

# The outcome of an address that is no article of its own; "failed" and "rejected" leave the reason
# open.
OUTCOMES: Mapping[Fate, str] = {
    "amp": "duplicate",
    "twin": "duplicate",
    "moved": "duplicate",
    "not-found": "failed:http-404",
    "gone": "failed:http-410",
    "slow": "failed",
    "denied": "robots-denied",
    "persian": "rejected:not-arabic",
    "video": "rejected",
    "gallery": "rejected",
}

STORED = frozenset({"article", "busy"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Expected:
    """An article as it must be stored; most fields are named as in the stored document.

    `captions` and `credits` go in pairs. `twins` are addresses any of which may stand for `url`:
    the same text without a canonical address.
    """

    url: str
    title: str
    lead: str | None
    text: str
    authors: tuple[str, ...]
    agencies: tuple[str, ...]
    section: str
    tags: tuple[str, ...]
    captions: tuple[str, ...]
    credits: tuple[str | None, ...]
    published_at: datetime
    modified_at: datetime | None
    precision: Literal["minute", "day"]
    zone_known: bool
    language: str = "ar"
    twins: tuple[str, ...] = ()


def expected_article(
    story: Story, stories: Sequence[Story], url: Callable[[Story], str]
) -> Expected:
    """Return what must be stored of a story of an outlet with these stories."""
    twins = [
        twin
        for twin in stories
        if twin.fate == "twin" and twin.of == story.key and not twin.canonical
    ]
    photos = [story.photo] if story.photo else []
    return Expected(
        url=url(story),
        title=story.title,
        lead=story.lead,
        text=story.text,
        # Outlets print an agency's credit where an author's name would be.
        authors=tuple(name for name in story.authors if "وكالة" not in name),
        agencies=tuple(name for name in story.authors if "وكالة" in name),
        section=story.section,
        tags=story.tags,
        captions=tuple(photo.caption for photo in photos),
        credits=tuple(photo.credit for photo in photos),
        published_at=story.published_at,
        modified_at=story.modified_at,
        precision="day" if story.day_only else "minute",
        zone_known=story.printed_time.tzinfo is not None,
        twins=tuple(url(twin) for twin in twins),
    )
