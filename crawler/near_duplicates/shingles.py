"""Shingles: hashes of the runs of three words of a folded text, the same on every machine. Pure.

All words are hashed at once. A word's hash is a polynomial of its characters (Karp and Rabin,
1987), taken from sums over the whole text, modulo 2^64; a run's hash mixes those of its words
(splitmix64: Steele, Lea and Flood, 2014).
"""

import re
from functools import cache

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]
_Indices = NDArray[np.intp]

WORDS_PER_SHINGLE = 3
_BASE = 0xD1342543DE82EF95  # odd, so that it has an inverse
_POSITION_FACTORS = (0xD6E8FEB86659FD93, 0xA0761D6478BD642F, 0xE7037ED1A0B428DB)
_LETTER, _DIGIT, _SEPARATOR = 1, 2, 3
_SEPARATORS = ".,:/"  # part of a figure, between digits
_BMP_SIZE = 0x10000  # characters beyond it, dead scripts and signs, are no letters here


def hash_shingles(text: str, max_words: int) -> Hashes:
    """Return the hashes of a text's shingles in order; one hash for fewer than three words.

    Words are runs of letters, and figures; the first `max_words` are read.
    """
    codes = np.frombuffer(text.encode("utf-32-le", "replace"), "<u4").astype(np.uint32, copy=False)
    starts, ends = _find_word_bounds(codes)
    starts, ends = starts[:max_words], ends[:max_words]
    if not len(starts):
        return np.empty(0, np.uint64)
    words = _hash_words(codes[: ends[-1]], starts, ends)
    if len(words) < WORDS_PER_SHINGLE:
        words = np.concatenate([words, np.zeros(WORDS_PER_SHINGLE - len(words), np.uint64)])
    count = len(words) - WORDS_PER_SHINGLE + 1
    runs = [
        words[position : position + count] * np.uint64(factor)
        for position, factor in enumerate(_POSITION_FACTORS)
    ]
    return _mix_bits(runs[0] ^ _rotate_left(runs[1], 21) ^ _rotate_left(runs[2], 42))


def sort_distinct_hashes(hashes: Hashes) -> Hashes:
    """Return each hash once, the lowest first."""
    ordered = np.sort(hashes)
    first = np.ones(len(ordered), np.bool_)
    first[1:] = ordered[1:] != ordered[:-1]
    return ordered[first]


def count_shared_hashes(first: Hashes, second: Hashes) -> int:
    """Count the hashes that are in both of two lists of sorted distinct hashes."""
    ordered = np.sort(np.concatenate([first, second]), kind="stable")  # fast on two sorted runs
    return int(np.count_nonzero(ordered[1:] == ordered[:-1]))


def _find_word_bounds(codes: NDArray[np.uint32]) -> tuple[_Indices, _Indices]:
    """Return the indices at which words begin and end."""
    kinds = np.zeros(len(codes) + 2, np.uint8)
    kinds[1:-1] = _classify_characters()[np.minimum(codes, _BMP_SIZE - 1)]
    digits = kinds == _DIGIT
    within_figure = (kinds[1:-1] == _SEPARATOR) & digits[:-2] & digits[2:]
    kinds[1:-1][within_figure] = _DIGIT
    kinds[kinds == _SEPARATOR] = 0
    changes = np.flatnonzero(kinds[1:] != kinds[:-1])
    starts = changes[kinds[changes + 1] != 0]
    ends = changes[kinds[changes] != 0]
    return starts, ends


def _hash_words(codes: NDArray[np.uint32], starts: _Indices, ends: _Indices) -> Hashes:
    powers, inverse_powers = _compute_powers(1 << (len(codes) - 1).bit_length())
    sums = np.zeros(len(codes) + 1, np.uint64)
    np.cumsum((codes.astype(np.uint64) + np.uint64(1)) * powers[: len(codes)], out=sums[1:])
    return _mix_bits((sums[ends] - sums[starts]) * inverse_powers[starts])


def _mix_bits(numbers: Hashes) -> Hashes:
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        numbers = (numbers ^ (numbers >> np.uint64(shift))) * np.uint64(factor)
    return numbers ^ (numbers >> np.uint64(31))


def _rotate_left(numbers: Hashes, bits: int) -> Hashes:
    return (numbers << np.uint64(bits)) | (numbers >> np.uint64(64 - bits))


@cache
def _compute_powers(count: int) -> tuple[Hashes, Hashes]:
    """Return the first `count` powers of the base, and of its inverse, modulo 2^64."""
    powers = np.full(count, _BASE, np.uint64)
    inverse_powers = np.full(count, pow(_BASE, -1, 1 << 64), np.uint64)
    powers[0] = inverse_powers[0] = 1
    np.multiply.accumulate(powers, out=powers)
    np.multiply.accumulate(inverse_powers, out=inverse_powers)
    return powers, inverse_powers


@cache
def _classify_characters() -> NDArray[np.uint8]:
    """Return the kind of each character of the basic plane: letter, digit, separator or 0."""
    kinds = np.zeros(_BMP_SIZE, np.uint8)
    plane = (
        "".join(map(chr, range(0xD800)))
        + "\0" * 0x800
        + "".join(map(chr, range(0xE000, _BMP_SIZE)))
    )
    patterns = ((_LETTER, r"[^\W\d_]"), (_DIGIT, r"\d"), (_SEPARATOR, f"[{_SEPARATORS}]"))
    for kind, pattern in patterns:
        kinds[[match.start() for match in re.finditer(pattern, plane)]] = kind
    return kinds
