"""Typos put right: the same words, except for a letter or a sign. Pure."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cache

from crawler.dates.words import months, phrases
from crawler.revisions.tokens import Sentence, is_punctuation
from crawler.text.normalise import fold_text

# Below four letters one letter makes another word («من», «عن»); long words may have two typos.
_MIN_LETTERS_FOR_ONE_TYPO, _MIN_LETTERS_FOR_TWO_TYPOS, _MAX_WORD_LETTERS = 4, 9, 40
# Typos in one sentence: this number, or one in five words.
_MAX_TYPOS = 3
# Longer sentences are compared by their letters only.
_MAX_SENTENCE_TOKENS = 600


def is_typo(old: Sentence, new: Sentence) -> bool:
    """Say whether two versions of a sentence differ by typos only.

    Typos: hamza, tashkeel and other spellings that fold equal; signs; words joined or split; a word
    printed twice; a letter too many, missing, wrong or swapped with its neighbour in a word of four
    letters or more (two such in nine or more). No typos: numbers, and words that name numbers, days
    or months, as «يونيو» and «يوليو». Two other words a letter apart count as a typo, though they
    may be two names.
    """
    if _join_folded_letters(old) == _join_folded_letters(new):
        return True
    if max(len(old), len(new)) > _MAX_SENTENCE_TOKENS:
        return False
    typos = 0
    for before, after in _iter_replacements(old, new):
        if _join_folded_letters(before) == _join_folded_letters(after):
            continue
        old_words, new_words = (
            [fold_text(token) for token in tokens if not is_punctuation(token)]
            for tokens in (before, after)
        )
        if len(old_words) != len(new_words):
            return False
        if not all(map(_is_misspelling, old_words, new_words)):
            return False
        typos += sum(
            old_word != new_word for old_word, new_word in zip(old_words, new_words, strict=True)
        )
    return typos <= max(_MAX_TYPOS, len(old) // 5)


def _iter_replacements(old: Sentence, new: Sentence) -> Iterator[tuple[Sentence, Sentence]]:
    for op, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if op == "equal":
            continue
        if op == "delete" and _is_repeated_word(old, a, b):
            continue
        if op == "insert" and _is_repeated_word(new, c, d):
            continue
        yield old[a:b], new[c:d]


def _is_repeated_word(sentence: Sentence, first: int, last: int) -> bool:
    """Say whether a range is one word that its neighbour repeats («في في»)."""
    if last - first != 1 or not sentence[first].isalpha():
        return False
    return sentence[first] in (*sentence[first - 1 : first], *sentence[last : last + 1])


def _join_folded_letters(sentence: Sentence) -> str:
    return "".join(fold_text(token) for token in sentence if not is_punctuation(token))


def _is_misspelling(old: str, new: str) -> bool:
    if old == new:
        return True
    shorter, longer = sorted((len(old), len(new)))
    if (
        shorter < _MIN_LETTERS_FOR_ONE_TYPO
        or longer > _MAX_WORD_LETTERS
        or not (old.isalpha() and new.isalpha())
    ):
        return False
    if {old, new} <= _collect_measure_words():
        return False
    return _compute_edit_distance(old, new) <= (2 if shorter >= _MIN_LETTERS_FOR_TWO_TYPOS else 1)


@cache
def _collect_measure_words() -> frozenset[str]:
    tables = (
        *(months.GREGORIAN, months.HIJRI, months.WEEKDAYS),
        *(phrases.COUNTS, phrases.DAY_UNITS, phrases.HOURS),
        *(phrases.TIME_UNITS, phrases.DUAL_TIME_UNITS),
    )
    names = (name for table in tables for line in table.values() for name in line.split("|"))
    return frozenset(word for name in names for word in fold_text(name).split())


def _compute_edit_distance(old: str, new: str) -> int:
    """Count letters inserted, deleted, replaced, or swapped with their neighbour."""
    before, last = [0] * (len(new) + 1), list(range(len(new) + 1))
    for i, letter in enumerate(old, 1):
        row = [i]
        for j, other in enumerate(new, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == new[j - 2] and old[i - 2] == other:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, last = last, row
    return last[-1]
