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
COMMON_PAIRS = frozenset(
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
_ASCII = bytes(range(0x20, 0x7F)).replace(b"\\", b"") + rb"\n\u0041"
# NUL and other control characters that no text holds.
CONTROLS = bytes({*range(9), 0x0B, *range(0x0E, 0x20)})
_BROKEN = "crawler.broken-"  # and a codec: how bytes that are no UTF-8 are read
_ARABIC = re.compile("[\u0600-\u06ff]")
# Runs of bytes beyond ASCII to look at, from all over the page: the first may be signs only.
_TELLING = 2_000
_NON_ASCII = re.compile(rb"[\x80-\xff]{1,32}")
_ARABIC_WORD = re.compile("[\u0621-\u064a]{2,}")
# Letters nobody writes: C1 controls, private use, what a codec has no character for, and the
# Latin capitals that Arabic bytes turn into under a Western code page.
_NONSENSE = re.compile("[\x80-\x9f\ue000-\uf8ff\ufffd]|[\u00c0-\u00ff]{3,}")


def decode(body: bytes, content_type: str | None) -> tuple[str, str]:
    """Return the text of a page and the name of the codec that gave it. Any bytes give a text.

    Order: byte-order mark; UTF-16 without a mark; UTF-8 where the bytes are valid; UTF-8 with
    broken bytes (cut or mixed pages); else of the declared codec and the Arabic ones the one whose
    letters look like Arabic.
    """
    name, mark = read_bom(body)
    if name and mark:
        return body[len(mark) :].decode(_python_name(name), "replace"), name
    wide = _unmarked_utf16(body)
    if wide:
        return body.decode(wide, "replace"), wide
    try:
        return body.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        declared = _declared(body, content_type)
        return (_mixed(body, declared), "utf-8") if _is_mixed(body) else _best(body, declared)


def as_utf8(body: bytes, content_type: str | None) -> tuple[bytes, str]:
    """Return the text of a page in UTF-8, and the name of the codec that gave it.

    The bytes as they are where they are valid UTF-8 without a mark, as nearly all pages are.
    """
    if not read_bom(body)[0] and not _unmarked_utf16(body) and _is_utf8(body):
        return body, "utf-8"
    text, name = decode(body, content_type)
    return text.encode("utf-8", "ignore"), name


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _python_name(name: str) -> str:
    return resolve_encoding(name) or name


def _unmarked_utf16(body: bytes) -> str | None:
    """ASCII mark-up in UTF-16 has a NUL in every second byte."""
    head = body[:80]
    half = len(head) // 2
    if half < 20 or head.count(0) < half * 0.4:
        return None
    low, high = head[0::2].count(0), head[1::2].count(0)
    if max(low, high) < 4 * max(1, min(low, high)):
        return None
    return "utf-16-be" if low > high else "utf-16-le"


def _is_mixed(body: bytes) -> bool:
    """Say whether there is enough of UTF-8 beside what is none.

    Four good sequences for each broken one, or an Arabic character for each eight: of Arabic with
    one byte a letter one in a thousand is such by chance, of the bytes of no other encoding one in
    ten (144 pages written in twelve encodings, 2026-11).
    """
    text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    good = len(text) - len(text.encode("ascii", "ignore")) - broken
    return good > 4 * broken or 8 * len(_ARABIC.findall(text)) > broken


def _mixed(body: bytes, declared: list[str]) -> str:
    """UTF-8 with foreign bytes: a template's guillemets and spaces, or a part of the page."""
    name = next((one for one in declared if one in _ARABIC_CODECS), _ARABIC_CODECS[0])
    return body.decode("utf-8", _BROKEN + name)


def _register(name: str) -> None:
    def read(error: UnicodeError) -> tuple[str, int]:
        assert isinstance(error, UnicodeDecodeError)
        return error.object[error.start : error.end].decode(name, "replace"), error.end

    codecs.register_error(_BROKEN + name, read)


for _name in _ARABIC_CODECS:
    _register(_name)


def _declared(body: bytes, content_type: str | None) -> list[str]:
    names = [
        http_content_type_encoding(content_type) if content_type else None,
        html_body_declared_encoding(body[:8192]),
    ]
    found: list[str] = []
    for name in names:
        codec = text_codec(resolve_encoding(name)) if name else None
        if codec and codec not in ("utf-8", "utf8"):
            found.append(codec)
    return found


def text_codec(name: str | None) -> str | None:
    """Return the codec's name if Python has it and ASCII reads in it as in ASCII.

    So neither what turns bytes into bytes, nor what begins with a mark, nor names of hosts.
    """
    try:
        codec = codecs.lookup(name).name if name else ""
        return codec if codec and _ASCII.decode(codec, "replace") == _ASCII.decode() else None
    except (LookupError, UnicodeError):
        return None


def _best(body: bytes, declared: list[str]) -> tuple[str, str]:
    runs = _NON_ASCII.findall(body)
    sample = b" ".join(runs[:: max(1, len(runs) // _TELLING)])
    candidates = list(dict.fromkeys([*declared, *_ARABIC_CODECS]))
    scores = {name: _arabic_score(sample.decode(name, "replace")) for name in candidates}
    best = max(candidates, key=lambda name: scores[name])
    return body.decode(best, "replace"), best


def _arabic_score(text: str) -> float:
    """Common letter pairs of Arabic words found, less what no page says; a share of the letters."""
    if not text:
        return 0.0
    words = _ARABIC_WORD.findall(text)
    pairs = sum(
        1 for word in words for at in range(len(word) - 1) if word[at : at + 2] in COMMON_PAIRS
    )
    nonsense = sum(len(found) for found in _NONSENSE.findall(text))
    return (pairs - 2 * nonsense) / len(text)
