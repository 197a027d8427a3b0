"""Whether two articles are copies of one story, and whether one outlet has printed one twice.

Reports of one mould (weather, prices, matches) share most of their words. What they say stands in
their figures and in the names of their headlines: these must agree, however much else does.
The thresholds are fixed on one half of the pairs of `make bench-dedupe`.
"""

from collections.abc import Sequence

from crawler.near_duplicates.fingerprint import Fingerprint, is_figure
from crawler.near_duplicates.shingles import count_shared_hashes

_MIN_SHARED_SHINGLES = 0.30  # of the shorter one's shingles
_MAX_CONFLICTING_FIGURES = 0.40  # of the figures between the same words
_MIN_SHARED_FIGURES = 0.50  # of the figures of the one with fewer, if it has as many as
_MIN_FIGURES = 3
_MIN_COMMON_TITLE_WORDS = 0.40  # of the words of the longer headline
_MIN_UNKNOWN_TITLE_WORDS = 0.25  # of a headline's words
_MIN_SHINGLES_OF_SAME_ARTICLE = 0.90  # of the shingles of both


def are_copies(one: Fingerprint, two: Fingerprint) -> bool:
    """Say whether one is the other, whole or cut, reworded, moved about or added to. Symmetric."""
    both = count_shared_hashes(one.distinct_hashes, two.distinct_hashes)
    if not both or both < _MIN_SHARED_SHINGLES * min(
        len(one.distinct_hashes), len(two.distinct_hashes)
    ):
        return False
    return _have_agreeing_figures(one, two) and not _have_different_names(one, two)


def may_be_same_article(one: Fingerprint, two: Fingerprint) -> bool:
    """Say whether they may be one article at two addresses: headline and figures are the same, and
    nearly every word. Symmetric.
    """
    if one.title_words != two.title_words or not one.title_words:
        return False
    both = count_shared_hashes(one.distinct_hashes, two.distinct_hashes)
    near = (
        both
        >= _MIN_SHINGLES_OF_SAME_ARTICLE
        * (len(one.distinct_hashes) + len(two.distinct_hashes) - both)
        > 0
    )
    return near and _collect_figures(one) == _collect_figures(two)


def _have_agreeing_figures(one: Fingerprint, two: Fingerprint) -> bool:
    both = one.figures.keys() & two.figures.keys()
    conflicts = sum(one.figures[at].isdisjoint(two.figures[at]) for at in both)
    if conflicts > _MAX_CONFLICTING_FIGURES * len(both):
        return False
    first, second = _collect_figures(one), _collect_figures(two)
    least = min(len(first), len(second))
    return least < _MIN_FIGURES or len(first & second) >= _MIN_SHARED_FIGURES * least


def _have_different_names(one: Fingerprint, two: Fingerprint) -> bool:
    """The headlines are of one mould, and one article says what its own names where the other has
    no word of it.
    """
    first, second = set(one.title_words), set(two.title_words)
    same = len(first & second)
    if not same or same < _MIN_COMMON_TITLE_WORDS * max(len(first), len(second)):
        return False
    own, others = set(one.words), set(two.words)
    unknown = (
        _measure_unknown_words(one.title_words, own, second | others),
        _measure_unknown_words(two.title_words, others, first | own),
    )
    return max(unknown) >= _MIN_UNKNOWN_TITLE_WORDS


def _measure_unknown_words(title: Sequence[str], own: set[str], others: set[str]) -> float:
    """The share of the words of a headline and its text that the other article has nowhere."""
    said = [word for word in title if word in own and not is_figure(word)]
    return sum(word not in others for word in said) / len(said) if said else 0.0


def _collect_figures(fingerprint: Fingerprint) -> frozenset[str]:
    return frozenset(figure for figures in fingerprint.figures.values() for figure in figures)
