"""Arabic letters and spaces: cleaned for the stored document, folded for comparison. Pure."""

import html
import re
import unicodedata
from functools import lru_cache

from crawler.text import characters

# The version of `fold_text`, to be raised with every change of its results.
FOLDING_VERSION = "1"
_MAX_CACHED_LINE_CHARS, _MAX_CACHED_PARAGRAPH_CHARS = 120, 4_000

# Characters that cleaning drops or rewrites, joiners, surrogates, white space other than spaces.
_NEEDS_CLEANING = re.compile(
    f"[{characters.INVISIBLE}{characters.TATWEEL}{characters.PRESENTATION}{characters.SURROGATES}"
    f"{characters.ZWNJ}{characters.ZWJ}\t-\r\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]"
)
_NEEDS_REWRITING = re.compile(
    f"[{characters.INVISIBLE}{characters.TATWEEL}{characters.PRESENTATION}]"
)
_PRESENTATION = re.compile(f"[{characters.PRESENTATION}]")
_INVISIBLE = re.compile(f"[{characters.INVISIBLE}]+")
_SURROGATE = re.compile(f"[{characters.SURROGATES}]")
# A letter, or a mark on one.
_LETTER_OR_MARK = rf"[^\W\d_]|[{characters.MARKS}]"
_TATWEEL_DASH = re.compile(rf"(?<!{_LETTER_OR_MARK}|\u0640)\u0640+(?!{_LETTER_OR_MARK}|\u0640)")
# In a word a tatweel stretches; at the end of a particle or abbreviation («بـ 600», «1447 هـ»,
# «لـ«الشرق»») it stands for the letter's initial form.
_PARTICLE = r"[وف]?(?:[^\W\d_]|ال|بال|كال|لل)"
_EDGES = r"\s\d!-/:-@\[-`{-~«»“”‘’،؛؟…–—"
_STRETCH = re.compile(rf"(?<![^{_EDGES}])({_PARTICLE})\u0640+(?![^{_EDGES}])|\u0640+")
_STRAY_JOINER = re.compile(
    rf"(?<!{_LETTER_OR_MARK}|\u200c)\u200c+|\u200c+(?![^\W\d_]|\u200c)|\u200c(?=\u200c)"
    rf"|(?<![{characters.EMOJI}{characters.EMOJI_TAIL}])\u200d|\u200d(?![{characters.EMOJI}])"
)
_ARABIC_LETTERS = re.compile(f"{characters.ARABIC_LETTER}+")
_DIGIT = re.compile("[٠-٩۰-۹]")
_WORDS = re.compile(r"\w+")
_CAPITALS = re.compile("[A-Z]+")
# No character has so high a number, and `html.unescape` would have to read all digits.
OVERLONG_REFERENCE = re.compile(r"&(#[xX]?[0-9a-fA-F]{20})")
_FOLDING_TABLE = characters.FoldingTable()
# For frequent letters, `str.replace` is some fifty times quicker than a table.
_FREQUENT_FOLDINGS = [(char, _FOLDING_TABLE[ord(char)]) for char in characters.FREQUENTLY_FOLDED]
# The Arabic characters that folding changes, and all that are neither Arabic nor ASCII.
_FOLDED_ARABIC = "".join(char for char in characters.ARABIC if _FOLDING_TABLE[ord(char)] != char)
_RARE_LETTERS = re.compile(
    f"[{_FOLDED_ARABIC}\x80-\u05ff\u0700-\u074f\u0780-\u086f\u0900-\U0010ffff]+"
)


