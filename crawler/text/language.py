"""The language of a text, by its letters and most frequent words. Pure.

py3langid decides where these leave a text of Arabic script in doubt. Of the well-kept detectors it
alone knows Uyghur and tells Southern Kurdish from other languages; `make bench-language` has the
figures. It is loaded at its first use, as its model takes a second and 100 MB, and few articles are
so short that they need it.
"""

import re
from collections import Counter
from collections.abc import Callable
from functools import cache
from typing import cast

from crawler.text import characters
from crawler.text import language_words as lexicon

# More characters of a text do not change the answers of py3langid.
_MAX_CLASSIFIED_CHARS = 2000
# Codes of py3langid that we report as another language. Of the Kurdish languages it knows,
# Southern Kurdish is the closest to Central Kurdish.
_CODE_OF_PY3LANGID = {"arz": "ar", "sdh": "ckb", "ku": "ckb"}

MIN_WORDS_TO_DETECT = 3
# A text of Arabic script of which a smaller share of words is recognised is in no known language.
MIN_RECOGNISED_SHARE = 0.04
# py3langid decides where the likeliest language is less than this many times as likely as the next:
# at 1.5 it corrects a little less, at 3 it is asked more often and corrects no more
# (`make bench-language`).
MIN_LEAD_RATIO = 2.0

_MARKS = re.compile(f"[{characters.MARKS}{characters.TATWEEL}]+")
# No language has so long a word, and the search for an address in one is quadratic.
_OVERLONG_WORD = re.compile(r"\S{200,}+")
_LINKS = re.compile(r"https?://\S+|www\.\S+|\S+@\S+")
_LINK_SIGNS = ("://", "www.", "@")
_LETTER_VARIANTS = (("ى", "ي"), ("ی", "ي"), ("ک", "ك"))
_WORDS = re.compile(r"[^\W\d_]+")
_ARABIC = re.compile(characters.ARABIC_LETTER)
_LATIN = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_EXCLUSIVE_LETTER = re.compile(
    "|".join(f"(?P<{code}>[{letters}])" for code, letters in lexicon.EXCLUSIVE_LETTERS.items())
)
_KURDISH_OR_UYGHUR = re.compile(f"[{lexicon.KURDISH_AND_UYGHUR_LETTERS}]")
# Words without one of these letters are looked up in the word lists only.
_DISTINCTIVE_LETTER = (
    f"[{''.join(lexicon.EXCLUSIVE_LETTERS.values())}"
    f"{lexicon.KURDISH_AND_UYGHUR_LETTERS}{lexicon.NON_ARABIC_LETTERS}]"
)
_DISTINCTIVE_WORD = re.compile(rf"(?<!\S)\S*?{_DISTINCTIVE_LETTER}\S*+")
_DEFINITE_ARTICLE = re.compile("[وفبك]{0,2}ال..|لل..")
_LANGUAGE_OF_WORD = {
    word: language
    for language, words in (
        ("sd", lexicon.SINDHI),
        ("ug", lexicon.UYGHUR),
        ("ps", lexicon.PASHTO),
        ("ckb", lexicon.CENTRAL_KURDISH),
        ("ur", lexicon.URDU),
        ("fa", lexicon.PERSIAN),
        ("ar", lexicon.ARABIC | lexicon.DIALECTS),
    )
    for word in words
}


def detect_language(text: str) -> str | None:
    """Return the BCP 47 language of the majority of the words; None for fewer than three words.

    Letters and frequent words decide; where they leave a text of Arabic script in doubt, py3langid.

    The codes are ar (with every dialect), fa, ur, ckb, ps, ug, sd, en and fr; `und-Latn` or
    `und-Arab` where only the script is sure, `und` for other scripts.
    """
    text = _OVERLONG_WORD.sub(" ", text)
    if any(sign in text for sign in _LINK_SIGNS):
        text = _LINKS.sub(" ", text)
    spelling = _MARKS.sub("", text)
    for variant, letter in _LETTER_VARIANTS:
        spelling = spelling.replace(variant, letter)
    words = _WORDS.findall(spelling.lower())
    if len(words) < MIN_WORDS_TO_DETECT:
        return None
    counts = Counter(words)
    scripts: Counter[str] = Counter()
    for word, times in counts.items():
        scripts[_find_script(word[0])] += times
    script = scripts.most_common(1)[0][0]
    if script == "Arab":
        return _detect_in_arabic_script(counts) or _restrict_to_known(ask_py3langid(text))
    return _detect_in_latin_script(counts) if script == "Latn" else "und"


def ask_py3langid(text: str) -> str:
    """Return the BCP 47 code py3langid gives for a text; it gives one for any text."""
    language, _ = _load_classifier()(text[:_MAX_CLASSIFIED_CHARS])
    return _CODE_OF_PY3LANGID.get(language, language)


@cache
def _load_classifier() -> Callable[[str], tuple[str, float]]:
    from py3langid import classify

    return cast("Callable[[str], tuple[str, float]]", classify)


@cache
def _find_script(letter: str) -> str:
    if _ARABIC.match(letter):
        return "Arab"
    return "Latn" if _LATIN.match(letter) else "other"


def _detect_in_arabic_script(counts: Counter[str]) -> str | None:
    """Return the language that letters and words show clearly; None in doubt."""
    votes: Counter[str] = Counter()
    distinctive = frozenset(_DISTINCTIVE_WORD.findall(" ".join(counts)))
    for word, times in counts.items():
        votes[_vote_by_letters(word) if word in distinctive else _vote_by_word(word)] += times
    votes["ug" if votes["ug"] > votes["ckb"] else "ckb"] += votes["ckb or ug"]
    likelihoods = {code: votes[code] / share for code, share in lexicon.RECOGNISED_SHARES.items()}
    arabic = likelihoods.pop("ar")
    best = max(likelihoods, key=likelihoods.__getitem__)
    foreign = likelihoods[best] + votes["not ar"] / lexicon.RECOGNISED_SHARES[best]
    if max(arabic, likelihoods[best]) < MIN_RECOGNISED_SHARE * counts.total() >= 1:
        return "und-Arab"
    if max(arabic, foreign) <= MIN_LEAD_RATIO * min(arabic, foreign):
        return None
    return "ar" if foreign <= arabic else best


def _restrict_to_known(language: str) -> str:
    return language if language in lexicon.RECOGNISED_SHARES else "und-Arab"


def _vote_by_word(word: str) -> str:
    return _LANGUAGE_OF_WORD.get(word) or ("ar" if _DEFINITE_ARTICLE.match(word) else "")


def _vote_by_letters(word: str) -> str:
    exclusive = _EXCLUSIVE_LETTER.search(word)
    if exclusive and exclusive.lastgroup:
        return exclusive.lastgroup
    if word in _LANGUAGE_OF_WORD:
        return _LANGUAGE_OF_WORD[word]
    return "ckb or ug" if _KURDISH_OR_UYGHUR.search(word) else "not ar"


def _detect_in_latin_script(counts: Counter[str]) -> str:
    votes = {
        code: sum(counts[word] for word in words)
        for code, words in lexicon.LATIN_SCRIPT_WORDS.items()
    }
    best = max(votes, key=votes.__getitem__)
    return best if votes[best] and best != "other" else "und-Latn"
