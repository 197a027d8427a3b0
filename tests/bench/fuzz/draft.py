"""What is mutated, and what a mutator is."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from random import Random

from tests.bench.fuzz.reading import Form, read
from tests.bench.fuzz.tokens import split

PAGES: frozenset[Form] = frozenset({"page", "listing"})
XML: frozenset[Form] = frozenset({"feed", "sitemap"})
EVERY: frozenset[Form] = frozenset({"page", "listing", "feed", "sitemap", "robots"})


@dataclass(frozen=True)
class Seed:
    """One body as served, decoded."""

    name: str
    form: Form
    url: str
    text: str
    content_type: str

    @cached_property
    def tokens(self) -> tuple[str, ...]:
        """The text, split; robots files by lines."""
        if self.form == "robots":
            return tuple(self.text.splitlines(keepends=True))
        return tuple(split(self.text))

    @cached_property
    def kept(self) -> str:
        """The text that would be stored of the untouched body, empty where none."""
        return read(self.form, self.text.encode(), self.url, "text/html; charset=utf-8", "article")


@dataclass
class Draft:
    """A body in the making: mutators change it in place."""

    seed: Seed
    tokens: list[str]
    content_type: str | None
    charset: str = "utf-8"
    damages: list[Callable[[bytes], bytes]] = field(default_factory=list)

    @property
    def body(self) -> bytes:
        """The bytes: surrogates come as broken UTF-8, letters a codec lacks as references."""
        errors = "surrogatepass" if self.charset.startswith("utf") else "xmlcharrefreplace"
        body = "".join(self.tokens).encode(self.charset, errors)
        for damage in self.damages:
            body = damage(body)
        return body


@dataclass(frozen=True, kw_only=True)
class Mutator:
    """One way to change a body; `keeps` says that it leaves a page's article alone."""

    name: str
    forms: frozenset[Form]
    change: Callable[[Draft, Random], None]
    keeps: bool = False


def places(tokens: list[str], wanted: Callable[[str], bool]) -> list[int]:
    """Return where the tokens of a sort stand."""
    return [at for at, token in enumerate(tokens) if wanted(token)]
