"""The hashes of the runs of three words of a folded text, the same on every machine. Pure.

All words are hashed at once: a polynomial of each one's characters (Karp and Rabin, 1987) from sums
over the whole text, modulo 2^64; runs by the hashes of their words, mixed (splitmix64: Steele, Lea
and Flood, 2014).
"""

import re
from functools import cache

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]
_Numbers = NDArray[np.intp]

SHINGLE = 3  # words
_BASE = 0xD1342543DE82EF95  # odd, so that it has an inverse
_PLACES = (0xD6E8FEB86659FD93, 0xA0761D6478BD642F, 0xE7037ED1A0B428DB)
_LETTER, _DIGIT, _JOINT = 1, 2, 3
_JOINTS = ".,:/"  # between digits they are part of a figure
_BMP = 0x10000  # what stands beyond it, dead scripts and signs, is no letter here


def shingles(text: str, most: int) -> Hashes:
    """Return the hashes of a text's shingles in order; of fewer than three words one for all.

    Words are runs of letters, and figures; `most` of them are read.
    """
    codes = np.frombuffer(text.encode("utf-32-le", "replace"), "<u4").astype(np.uint32, copy=False)
    starts, ends = _words(codes)
    starts, ends = starts[:most], ends[:most]
    if not len(starts):
        return np.empty(0, np.uint64)
    words = _hashes(codes[: ends[-1]], starts, ends)
    if len(words) < SHINGLE:
        words = np.concatenate([words, np.zeros(SHINGLE - len(words), np.uint64)])
    count = len(words) - SHINGLE + 1
    runs = [words[at : at + count] * np.uint64(factor) for at, factor in enumerate(_PLACES)]
    return _mixed(runs[0] ^ _turned(runs[1], 21) ^ _turned(runs[2], 42))


def distinct(hashes: Hashes) -> Hashes:
    """Return hashes each once, the lowest first."""
    ordered = np.sort(hashes)
    first = np.ones(len(ordered), np.bool_)
    first[1:] = ordered[1:] != ordered[:-1]
    return ordered[first]


def shared(one: Hashes, two: Hashes) -> int:
    """Return how many of two lists of `distinct` hashes are in both."""
    ordered = np.sort(np.concatenate([one, two]), kind="stable")  # merges what is in order
    return int(np.count_nonzero(ordered[1:] == ordered[:-1]))


def _words(codes: NDArray[np.uint32]) -> tuple[_Numbers, _Numbers]:
    """Where words begin and end."""
    kinds = np.zeros(len(codes) + 2, np.uint8)
    kinds[1:-1] = _kinds()[np.minimum(codes, _BMP - 1)]
    digits = kinds == _DIGIT
    joined = (kinds[1:-1] == _JOINT) & digits[:-2] & digits[2:]
    kinds[1:-1][joined] = _DIGIT
    kinds[kinds == _JOINT] = 0
    changes = np.flatnonzero(kinds[1:] != kinds[:-1])
    starts = changes[kinds[changes + 1] != 0]
    ends = changes[kinds[changes] != 0]
    return starts, ends


def _hashes(codes: NDArray[np.uint32], starts: _Numbers, ends: _Numbers) -> Hashes:
    up, down = _powers(1 << (len(codes) - 1).bit_length())
    sums = np.zeros(len(codes) + 1, np.uint64)
    np.cumsum((codes.astype(np.uint64) + np.uint64(1)) * up[: len(codes)], out=sums[1:])
    return _mixed((sums[ends] - sums[starts]) * down[starts])


def _mixed(numbers: Hashes) -> Hashes:
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        numbers = (numbers ^ (numbers >> np.uint64(shift))) * np.uint64(factor)
    return numbers ^ (numbers >> np.uint64(31))


def _turned(numbers: Hashes, bits: int) -> Hashes:
    return (numbers << np.uint64(bits)) | (numbers >> np.uint64(64 - bits))


@cache
def _powers(most: int) -> tuple[Hashes, Hashes]:
    """The powers of the base, and of its inverse, modulo 2^64: so many of each, from the 0th on."""
    up, down = np.full(most, _BASE, np.uint64), np.full(most, pow(_BASE, -1, 1 << 64), np.uint64)
    up[0] = down[0] = 1
    np.multiply.accumulate(up, out=up)
    np.multiply.accumulate(down, out=down)
    return up, down


@cache
def _kinds() -> NDArray[np.uint8]:
    """What each character of the basic plane is: a letter, a digit, a joint of figures, or none."""
    kinds = np.zeros(_BMP, np.uint8)
    plane = "".join(map(chr, range(0xD800))) + "\0" * 0x800 + "".join(map(chr, range(0xE000, _BMP)))
    for kind, pattern in ((_LETTER, r"[^\W\d_]"), (_DIGIT, r"\d"), (_JOINT, f"[{_JOINTS}]")):
        kinds[[found.start() for found in re.finditer(pattern, plane)]] = kind
    return kinds
