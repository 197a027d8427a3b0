"""What one round of one outlet gave."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import datetime
from typing import Any, Self

from crawler.outcomes import ROBOTS_DENIED

MONITORED_FIELDS = ("published_at", "authors", "lead", "section", "images")
"""Fields of an article that stop filling where an outlet changes its pages."""

MAX_LATEST_ARTICLES = 20  # articles looked at one by one; the others are sums
# Fewer failures may be a handful of dead links beside an outlet's news.
_MIN_FAILURES = 5
_FAILED_SHARE = 0.8


@dataclass(slots=True)
class RoundResult:
    """One round; `run` is an id that sorts by time.

    `whole`: everything the outlet announces was asked for, so that what did not come says
    something. `asked` counts requests, `answered` pages got or unchanged, `stored` new articles by
    hour (UTC, `2026-01-31T08`). Of new and revised articles: how many (`articles`) have each field
    (`filled`), how many have a text of so many bits of words (`lengths`; 5 bits: 16 to 31 words),
    and of the `latest` their filled fields and words.
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
        # A reason may be an exception's dotted name; a stored name may not be.
        _increase_count(self.outcomes, outcome.replace(".", "_").replace("$", "_"))
        if outcome == "stored":
            _increase_count(self.stored, format_hour_name(at))

    def count_article(self, filled: Mapping[str, bool], word_count: int) -> None:
        """Look at a new or revised article: which of FIELDS it has, how long its text is."""
        self.articles += 1
        for name in MONITORED_FIELDS:
            self.filled[name] = self.filled.get(name, 0) + filled[name]
        _increase_count(self.lengths, str(word_count.bit_length()))
        has = [name for name in MONITORED_FIELDS if filled[name]]
        self.latest = [*self.latest, {"filled": has, "words": word_count}][-MAX_LATEST_ARTICLES:]

    @property
    def failed_outcomes(self) -> Counter[str]:
        """The outcomes that speak of trouble with the outlet's server."""
        return Counter(
            {
                name: number
                for name, number in self.outcomes.items()
                if name.startswith("failed:") or name == ROBOTS_DENIED
            }
        )

    @property
    def trouble(self) -> str | None:
        """Return why the round failed as a whole, None where it did not, or asked nothing."""
        if not self.asked:
            return None
        bad = self.failed_outcomes
        worst = bad.most_common(1)[0][0] if bad else "no answer"
        total = bad.total()
        most = total >= max(_MIN_FAILURES, _FAILED_SHARE * sum(self.outcomes.values()))
        return worst if self.answered == 0 or most else None

    def as_values(self) -> dict[str, Any]:
        """Return it as a document."""
        return asdict(self)

    @classmethod
    def from_values(cls, values: Mapping[str, Any]) -> Self:
        """Read what `as_values` gave; other names are left out."""
        return cls(**{one.name: values[one.name] for one in fields(cls)})


def format_hour_name(instant: datetime) -> str:
    """Name the hour of an instant in UTC."""
    return f"{instant:%Y-%m-%dT%H}"


def _increase_count(counts: dict[str, int], name: str, number: int = 1) -> None:
    counts[name] = counts.get(name, 0) + number
