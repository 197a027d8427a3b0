"""The choice of an article's authors among all candidates, by weights. Pure."""

from collections.abc import Collection, Iterable

from crawler.extraction.author_candidates import AuthorCandidate, list_author_candidates
from crawler.extraction.context import ExtractionContext
from crawler.extraction.fields.name_forms import begins_with_given_name
from crawler.text.normalise import fold_text

# What each sign is worth; a candidate counts from `_MIN_WEIGHT`.
WEIGHTS: dict[str, float] = {
    # where the names are found
    "selector": 5.0, "unverified selector": 0.6, "json-ld": 3.0, "embedded": 3.0, "meta": 1.6,
    "itemprop": 1.8, "rel author": 1.8, "writer's page": 1.4, "class name": 1.4, "printed": 0.0,
    # where a marked element stands
    "above the headline": -0.6, "above the text": 1.2, "before the text": 0.4,
    "in the text": -0.6, "below the text": 0.0, "elsewhere": -0.8, "beside another headline": -2.0,
    # how a printed line is known
    "labelled": 2.5, "shown": 2.2, "by date": 1.0, "by dateline": 1.8, "signed": 2.0,
    "styled": 1.4, "last": 0.7, "in the headline": 2.2,
    # the names themselves
    "single words": -0.8, "single words shown": -1.4, "login": -1.5, "many names": -0.4,
    "linked to a writer's page": 0.4,
}  # fmt: skip
_MIN_WEIGHT = 0.5
# For each other rung that names the same persons, by the share they have in common.
_AGREEMENT = 1.0


def extract_authors(context: ExtractionContext) -> tuple[str, ...]:
    """Return the persons of the weightiest candidate; none where none weighs enough."""
    candidates = list_author_candidates(context)
    named = [candidate for candidate in candidates if candidate.persons]
    weights = [
        weigh_author_candidate(candidate, named) if candidate.persons else 0.0
        for candidate in candidates
    ]
    best = max(range(len(candidates)), key=weights.__getitem__, default=None)
    if best is not None and weights[best] < _MIN_WEIGHT:
        best = None
    for index, candidate in enumerate(candidates):
        context.record_answer(
            "authors",
            candidate.rung,
            candidate.printed,
            won=index == best,
            weight=weights[index],
        )
    return _drop_unknown_labels(candidates[best], named) if best is not None else ()


def _drop_unknown_labels(
    best: AuthorCandidate, candidates: Iterable[AuthorCandidate]
) -> tuple[str, ...]:
    """Drop the words before a printed name that stands somewhere without them: a label."""
    if best.rung != "markup":
        return best.persons
    bare_names = {
        name
        for candidate in candidates
        for name in candidate.persons
        if candidate.rung != best.rung or " " in name
    }
    names = (_drop_unknown_label(name, bare_names) for name in best.persons)
    return tuple(dict.fromkeys(names))


def _drop_unknown_label(name: str, bare_names: Collection[str]) -> str:
    first, _, rest = name.partition(" ")
    is_label = rest in bare_names and not begins_with_given_name([fold_text(first)])
    return rest if is_label else name


def weigh_author_candidate(
    candidate: AuthorCandidate, candidates: Iterable[AuthorCandidate]
) -> float:
    """Weigh a candidate: its signs, and the other sources that name one of its persons."""
    own_names = _fold_names(candidate)
    shares: dict[str, float] = {}
    for other in candidates:
        if other.rung != candidate.rung:
            names = _fold_names(other)
            share = len(own_names & names) / len(own_names | names)
            shares[other.rung] = max(share, shares.get(other.rung, 0.0))
    weight = sum(WEIGHTS[sign] for sign in candidate.signs) + _AGREEMENT * sum(shares.values())
    return round(weight, 3)  # of equal ones the first is chosen


def _fold_names(candidate: AuthorCandidate) -> set[str]:
    return set(map(fold_text, candidate.persons))
