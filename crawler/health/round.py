"""The result of one round: one crawl of one outlet, in counts. Pure."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Self

import msgspec

from crawler.outcomes import FAILED, ROBOTS_DENIED, STORED, escape_field_name, find_outcome_kind

MONITORED_FIELDS = ("published_at", "authors", "lead", "section", "images")
"""Fields of an article that stop filling where an outlet changes its pages."""

MAX_LATEST_ARTICLES = 20  # articles looked at one by one; the others are sums
# Fewer failures may be a handful of dead links beside an outlet's news.
_MIN_FAILURES = 5
_FAILED_SHARE = 0.8


@dataclass(slots=True)
class RoundResult:
    """The counts of one round; `run` is an id that sorts by time.

    `whole`: the round requested everything the outlet announces, so that missing articles mean
    something. `asked` counts requests, `answered` pages fetched or unchanged, `stored` the new
    articles by hour (UTC, `2026-01-31T08`). `articles` counts new and revised articles; of these,
    `filled` counts those with each field, `lengths` those by the bit length of their word count
    (5: 16 to 31 words), and `latest` has the filled fields and words of the last ones.
    """

    run: str
    publisher: str
    started_at: datetime
    finished_at: datetime | None = None
    whole: bool = False
    asked: int = 0
    answered: int = 0
    outcomes: dict[str, int] = field(default_factory=dict)
    stored: dict[str, int] = field(default_factory=dict)
    articles: int = 0
    filled: dict[str, int] = field(default_factory=dict)
    lengths: dict[str, int] = field(default_factory=dict)
    latest: list[dict[str, Any]] = field(default_factory=list)

    def count_outcome(self, outcome: str, at: datetime) -> None:
        """Count the outcome of an article's address."""
        _increase_count(self.outcomes, escape_field_name(outcome))
        if outcome == STORED:
            _increase_count(self.stored, format_hour_name(at))

    def count_article(self, filled: Mapping[str, bool], word_count: int) -> None:
        """Count a new or revised article: which of MONITORED_FIELDS it has, how many words."""
        self.articles += 1
        for name in MONITORED_FIELDS:
            self.filled[name] = self.filled.get(name, 0) + filled[name]
        _increase_count(self.lengths, str(word_count.bit_length()))
        filled_names = [name for name in MONITORED_FIELDS if filled[name]]
        self.latest = [*self.latest, {"filled": filled_names, "words": word_count}][
            -MAX_LATEST_ARTICLES:
        ]

    @property
    def failed_outcomes(self) -> Counter[str]:
        """The outcomes that mean trouble with the outlet's server."""
        return Counter(
            {
                name: number
                for name, number in self.outcomes.items()
                if find_outcome_kind(name) in (FAILED, ROBOTS_DENIED)
            }
        )

    @property
    def trouble(self) -> str | None:
        """The most frequent failure, where the round failed as a whole; None where it did not."""
        if not self.asked:
            return None
        failures = self.failed_outcomes
        most_frequent = failures.most_common(1)[0][0] if failures else "no answer"
        nearly_all_failed = failures.total() >= max(
            _MIN_FAILURES, _FAILED_SHARE * sum(self.outcomes.values())
        )
        return most_frequent if self.answered == 0 or nearly_all_failed else None

    def as_values(self) -> dict[str, Any]:
        """Return the round as a document."""
        values: dict[str, Any] = msgspec.to_builtins(self, builtin_types=(datetime,))
        return values

    @classmethod
    def from_values(cls, values: Mapping[str, Any]) -> Self:
        """Read the round from a document; names that are no fields are left out.

        Raises ValueError.
        """
        return msgspec.convert(values, cls)


def format_hour_name(instant: datetime) -> str:
    """Return the hour of an instant in UTC as `2026-01-31T08`."""
    return f"{instant:%Y-%m-%dT%H}"


def _increase_count(counts: dict[str, int], name: str, number: int = 1) -> None:
    counts[name] = counts.get(name, 0) + number
