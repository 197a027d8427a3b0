"""Comparison of two fingerprints: copies of one story, or one article at two addresses. Pure.

Routine reports written from a template (weather, prices, matches) share most of their words. They
differ in their figures and in the names in their headlines: these must agree, however much else
does. The thresholds are tuned on one half of the pairs of `make bench-dedupe`.
"""

from collections.abc import Sequence

from crawler.near_duplicates.fingerprint import Fingerprint, is_figure
from crawler.near_duplicates.shingles import count_shared_hashes

_MIN_SHARED_SHINGLES = 0.30  # of the shingles of the shorter article
_MAX_CONFLICTING_FIGURES = 0.40  # of the figures between the same words
_MIN_SHARED_FIGURES = 0.50  # of the figures of the article with fewer, where it has at least
_MIN_FIGURES = 3
_MIN_COMMON_TITLE_WORDS = 0.40  # of the words of the longer headline
_MIN_UNKNOWN_TITLE_WORDS = 0.25  # of a headline's words
_MIN_SHINGLES_OF_SAME_ARTICLE = 0.90  # of the shingles of both


def are_copies(first: Fingerprint, second: Fingerprint) -> bool:
    """Say whether one is a copy of the other, whole, cut, reworded or added to. Symmetric."""
    shared = count_shared_hashes(first.distinct_hashes, second.distinct_hashes)
    if not shared or shared < _MIN_SHARED_SHINGLES * min(
        len(first.distinct_hashes), len(second.distinct_hashes)
    ):
        return False
    return _have_agreeing_figures(first, second) and not _have_different_names(first, second)


def may_be_same_article(first: Fingerprint, second: Fingerprint) -> bool:
    """Say whether two addresses may hold one article. Symmetric.

    Headline and figures must be the same, and nearly every word.
    """
    if first.title_words != second.title_words or not first.title_words:
        return False
    shared = count_shared_hashes(first.distinct_hashes, second.distinct_hashes)
    total = len(first.distinct_hashes) + len(second.distinct_hashes) - shared
    nearly_equal = shared >= _MIN_SHINGLES_OF_SAME_ARTICLE * total > 0
    return nearly_equal and _collect_figures(first) == _collect_figures(second)


def _have_agreeing_figures(first: Fingerprint, second: Fingerprint) -> bool:
    contexts = first.figures.keys() & second.figures.keys()
    conflicts = sum(
        first.figures[context].isdisjoint(second.figures[context]) for context in contexts
    )
    if conflicts > _MAX_CONFLICTING_FIGURES * len(contexts):
        return False
    first_figures, second_figures = _collect_figures(first), _collect_figures(second)
    fewer = min(len(first_figures), len(second_figures))
    return (
        fewer < _MIN_FIGURES or len(first_figures & second_figures) >= _MIN_SHARED_FIGURES * fewer
    )


def _have_different_names(first: Fingerprint, second: Fingerprint) -> bool:
    """Say whether similar headlines name things that the other article does not mention at all.

    Words of a headline count where the article's own text repeats them.
    """
    first_title, second_title = set(first.title_words), set(second.title_words)
    common = len(first_title & second_title)
    if not common or common < _MIN_COMMON_TITLE_WORDS * max(len(first_title), len(second_title)):
        return False
    first_words, second_words = set(first.words), set(second.words)
    unknown = (
        _measure_unknown_words(first.title_words, first_words, second_title | second_words),
        _measure_unknown_words(second.title_words, second_words, first_title | first_words),
    )
    return max(unknown) >= _MIN_UNKNOWN_TITLE_WORDS


def _measure_unknown_words(
    title: Sequence[str], own_words: set[str], other_words: set[str]
) -> float:
    """Of a headline's words repeated in its text, return the share that the other article lacks."""
    repeated = [word for word in title if word in own_words and not is_figure(word)]
    return sum(word not in other_words for word in repeated) / len(repeated) if repeated else 0.0


def _collect_figures(fingerprint: Fingerprint) -> frozenset[str]:
    return frozenset(figure for figures in fingerprint.figures.values() for figure in figures)
