"""Whether two articles are copies of one story, and whether one outlet has printed one twice.

Reports of one mould (weather, prices, matches) share most of their words. What they say stands in
their figures and in the names of their headlines: these must agree, however much else does.
The thresholds are fixed on one half of the pairs of `make bench-dedupe`.
"""

from collections.abc import Sequence

from crawler.near_duplicates.fingerprint import Face, is_figure
from crawler.near_duplicates.shingles import shared

_SHARED = 0.30  # of the shorter one's shingles
_CONFLICTS = 0.40  # of the figures between the same words
_FIGURES = 0.50  # of the figures of the one with fewer, if it has as many as
_FIGURES_LEAST = 3
_MOULD = 0.40  # of the words of the longer headline
_NAMES = 0.25  # of a headline's words
_TWIN = 0.90  # of the shingles of both


def are_copies(one: Face, two: Face) -> bool:
    """Say whether one is the other, whole or cut, reworded, moved about or added to. Symmetric."""
    both = shared(one.distinct, two.distinct)
    if not both or both < _SHARED * min(len(one.distinct), len(two.distinct)):
        return False
    return _figures_agree(one, two) and not _names_differ(one, two)


def are_twins(one: Face, two: Face) -> bool:
    """Say whether they may be one article at two addresses: headline and figures are the same, and
    nearly every word. Symmetric.
    """
    if one.title != two.title or not one.title:
        return False
    both = shared(one.distinct, two.distinct)
    near = both >= _TWIN * (len(one.distinct) + len(two.distinct) - both) > 0
    return near and _figures(one) == _figures(two)


def _figures_agree(one: Face, two: Face) -> bool:
    both = one.figures.keys() & two.figures.keys()
    conflicts = sum(one.figures[at].isdisjoint(two.figures[at]) for at in both)
    if conflicts > _CONFLICTS * len(both):
        return False
    first, second = _figures(one), _figures(two)
    least = min(len(first), len(second))
    return least < _FIGURES_LEAST or len(first & second) >= _FIGURES * least


def _names_differ(one: Face, two: Face) -> bool:
    """The headlines are of one mould, and one article says what its own names where the other has
    no word of it.
    """
    first, second = set(one.title), set(two.title)
    same = len(first & second)
    if not same or same < _MOULD * max(len(first), len(second)):
        return False
    own, others = set(one.words), set(two.words)
    unknown = _unknown(one.title, own, second | others), _unknown(two.title, others, first | own)
    return max(unknown) >= _NAMES


def _unknown(title: Sequence[str], own: set[str], others: set[str]) -> float:
    """The share of the words of a headline and its text that the other article has nowhere."""
    said = [word for word in title if word in own and not is_figure(word)]
    return sum(word not in others for word in said) / len(said) if said else 0.0


def _figures(face: Face) -> frozenset[str]:
    return frozenset(figure for figures in face.figures.values() for figure in figures)
