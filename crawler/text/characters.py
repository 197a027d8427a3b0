"""Characters that cleaning removes, rewrites or protects, and the letters that folding replaces.

Data for `normalise`. Character ranges are from the Unicode Character Database. Arabic letters fold
as in camel_tools (alef, alef maksura, ta marbuta, diacritics); the other foldings are ours and make
more spellings match.
"""

import re
import unicodedata

# Presentation forms A and B: shapes of letters that old fonts and PDF exports leave in text.
PRESENTATION = "\ufb50-\ufdff\ufe70-\ufefc"
# Ligatures that are words or signs: salla'llahu alayhi wa sallam, jalla jalaluhu, rial.
KEPT_LIGATURES = frozenset("\ufdfa\ufdfb\ufdfc")
# Directional marks, zero-width characters, soft hyphen, invisible operators, annotation and object
# marks, control characters other than white space, and private-use glyphs (icons, Word's bullets).
INVISIBLE = (
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\ufffc\ue000-\uf8ff"
)
TATWEEL = "\u0640"
ZWNJ = "\u200c"
ZWJ = "\u200d"
SURROGATES = "\ud800-\udfff"
# Pictographs: what a zero-width joiner may join (Emoji_ZWJ_Sequence), skin tones included.
EMOJI = "\u2190-\u21ff\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff"
EMOJI_TAIL = "\ufe0f\u20e3\U000e0020-\U000e007f"
# Tashkeel, Quranic marks and combining hamza: Mn of the Arabic blocks, the dagger alef among them.
MARKS = (
    "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
    "\u0897-\u089f\u08ca-\u08e1\u08e3-\u08ff"
)
# Blocks of Arabic script: Arabic, Supplement, Extended A and B, presentation forms.
_BLOCKS = ((0x0600, 0x06FF), (0x0750, 0x077F), (0x0870, 0x08FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFC))
ARABIC = [chr(code) for first, last in _BLOCKS for code in range(first, last + 1)]
ARABIC_LETTER = f"[{''.join(filter(str.isalpha, ARABIC))}]"

DIGITS = {
    **{chr(0x0660 + value): str(value) for value in range(10)},
    **{chr(0x06F0 + value): str(value) for value in range(10)},
}

# Letters that folding changes in nearly every text.
FREQUENTLY_FOLDED = "أإآىةؤئ"
_FOLDED_LETTERS = {
    "أ": "ا",
    "إ": "ا",
    "آ": "ا",
    "ٱ": "ا",
    "ٲ": "ا",
    "ٳ": "ا",
    "ى": "ي",
    "ی": "ي",  # Persian ya, as Egyptian and Iranian keyboards type it
    "ې": "ي",
    "ے": "ي",
    "ة": "ه",
    "ۃ": "ه",
    "ہ": "ه",
    "ھ": "ه",
    "ە": "ه",
    "ک": "ك",
    "ڪ": "ك",
    # One letter for hamza on any seat: the same words are written مسؤول and مسئول, شؤون and شئون.
    "ؤ": "ء",
    "ئ": "ء",
    # Letters for foreign sounds: some outlets write them, others the Arabic letter nearest.
    "پ": "ب",
    "چ": "ج",
    "ڤ": "ف",
    "ڥ": "ف",
    "ڨ": "ق",
    "گ": "ك",
    "ݣ": "ك",
    "ڭ": "ك",
    "٪": "%",
    "٫": ".",
    "٬": ",",
    ZWNJ: "",
    TATWEEL: "",
    **DIGITS,
}
_ARABIC = frozenset(ARABIC)
_MARK = re.compile(f"[{MARKS}]")

_PROTECTED_TAGS = ("<super>", "<sub>", "<fraction>", "<circle>", "<square>")
_PROTECTED_CATEGORIES = ("No", "Nl", "So")
_PROTECTED_EMOJI = "\u203c\u2049\u2139"


class FoldingTable(dict[int, str]):
    """A table for `str.translate` that folds characters; each is computed once."""

    def __missing__(self, code: int) -> str:
        """Fold the character of `code` and keep the result."""
        char = chr(code)
        self[code] = (
            char if _is_protected(char) else "".join(map(_fold_char, _normalise_char(char)))
        )
        return self[code]


def decompose_presentation_form(char: str) -> str:
    """Return the letters a presentation form stands for; other characters as they are.

    Isolated forms of tashkeel decompose to a space and the mark; the space is dropped.
    """
    return char if char in KEPT_LIGATURES else unicodedata.normalize("NFKC", char).lstrip(" ")


def _is_protected(char: str) -> bool:
    """Say whether a character is a number, symbol or emoji that folding must not change.

    `m²` is not `m2`, `3½` is not `31/2`, and `™` is no word.
    """
    tag = unicodedata.decomposition(char).partition(" ")[0]
    category = unicodedata.category(char)
    return tag in _PROTECTED_TAGS or category in _PROTECTED_CATEGORIES or char in _PROTECTED_EMOJI


def _normalise_char(char: str) -> str:
    return unicodedata.normalize("NFKC", char).casefold()


def _fold_char(char: str) -> str:
    if char in _FOLDED_LETTERS:
        return _FOLDED_LETTERS[char]
    if _MARK.match(char):
        return ""
    if char not in _ARABIC:
        return char
    bare = _MARK.sub("", unicodedata.normalize("NFD", char))
    return _FOLDED_LETTERS.get(bare, bare)
