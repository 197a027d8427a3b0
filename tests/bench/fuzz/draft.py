"""Seeds (bodies as served), drafts (bodies being mutated) and mutators."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from random import Random

from tests.bench.fuzz.reading import BodyKind, read_body
from tests.bench.fuzz.tokens import split

PAGES: frozenset[BodyKind] = frozenset({"page", "listing"})
XML: frozenset[BodyKind] = frozenset({"feed", "sitemap"})
EVERY: frozenset[BodyKind] = frozenset({"page", "listing", "feed", "sitemap", "robots"})


@dataclass(frozen=True)
class Seed:
    """One body as served, decoded."""

    name: str
    kind: BodyKind
    url: str
    text: str
    content_type: str

    @cached_property
    def tokens(self) -> tuple[str, ...]:
        """The text, split into mark-up tokens; robots files into lines."""
        if self.kind == "robots":
            return tuple(self.text.splitlines(keepends=True))
        return tuple(split(self.text))

    @cached_property
    def article_text(self) -> str:
        """The article's text as it would be stored from the untouched body; "" where none."""
        content_type = "text/html; charset=utf-8"
        return read_body(self.kind, self.text.encode(), self.url, content_type, "article")


@dataclass
class Draft:
    """A body that mutators change in place; `damages` change its bytes, after encoding."""

    seed: Seed
    tokens: list[str]
    content_type: str | None
    charset: str = "utf-8"
    damages: list[Callable[[bytes], bytes]] = field(default_factory=list)

    @property
    def body(self) -> bytes:
        """The bytes; surrogates become broken UTF-8, letters that a codec lacks references."""
        errors = "surrogatepass" if self.charset.startswith("utf") else "xmlcharrefreplace"
        body = "".join(self.tokens).encode(self.charset, errors)
        for damage in self.damages:
            body = damage(body)
        return body


@dataclass(frozen=True, kw_only=True)
class Mutator:
    """One way to change bodies of some kinds; `keeps_text`: a page keeps its article's text."""

    name: str
    kinds: frozenset[BodyKind]
    change: Callable[[Draft, Random], None]
    keeps_text: bool = False


def find_tokens(tokens: list[str], matches: Callable[[str], bool]) -> list[int]:
    """Return the indices of the tokens that match."""
    return [index for index, token in enumerate(tokens) if matches(token)]
