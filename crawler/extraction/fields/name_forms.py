"""Forms of names: which words may be a person's name, without titles and places. Pure."""

import re
from functools import lru_cache

from crawler.extraction.lexicon import byline_words, people
from crawler.extraction.lexicon.datelines import MAX_PLACE_WORDS, PLACE_NAMES
from crawler.extraction.lexicon.given_names import (
    GIVEN_NAMES,
    NAME_PARTICLES,
    NAME_PREFIXES,
    NAMES_LIKE_WORDS,
)
from crawler.text.normalise import fold_text

_NISBA = re.compile(r"ال(?:\w{2,}ي|\w{2}ا\w{2}ه)")
_LATIN_NAME = re.compile(r"(?:[A-Z][\w'’.-]*\s+){1,3}[A-Z][\w'’-]+")
_INITIALS = re.compile(r"(?:\w\.\s?){1,2}\w{3,}|\w{3,}\.?\s\w\.?")
_MAX_NAME_WORDS = 5
_NAME_WORDS = GIVEN_NAMES | NAME_PREFIXES


def strip_titles(text: str) -> str:
    """Drop «د.», «الدكتور», «المهندس» before a name of two words or more."""
    folded = fold_text(text)
    match = byline_words.TITLE_BEFORE_NAME.match(folded)
    rest = folded[match.end() :].split() if match else []
    if len(rest) < 2:
        return text
    words = text.replace(".", ". ").replace("/", " ").split()
    return " ".join(words[-len(rest) :])


def strip_place(text: str) -> str:
    """Drop the place before a name, «الباحة فلان الفلاني», and one with an article behind it."""
    words = text.split()
    folded = [fold_text(word) for word in words]
    for count in range(min(MAX_PLACE_WORDS, len(words) - 2), 0, -1):
        if " ".join(folded[:count]) in PLACE_NAMES and begins_with_given_name(folded[count:]):
            return " ".join(words[count:])
        place = " ".join(folded[-count:])
        if place in PLACE_NAMES and begins_with_given_name(folded):
            if folded[-count - 1] in ("من", "في") and len(words) > count + 2:
                return " ".join(words[: -count - 1])
            if place.startswith("ال"):
                return " ".join(words[:-count])
    return text


@lru_cache(maxsize=1024)
def classify_name(text: str) -> str:
    """Return person, family, name, word, outlet or text: by the form of words not known as such."""
    folded = fold_text(text).split()
    if _INITIALS.fullmatch(text):
        return "person"
    if len(folded) > _MAX_NAME_WORDS or _holds_no_name(text, folded):
        return "text"
    if len(folded) < 2:
        return "word"
    if _LATIN_NAME.fullmatch(text) or _shows_given_name(folded):
        return "person"
    return _classify_unknown_words(folded)


def _classify_unknown_words(folded_words: list[str]) -> str:
    """Tell words without a given name apart by the last: a family name, a place of an outlet."""
    first, last = folded_words[0], folded_words[-1]
    if len(folded_words) > 2 and folded_words[1] in NAME_PARTICLES:
        return "family" if first not in byline_words.NAMED_AFTER_PERSONS else "name"
    if not first.startswith("ال") and _NISBA.fullmatch(last) and len(folded_words) < 4:
        return "family"
    if len(folded_words) == 2 and last in PLACE_NAMES:
        return "outlet"
    return "name" if len(folded_words) < _MAX_NAME_WORDS else "text"


def _holds_no_name(text: str, folded_words: list[str]) -> bool:
    """Say whether a word is in no name; «على» is in one where Egypt writes «علي» so."""
    if not byline_words.NO_NAME_WORDS.isdisjoint(folded_words):
        return True
    words = text.split()
    if " ".join(folded_words) in byline_words.PHRASES_LIKE_NAMES or _ends_with_kin(words):
        return True
    return any(
        word == "على" and not (0 < index < len(words) - 1 and is_name_ali(words, index))
        for index, word in enumerate(words)
    )


def _ends_with_kin(words: list[str]) -> bool:
    """Say whether a name is followed by «and his …»: «يوسف وإخوته»."""
    return any(
        word.startswith("و") and word.endswith(("ه", "ها", "هم")) and len(word) > 4
        for word in words[1:]
        if fold_text(word) not in GIVEN_NAMES
        and not people.NAMES_WITH_WAW.fullmatch(fold_text(word))
    )


def _shows_given_name(folded_words: list[str]) -> bool:
    """Say whether words begin with a given name that is no everyday word, or another follows it."""
    if folded_words[0] in NAMES_LIKE_WORDS:
        return folded_words[1] in _NAME_WORDS or _NISBA.fullmatch(folded_words[-1]) is not None
    return begins_with_given_name(folded_words)


def begins_with_given_name(folded_words: list[str]) -> bool:
    """Say whether the first of the folded words is a given name, or begins one («عبد …»)."""
    first = folded_words[0] if folded_words else ""
    return (
        first in GIVEN_NAMES
        or first in NAME_PREFIXES
        or (len(first) > 5 and first.startswith("عبدال"))
    )


def may_begin_with_given_name(folded_words: list[str]) -> bool:
    """Say whether two words may be a given name like a word and a family's: «بدر المطوع»."""
    is_pair = len(folded_words) == 2 and folded_words[1].startswith("ال")
    return is_pair and begins_with_given_name(folded_words)


def is_name_ali(tokens: list[str], index: int) -> bool:
    """Say whether «على» is the name «علي», as Egypt writes it: beside a given name."""
    beside = (fold_text(tokens[index - 1]), fold_text(tokens[index + 1]))
    return tokens[index] == "على" and any(map(people.COMMON_NAMES.fullmatch, beside))