def clean_line(s: str) -> str:
    """Return `s` as one line with its letters cleaned; idempotent.

    In this order: halves of surrogate pairs joined, lone ones dropped; NFC; presentation forms
    written as plain letters (U+FDFA, U+FDFB and the rial sign stay); directional marks, zero-width
    and control characters, soft hyphens and private-use glyphs dropped; tatweel dropped where it
    stretches a word, kept where it ends a particle («بـ 600»), a hyphen where it stands for a dash;
    zero-width non-joiners kept between letters, joiners inside emoji; NFC again; every run of white space one space. Tashkeel, Persian letters, digits and
    punctuation stay as published.
    """
    if s.isascii() and s.isprintable():
        return " ".join(s.split())
    if not _NEEDS_CLEANING.search(s):
        return _collapse_spaces(unicodedata.normalize("NFC", s))
    if _SURROGATE.search(s):
        s = s.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
    s = unicodedata.normalize("NFC", s)
    if _NEEDS_REWRITING.search(s):
        s = _INVISIBLE.sub(
            "", _PRESENTATION.sub(lambda match: characters.decompose_presentation_form(match[0]), s)
        )
        s = _STRETCH.sub(_keep_final_tatweel, _TATWEEL_DASH.sub("-", s))
    if characters.ZWNJ in s or characters.ZWJ in s:
        s = _STRAY_JOINER.sub("", s)
    return " ".join(unicodedata.normalize("NFC", s).split())


def _keep_final_tatweel(match: re.Match[str]) -> str:
    return match[1] + characters.TATWEEL if match[1] else ""


def clean_text(s: str) -> str:
    """Return `s` with every line cleaned as a paragraph, paragraphs joined by one blank line.

    Each non-empty line is a paragraph: the caller must fold line breaks of mark-up first.
    """
    return "\n\n".join(filter(None, map(clean_line, s.splitlines())))


def fold_text(s: str) -> str:
    """Return `s` as it is compared and searched; idempotent.

    No tashkeel, no tatweel, no invisible characters; one alef, ya, kaf, ha and hamza; letters of
    loan words as the nearest Arabic ones; ASCII digits; case folded; white space folded. Latin
    words change in case and width only, numbers keep their value, emoji stay whole.
    """
    if len(s) <= _MAX_CACHED_LINE_CHARS:
        return _fold_line_cached(s)
    return _fold_paragraph_cached(s) if len(s) <= _MAX_CACHED_PARAGRAPH_CHARS else _fold_uncached(s)


def _fold_uncached(s: str) -> str:
    if s.isascii():
        return clean_line(s).lower()
    s = clean_line(s)
    for char, folded in _FREQUENT_FOLDINGS:
        s = s.replace(char, folded)
    s = _CAPITALS.sub(lambda match: match[0].lower(), s)
    s = _RARE_LETTERS.sub(lambda match: match[0].translate(_FOLDING_TABLE), s)
    return _collapse_spaces(unicodedata.normalize("NFC", s))


def _collapse_spaces(s: str) -> str:
    """Fold runs of spaces in a text whose only white space is spaces."""
    return " ".join(s.split()) if "  " in s or s[:1] == " " or s[-1:] == " " else s


@lru_cache(maxsize=256)
def _fold_paragraph_cached(s: str) -> str:
    """Fold a paragraph, cached: a page's are folded one by one, and then all together."""
    return _fold_uncached(s)


@lru_cache(maxsize=16384)
def _fold_line_cached(s: str) -> str:
    """Fold a line, cached: labels, names and menus repeat on a page and from page to page."""
    return _fold_uncached(s)


def split_words(s: str) -> list[str]:
    """Return the words of the folded text: runs of letters, digits and underscores."""
    return _WORDS.findall(fold_text(s))


def unescape_references(s: str) -> str:
    """Return `s` with character references resolved, except those of 20 digits or more.

    `html.unescape` raises ValueError for one of more digits than Python reads (4,300).
    """
    return html.unescape(OVERLONG_REFERENCE.sub(r"&amp;\1", s) if "&#" in s else s)


def to_ascii_digits(s: str) -> str:
    """Return `s` with Arabic-Indic and Persian digits as ASCII ones; nothing else changes."""
    return _DIGIT.sub(lambda match: characters.DIGITS[match[0]], s)


def arabic_share(s: str) -> float:
    """Return the share of Arabic script among the letters of `s`, 0 to 1; 0 without letters."""
    other_text = _ARABIC_LETTERS.sub("", s)
    arabic, others = len(s) - len(other_text), sum(map(str.isalpha, other_text))
    return arabic / (arabic + others) if arabic else 0.0
