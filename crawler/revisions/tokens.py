"""Tokens: the words, numbers and signs of sentences, equal where they look the same. Pure."""

import re
import unicodedata
from functools import lru_cache

from crawler.text import characters
from crawler.text.normalise import clean_line, fold_text, to_ascii_digits

Sentence = tuple[str, ...]

# Typesetting, not wording: content management systems and fonts choose these. Persian and Arabic
# keyboards have different letters that look alike in most positions of a word.
_SIGN_EQUIVALENTS = str.maketrans(
    {
        **dict.fromkeys("«»“”„‟‹›‘’‚‛′″`´'", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("ہە", "ه"),
        "ک": "ك",
        "…": "...",
        characters.ZWNJ: None,
        characters.TATWEEL: None,
    }
)
# Persian yeh: its final form has no dots, its other forms have two.
_FINAL_YEH = re.compile(rf"ی(?![\w{characters.MARKS}])")
_NUMBER = r"(?<![\w.,-])-?\d+(?:[.,:/٫٬]\d+)*"
_TOKEN = re.compile(rf"{_NUMBER}|[\w{characters.MARKS}]+|[^\w\s]")
_SENTENCE_END = re.compile(r"(?<=[.!?؟؛])\s+")
# Signs that are part of a number's meaning.
_MEANINGFUL_SIGNS = frozenset("%٪‰")


def split_tokens(line: str) -> Sentence:
    """Return the tokens of a line: words with their marks, numbers, single signs.

    Lines that look the same have equal tokens: quotation marks, dashes, the shape of digits, white
    space, spaces before signs, Persian kaf and yeh do not count. Tashkeel, hamza and all other
    signs do.
    """
    line = clean_line(line).translate(_SIGN_EQUIVALENTS)
    line = _FINAL_YEH.sub("ى", line).replace("ی", "ي")
    return tuple(_TOKEN.findall(to_ascii_digits(line)))


def split_sentences(paragraph: str) -> list[Sentence]:
    """Return the sentences of a paragraph; line breaks do not matter."""
    return [tokens for part in _SENTENCE_END.split(paragraph) if (tokens := split_tokens(part))]


def is_punctuation(token: str) -> bool:
    """Say whether a token is punctuation, which changes no word."""
    return token not in _MEANINGFUL_SIGNS and all(
        unicodedata.category(char)[0] == "P" for char in token
    )


@lru_cache(maxsize=4096)
def fold_sentence_words(sentence: Sentence) -> tuple[str, ...]:
    """Return the words and numbers of a sentence, folded."""
    return tuple(fold_text(token) for token in sentence if not is_punctuation(token))
