"""Which language a body of text is in, by its letters and its most frequent words."""

import re
from collections import Counter
from collections.abc import Callable
from functools import cache
from typing import cast

from crawler.text import characters
from crawler.text import language_words as lexicon

# FOLDED from crawler.second_opinion: What py3langid makes of a text of Arabic script that letters
# and words leave in doubt. Pure. /  / Of the well-kept detectors it alone knows Uyghur and tells
# Southern Kurdish; `make bench-language` / has the figures. It is loaded when it is first asked,
# as its model takes a second and 100 MB, and / few articles are so short that they need it.

# Characters; more of a text changes no answer.
_ENOUGH = 2000
# Its names for what is called otherwise here: Southern Kurdish is the closest it knows to Central.
_NAMES = {"arz": "ar", "sdh": "ckb", "ku": "ckb"}


def ask(text: str) -> str:
    """Return the BCP 47 language it takes a text for; it has an answer to anything."""
    language, _ = _classifier()(text[:_ENOUGH])
    return _NAMES.get(language, language)


@cache
def _classifier() -> Callable[[str], tuple[str, float]]:
    from py3langid import classify

    return cast("Callable[[str], tuple[str, float]]", classify)


ENOUGH = 3
# Below this share of words told, a text of Arabic script is none of the languages known here.
UNTOLD = 0.04
# Where one language is told less than this many times as often as the next, py3langid decides: at
# 1.5 it mends a little less, at 3 it is asked more often and mends no more (`make bench-language`).
CLEAR = 2.0

_MARKS = re.compile(f"[{characters.MARKS}{characters.TATWEEL}]+")
# No language writes so much in one word, and the search for an address in it is quadratic.
_ENDLESS = re.compile(r"\S{200,}+")
_LINKS = re.compile(r"https?://\S+|www\.\S+|\S+@\S+")
_IN_LINKS = ("://", "www.", "@")
_SPELLING = (("ى", "ي"), ("ی", "ي"), ("ک", "ك"))
_WORDS = re.compile(r"[^\W\d_]+")
_ARABIC = re.compile(characters.ARABIC_LETTER)
_LATIN = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_OWN_LETTERS = re.compile("|".join(f"(?P<{name}>[{own}])" for name, own in lexicon.LETTERS.items()))
_KURDISH_OR_UYGHUR = re.compile(f"[{lexicon.KURDISH_AND_UYGHUR}]")
# Without one of these a word has no letter that tells a language.
_TELLING = f"[{''.join(lexicon.LETTERS.values())}{lexicon.KURDISH_AND_UYGHUR}{lexicon.FOREIGN}]"
_WITH_TELLING = re.compile(rf"(?<!\S)\S*?{_TELLING}\S*+")
_ARTICLE = re.compile("[وفبك]{0,2}ال..|لل..")
_WORD_OF = {
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


def detect(text: str) -> str | None:
    """Return the BCP 47 language of the majority of the words; None for fewer than three words.

    Letters and frequent words decide; where they leave a text of Arabic script in doubt, py3langid.

    ar (every dialect of it), fa, ur, ckb, ps, ug, sd; en, fr; `und-Latn`, `und-Arab` or `und` where
    only the script is sure.
    """
    text = _ENDLESS.sub(" ", text)
    if any(sign in text for sign in _IN_LINKS):
        text = _LINKS.sub(" ", text)
    spelt = _MARKS.sub("", text)
    for letter, other in _SPELLING:
        spelt = spelt.replace(letter, other)
    words = _WORDS.findall(spelt.lower())
    if len(words) < ENOUGH:
        return None
    counts = Counter(words)
    scripts: Counter[str] = Counter()
    for word, times in counts.items():
        scripts[_script(word[0])] += times
    script = scripts.most_common(1)[0][0]
    if script == "Arab":
        return _arabic_script(counts) or _of_those_known(ask(text))
    return _latin_script(counts) if script == "Latn" else "und"


@cache
def _script(letter: str) -> str:
    if _ARABIC.match(letter):
        return "Arab"
    return "Latn" if _LATIN.match(letter) else "other"


def _arabic_script(counts: Counter[str]) -> str | None:
    """Return the language that letters and words tell clearly; None where they do not."""
    votes: Counter[str] = Counter()
    telling = frozenset(_WITH_TELLING.findall(" ".join(counts)))
    for word, times in counts.items():
        votes[_vote_of_letters(word) if word in telling else _vote(word)] += times
    votes["ug" if votes["ug"] > votes["ckb"] else "ckb"] += votes["ckb or ug"]
    likely = {name: votes[name] / told for name, told in lexicon.TOLD.items()}
    arabic = likely.pop("ar")
    best = max(likely, key=likely.__getitem__)
    foreign = likely[best] + votes["not ar"] / lexicon.TOLD[best]
    if max(arabic, likely[best]) < UNTOLD * counts.total() >= 1:
        return "und-Arab"
    if max(arabic, foreign) <= CLEAR * min(arabic, foreign):
        return None
    return "ar" if foreign <= arabic else best


def _of_those_known(language: str) -> str:
    return language if language in lexicon.TOLD else "und-Arab"


def _vote(word: str) -> str:
    return _WORD_OF.get(word) or ("ar" if _ARTICLE.match(word) else "")


def _vote_of_letters(word: str) -> str:
    own = _OWN_LETTERS.search(word)
    if own and own.lastgroup:
        return own.lastgroup
    if word in _WORD_OF:
        return _WORD_OF[word]
    return "ckb or ug" if _KURDISH_OR_UYGHUR.search(word) else "not ar"


def _latin_script(counts: Counter[str]) -> str:
    votes = {name: sum(counts[word] for word in words) for name, words in lexicon.LATIN.items()}
    best = max(votes, key=votes.__getitem__)
    return best if votes[best] and best != "other" else "und-Latn"
