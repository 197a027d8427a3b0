"""The cases of a seed number: each from its own, so that one can be made again alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from crawler.workers.tasks import ExpectedKind
from tests.bench.fuzz.documents import DOCUMENTS
from tests.bench.fuzz.draft import Draft, Mutator, Seed
from tests.bench.fuzz.graphs import GRAPHS
from tests.bench.fuzz.harmless import HARMLESS
from tests.bench.fuzz.junk import JUNK
from tests.bench.fuzz.octets import OCTETS
from tests.bench.fuzz.reading import Form
from tests.bench.fuzz.soup import SOUP

HOSTILE = (*SOUP, *JUNK, *GRAPHS, *DOCUMENTS)
# What share of the cases keeps the body, and of what bodies the others are made.
_KEEPING = 0.3
_FORMS: dict[Form, float] = {
    "page": 0.45, "listing": 0.1, "feed": 0.15, "sitemap": 0.15, "robots": 0.15,
}  # fmt: skip
_WANTS: tuple[ExpectedKind, ...] = ("article", "article", "page", "source")


@dataclass(frozen=True)
class Case:
    """One mutated body, `keeps` whether its article must come out as before."""

    number: int
    draft: Draft
    mutators: tuple[str, ...]
    keeps: bool
    want: ExpectedKind
    explained: bool


def case(seed: int, number: int, material: Sequence[Seed]) -> Case:
    """Make one case of a seed number, always the same of the same material."""
    chance = Random(f"{seed}/{number}")
    keeps = chance.random() < _KEEPING
    known = {one.form for one in material}
    forms: list[Form] = ["page"] if keeps else [form for form in _FORMS if form in known]
    form = chance.choices(forms, [_FORMS[one] for one in forms])[0]
    source = chance.choice([one for one in material if one.form == form])
    chosen = _chosen(chance, form, keeps=keeps)
    draft = Draft(source, list(source.tokens), source.content_type)
    for mutator in chosen:
        mutator.change(draft, chance)
    names = tuple(mutator.name for mutator in chosen)
    want = "article" if keeps else chance.choice(_WANTS)
    explained = form == "page" and not keeps and chance.random() < 0.1
    return Case(number, draft, names, keeps, want, explained)


def _chosen(chance: Random, form: Form, *, keeps: bool) -> list[Mutator]:
    """Choose one to three mutators; what turns the bytes comes last."""
    known = HARMLESS if keeps else HOSTILE
    fitting = [one for one in known if form in one.forms]
    chosen = chance.sample(fitting, chance.choice([1, 1, 2, 3] if not keeps else [1, 1, 2]))
    if not keeps and chance.random() < 0.25:
        octets = [one for one in OCTETS if form in one.forms]
        chosen = [*chosen[: chance.choice([0, 1])], chance.choice(octets)]
    return chosen
