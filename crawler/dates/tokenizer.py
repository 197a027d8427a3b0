"""Tokens of a folded date line. Each has a kind of one letter; the grammar reads these letters.

n number of one or two digits   y of four   x other     D 28-10-2026   t 10:30   I ISO stamp
m Gregorian month   h Hijri month   B, F Libyan ones    w weekday      o «الثالث» as a day
c «العاشرة»   H «والنصف»   p «صباحا»   M «م»   S «ص»    k «الساعة»     i the h of 10h30, 3h
e «هـ»   s «شمسي»   g «ميلادي»   = «الموافق»   ~ «إلى»   l «نشر في»     u «آخر تحديث»
q «بتوقيت»   z Greenwich   Z place   A EET   O +03:00 or GMT+3
r «منذ»   b «مضت»   N «ثلاث»   K «وثلاث»   U «ساعات»   Y «د»   T «أمس»   j «الآن»
f filler   & «و»   v «هاتف»   a any other word          / - . , | : ( )   # any other sign
"""

import re
from typing import NamedTuple

from crawler.dates.words.index import PHRASES_BY_FIRST_WORD, TERM_OF_WORD, DateTerm

# «كانون2», «ت1»: elsewhere digits end a word.
_WORDS_WITH_DIGIT = "|".join(sorted(word for word in TERM_OF_WORD if word[-1:].isdigit()))
_TOKEN_PATTERN = re.compile(
    r"""
      (?P<a>[a-z]++://\S++|/[0-9]{4}/\S++)
    | (?P<I>[0-9]{4}-[0-9]{2}-[0-9]{2}t[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?
            (?:\s?(?:z(?!\w)|[+-][0-9]{2}:?[0-9]{2}(?![0-9])))?)
    | (?P<t>[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?![0-9:]))
    | (?P<D>
        (?:[0-9]{1,2}[./-][0-9]{1,2}[./-](?:19|20)[0-9]{2}|(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2})
            (?=[0-9]{2}:[0-9]{2}(?![0-9:]))
        |[0-9]{1,4}(?P<sep>[./-])[0-9]{1,2}(?P=sep)[0-9]{1,4}(?![0-9/_])
            (?!(?P=sep)[0-9]++(?!:)))
    | (?P<O>(?:(?:gmt|utc)\s?[+-]|\+)[0-9]{1,2}(?::?[0-9]{2})?(?![0-9]|[./-][0-9])
            |-(?:0[0-9]|1[0-4])(?:00|15|30|45)(?![0-9./-]))
    | (?P<number>[0-9]++)
    | (?P<p>[ap]\.?\s?m\b\.?|[بق]\.\s?ظ\b\.?)
    | (?P<z>ت\.?\s?غ\b\.?)
    | (?P<word>(?:"""
    + _WORDS_WITH_DIGIT
    + r""")\b|[^\W\d_]++)
    | (?P<mark>[^\w\s])
    """,
    re.VERBOSE,
)
_SIGNS = frozenset("/-.,|:()")


class Token(NamedTuple):
    """A piece of the folded line: its kind, its offsets and its meaning.

    `number` is the value of a number, the month, the weekday …; `name` a zone, a unit, or the text
    of a token with parts (D, I, t, O) or digits (n, y, x).
    """

    kind: str
    start: int
    end: int
    number: int = 0
    name: str = ""


def tokenize_date_text(folded: str) -> tuple[list[Token], str]:
    """Return the tokens of a line folded by `normalise`, and the string of their kinds. Linear."""
    tokens: list[Token] = []
    end_of_last = 0
    for match in _TOKEN_PATTERN.finditer(folded):
        start, end = match.span()
        if start < end_of_last:
            continue
        group = match.lastgroup or ""
        if group == "word":
            token = _make_word_token(folded, match[0], start, end)
        elif group == "D" and _continues_number_chain(tokens, match[0]):
            token = Token("x", start, end)
        else:
            token = _make_token(group, match[0], start, end)
        end_of_last = token.end
        tokens.append(token)
    return tokens, "".join(token.kind for token in tokens)


def _make_token(group: str, text: str, start: int, end: int) -> Token:
    if group == "number":
        return _make_number_token(text, start, end)
    if group == "mark":
        return Token(text if text in _SIGNS else "#", start, end)
    if group == "p":
        return Token("p", start, end, name="pm" if text[0] in "pب" else "am")
    if group == "z":
        return Token("z", start, end, name="UTC")
    return Token(group, start, end, name=text)


def _make_number_token(text: str, start: int, end: int) -> Token:
    if len(text) <= 2:
        return Token("n", start, end, int(text), text)
    if len(text) == 4:
        return Token("y", start, end, int(text), text)
    return Token("x", start, end, int(text[:6]), text)


def _make_word_token(folded: str, text: str, start: int, end: int) -> Token:
    term = TERM_OF_WORD.get(text)
    for rest, phrase_term in PHRASES_BY_FIRST_WORD.get(text, ()):
        phrase_end = end + len(rest)
        if folded.startswith(rest, end) and not folded[phrase_end : phrase_end + 1].isalnum():
            term, end = phrase_term, phrase_end
            break
    kind, number, name = term or DateTerm("a")
    return Token(kind, start, end, number, name or text)


def _continues_number_chain(previous_tokens: list[Token], text: str) -> bool:
    """Say whether three numbers continue a chain of others, as in 192.168.1.12."""
    return (
        len(previous_tokens) > 1
        and previous_tokens[-1].kind in "./-"
        and previous_tokens[-1].kind in text
        and previous_tokens[-2].kind in "nyx"
        and previous_tokens[-2].end == previous_tokens[-1].start
    )
