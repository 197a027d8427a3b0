"""The labelled set, the same at every run."""

import random
from collections.abc import Iterator
from pathlib import Path

from tests.bench.dedupe import sources
from tests.bench.dedupe.edits import EDITS, edited
from tests.bench.dedupe.events import told_twice
from tests.bench.dedupe.pair import Pair, Piece
from tests.bench.dedupe.templates import CITIES, MOULDS

Source = list[tuple[str, Piece]]

_EDITS_EACH = 3  # of an article
_EACH = 30  # pairs of a mould, and of events told twice


def labelled(shared: Path | None) -> list[Pair]:
    """Return all pairs; those of the corpora only where `shared` has them."""
    corpora = sources.of_corpora(shared) if shared else []
    sites = sources.of_sites()
    return [
        *_edited("corpora", corpora),
        *_edited("sites", sites),
        *_follow_ups("corpora", corpora),
        *_follow_ups("sites", sites),
        *_others("corpora", corpora),
        *_others("sites", sites),
        *_moulds(),
        *_copied_moulds(),
        *_events(),
    ]


def _edited(source: str, articles: Source) -> Iterator[Pair]:
    """Copies: each article by some kinds of edit in turn, first light, then medium, then heavy."""
    kinds = list(EDITS)
    pool = [word for _, piece in articles for word in piece.text.split() if word.isalpha()]
    for number, (name, piece) in enumerate(articles):
        for turn in range(_EDITS_EACH):
            kind = kinds[(number * _EDITS_EACH + turn * 4) % len(kinds)]
            pair = f"{name}:{kind}"
            copy = edited(kind, piece, random.Random(pair), pool)
            yield Pair(id=pair, kind=kind, copies=True, source=source, one=piece, two=copy)


def _follow_ups(source: str, articles: Source) -> Iterator[Pair]:
    """Another article that ends with a paragraph of background from the first."""
    for number in range(0, len(articles) - 1, 3):
        (name, one), (_, two) = articles[number], articles[number + 1]
        background = one.text.split("\n\n")[-1].split()[: len(two.text.split()) // 5]
        paragraphs = [*two.text.split("\n\n"), " ".join(background)]
        yield _apart(source, f"{name}:follow-up", "follow-ups", one, two.with_text(paragraphs))


def _others(source: str, articles: Source) -> Iterator[Pair]:
    """Any two articles."""
    for number in range(0, len(articles) - 2, 4):
        (name, one), (_, two) = articles[number], articles[number + 2]
        yield _apart(source, f"{name}:other", "other articles", one, two)


def _moulds() -> Iterator[Pair]:
    """One mould filled twice: of the same day, and of two days."""
    for kind, mould in MOULDS.items():
        for number in range(_EACH):
            name = f"{kind}:{number}"
            random_ = random.Random(name)
            one = mould(random_, 0)
            two = mould(random_, number % 2)
            while two.text == one.text or (_names_a_town(one) and two.title == one.title):
                two = mould(random_, number % 2)
            yield _apart("moulds", name, kind, one, two)


def _names_a_town(piece: Piece) -> bool:
    return any(city in piece.title for city in CITIES)


def _copied_moulds() -> Iterator[Pair]:
    """A filled mould that other outlets print."""
    for kind, mould in MOULDS.items():
        for number in range(_EACH // 5):
            name = f"{kind}:copied:{number}"
            random_ = random.Random(name)
            one = mould(random_, 0)
            edit = ("light: letters", "light: agency, headline", "light: last lines left out")
            two = edited(edit[number % len(edit)], one, random_, [])
            yield Pair(
                id=name, kind="a mould's copies", copies=True, source="moulds", one=one, two=two
            )


def _events() -> Iterator[Pair]:
    for number in range(_EACH):
        name = f"event:{number}"
        one, two = told_twice(random.Random(name))
        yield _apart("moulds", name, "told by two authors", one, two)


def _apart(source: str, name: str, kind: str, one: Piece, two: Piece) -> Pair:
    return Pair(id=name, kind=kind, copies=False, source=source, one=one, two=two)
