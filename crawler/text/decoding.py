"""Bytes of a page to text: what was declared is only believed where the bytes agree. Pure."""

import codecs
import re

from w3lib.encoding import (
    html_body_declared_encoding,
    http_content_type_encoding,
    read_bom,
    resolve_encoding,
)

# FOLDED from crawler.extraction.lexicon.letters: What Arabic text looks like, to tell code pages
# apart.

# The commonest letter pairs of Arabic words.
COMMON_LETTER_PAIRS = frozenset(
    [
        "ال",
        "وا",
        "في",
        "من",
        "لم",
        "ها",
        "ية",
        "ات",
        "ان",
        "ين",
        "لا",
        "عل",
        "لى",
        "ون",
        "ما",
        "را",
        "يا",
        "نا",
        "لت",
        "لأ",
        "مع",
        "اء",
        "لع",
        "بي",
        "ري",
        "دي",
        "كا",
        "سي",
        "أن",
        "با",
    ]
)


# What outlets that predate UTF-8 serve, the likeliest first: a tie keeps the order.
_ARABIC_CODECS = ("cp1256", "iso8859-6")
_ASCII_SAMPLE = bytes(range(0x20, 0x7F)).replace(b"\\", b"") + rb"\n\u0041"
# NUL and other control characters that no text holds.
CONTROL_BYTES = bytes({*range(9), 0x0B, *range(0x0E, 0x20)})
_ERROR_HANDLER_PREFIX = "crawler.broken-"  # and a codec: how bytes that are no UTF-8 are read
_ARABIC_CHAR = re.compile("[\u0600-\u06ff]")
# Runs of bytes beyond ASCII to look at, from all over the page: the first may be signs only.
_MAX_SAMPLED_RUNS = 2_000
_NON_ASCII_RUN = re.compile(rb"[\x80-\xff]{1,32}")
_ARABIC_WORD = re.compile("[\u0621-\u064a]{2,}")
# Letters nobody writes: C1 controls, private use, what a codec has no character for, and the
# Latin capitals that Arabic bytes turn into under a Western code page.
_IMPLAUSIBLE_CHARS = re.compile("[\x80-\x9f\ue000-\uf8ff\ufffd]|[\u00c0-\u00ff]{3,}")


def decode_text(body: bytes, content_type: str | None) -> tuple[str, str]:
    """Return the text of a page and the name of the codec that gave it. Any bytes give a text.

    Order: byte-order mark; UTF-16 without a mark; UTF-8 where the bytes are valid; UTF-8 with
    broken bytes (cut or mixed pages); else of the declared codec and the Arabic ones the one whose
    letters look like Arabic.
    """
    name, mark = read_bom(body)
    if name and mark:
        return body[len(mark) :].decode(_find_python_codec(name), "replace"), name
    wide = _detect_unmarked_utf16(body)
    if wide:
        return body.decode(wide, "replace"), wide
    try:
        return body.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        declared = _find_declared_codecs(body, content_type)
        return (
            (_decode_mostly_utf8(body, declared), "utf-8")
            if _is_mostly_utf8(body)
            else _decode_by_arabic_score(body, declared)
        )


def recode_as_utf8(body: bytes, content_type: str | None) -> tuple[bytes, str]:
    """Return the text of a page in UTF-8, and the name of the codec that gave it.

    The bytes as they are where they are valid UTF-8 without a mark, as nearly all pages are.
    """
    if not read_bom(body)[0] and not _detect_unmarked_utf16(body) and _is_utf8(body):
        return body, "utf-8"
    text, name = decode_text(body, content_type)
    return text.encode("utf-8", "ignore"), name


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _find_python_codec(name: str) -> str:
    return resolve_encoding(name) or name


def _detect_unmarked_utf16(body: bytes) -> str | None:
    """ASCII mark-up in UTF-16 has a NUL in every second byte."""
    head = body[:80]
    half = len(head) // 2
    if half < 20 or head.count(0) < half * 0.4:
        return None
    low, high = head[0::2].count(0), head[1::2].count(0)
    if max(low, high) < 4 * max(1, min(low, high)):
        return None
    return "utf-16-be" if low > high else "utf-16-le"


def _is_mostly_utf8(body: bytes) -> bool:
    """Say whether there is enough of UTF-8 beside what is none.

    Four good sequences for each broken one, or an Arabic character for each eight: of Arabic with
    one byte a letter one in a thousand is such by chance, of the bytes of no other encoding one in
    ten (144 pages written in twelve encodings, 2026-11).
    """
    text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    good = len(text) - len(text.encode("ascii", "ignore")) - broken
    return good > 4 * broken or 8 * len(_ARABIC_CHAR.findall(text)) > broken


def _decode_mostly_utf8(body: bytes, declared_codecs: list[str]) -> str:
    """UTF-8 with foreign bytes: a template's guillemets and spaces, or a part of the page."""
    name = next((one for one in declared_codecs if one in _ARABIC_CODECS), _ARABIC_CODECS[0])
    return body.decode("utf-8", _ERROR_HANDLER_PREFIX + name)


def _register_error_handler(codec: str) -> None:
    def read(error: UnicodeError) -> tuple[str, int]:
        assert isinstance(error, UnicodeDecodeError)
        return error.object[error.start : error.end].decode(codec, "replace"), error.end

    codecs.register_error(_ERROR_HANDLER_PREFIX + codec, read)


for _name in _ARABIC_CODECS:
    _register_error_handler(_name)


def _find_declared_codecs(body: bytes, content_type: str | None) -> list[str]:
    names = [
        http_content_type_encoding(content_type) if content_type else None,
        html_body_declared_encoding(body[:8192]),
    ]
    found: list[str] = []
    for name in names:
        codec = find_text_codec(resolve_encoding(name)) if name else None
        if codec and codec not in ("utf-8", "utf8"):
            found.append(codec)
    return found


def find_text_codec(name: str | None) -> str | None:
    """Return the codec's name if Python has it and ASCII reads in it as in ASCII.

    So neither what turns bytes into bytes, nor what begins with a mark, nor names of hosts.
    """
    try:
        codec = codecs.lookup(name).name if name else ""
        return (
            codec
            if codec and _ASCII_SAMPLE.decode(codec, "replace") == _ASCII_SAMPLE.decode()
            else None
        )
    except (LookupError, UnicodeError):
        return None


def _decode_by_arabic_score(body: bytes, declared_codecs: list[str]) -> tuple[str, str]:
    runs = _NON_ASCII_RUN.findall(body)
    sample = b" ".join(runs[:: max(1, len(runs) // _MAX_SAMPLED_RUNS)])
    candidates = list(dict.fromkeys([*declared_codecs, *_ARABIC_CODECS]))
    scores = {name: _score_arabic(sample.decode(name, "replace")) for name in candidates}
    best = max(candidates, key=lambda name: scores[name])
    return body.decode(best, "replace"), best


def _score_arabic(text: str) -> float:
    """Common letter pairs of Arabic words found, less what no page says; a share of the letters."""
    if not text:
        return 0.0
    words = _ARABIC_WORD.findall(text)
    pairs = sum(
        1
        for word in words
        for at in range(len(word) - 1)
        if word[at : at + 2] in COMMON_LETTER_PAIRS
    )
    nonsense = sum(len(found) for found in _IMPLAUSIBLE_CHARS.findall(text))
    return (pairs - 2 * nonsense) / len(text)
