"""Cases: mutated bodies, each made from a seed number and its own number alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from crawler.workers.tasks import ExpectedKind
from tests.bench.fuzz.broken_markup import BROKEN_MARKUP
from tests.bench.fuzz.documents import DOCUMENTS
from tests.bench.fuzz.draft import Draft, Mutator, Seed
from tests.bench.fuzz.harmless import HARMLESS
from tests.bench.fuzz.json_ld import JSON_LD
from tests.bench.fuzz.odd_values import ODD_VALUES
from tests.bench.fuzz.raw_bytes import RAW_BYTES
from tests.bench.fuzz.reading import BodyKind

HOSTILE = (*BROKEN_MARKUP, *ODD_VALUES, *JSON_LD, *DOCUMENTS)
# The share of cases with harmless changes, and the kinds of body in the others.
_HARMLESS_SHARE = 0.3
_KIND_WEIGHTS: dict[BodyKind, float] = {
    "page": 0.45, "listing": 0.1, "feed": 0.15, "sitemap": 0.15, "robots": 0.15,
}  # fmt: skip
_EXPECTED_KINDS: tuple[ExpectedKind, ...] = ("article", "article", "page", "source")


@dataclass(frozen=True)
class FuzzCase:
    """One mutated body.

    `keeps_text`: the article's text must stay as it was. `explains`: the page also goes through
    `scrapy explain`.
    """

    number: int
    draft: Draft
    mutators: tuple[str, ...]
    keeps_text: bool
    expected_kind: ExpectedKind
    explains: bool


def make_case(seed: int, number: int, material: Sequence[Seed]) -> FuzzCase:
    """Make one case, always the same from the same material."""
    chance = Random(f"{seed}/{number}")
    harmless = chance.random() < _HARMLESS_SHARE
    available = {body.kind for body in material}
    kinds: list[BodyKind] = (
        ["page"] if harmless else [kind for kind in _KIND_WEIGHTS if kind in available]
    )
    kind = chance.choices(kinds, [_KIND_WEIGHTS[kind] for kind in kinds])[0]
    source = chance.choice([body for body in material if body.kind == kind])
    mutators = _choose_mutators(chance, kind, harmless=harmless)
    draft = Draft(source, list(source.tokens), source.content_type)
    for mutator in mutators:
        mutator.change(draft, chance)
    names = tuple(mutator.name for mutator in mutators)
    expected_kind = "article" if harmless else chance.choice(_EXPECTED_KINDS)
    explains = kind == "page" and not harmless and chance.random() < 0.1
    return FuzzCase(number, draft, names, harmless, expected_kind, explains)


def _choose_mutators(chance: Random, kind: BodyKind, *, harmless: bool) -> list[Mutator]:
    """Choose one to three mutators; one that changes bytes comes last."""
    fitting = [mutator for mutator in (HARMLESS if harmless else HOSTILE) if kind in mutator.kinds]
    chosen = chance.sample(fitting, chance.choice([1, 1, 2] if harmless else [1, 1, 2, 3]))
    if not harmless and chance.random() < 0.25:
        on_bytes = [mutator for mutator in RAW_BYTES if kind in mutator.kinds]
        chosen = [*chosen[: chance.choice([0, 1])], chance.choice(on_bytes)]
    return chosen
