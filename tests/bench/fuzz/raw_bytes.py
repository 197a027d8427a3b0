"""Mutators of bytes: cut, changed, compressed, or not in the encoding that they declare."""

import gzip
from collections.abc import Callable
from random import Random

from tests.bench.fuzz.draft import EVERY, PAGES, XML, Draft, Mutator

_TYPES = (
    None, "", "text/html", "text/html; charset=", "text/html; charset=x-none", "application/json",
    "text/html; charset=utf-16", "text/html; charset=utf-7", "text/html; charset=base64",
    "text/xml", "text/html; charset=idna", "text/html; charset=unicode_escape",
    "text/plain; charset=koi8-r", "application/xml; charset=iso-8859-6", "application/gzip",
    "text/html; charset=\x00", "\ud800", "text/html; charset=" + "x" * 3000,
    "text/html; charset=hex", "text/html; charset=punycode", "text/html; charset=undefined",
    "text/html; charset=rot13", "text/html; charset=mbcs",
)  # fmt: skip
_CODECS = (
    "cp1256", "iso8859_6", "utf-16-le", "utf-16-be", "utf-16", "utf-32", "utf-8-sig", "utf-7",
    "cp1252", "cp720", "cp864", "shift_jis",
)  # fmt: skip


def _cut(draft: Draft, chance: Random) -> None:
    share = chance.random()
    draft.damages.append(lambda body: body[: int(len(body) * share)])


def _change_bytes(draft: Draft, chance: Random) -> None:
    seed = chance.random()
    count = chance.choice([1, 20, 400])

    def damage(body: bytes) -> bytes:
        byte_chance, changed = Random(seed), bytearray(body)
        for _ in range(count if changed else 0):
            changed[byte_chance.randrange(len(changed))] = byte_chance.randrange(256)
        return bytes(changed)

    draft.damages.append(damage)


def _swap_encoding(draft: Draft, chance: Random) -> None:
    """Use one encoding and declare another."""
    draft.charset = chance.choice(_CODECS)
    if chance.random() < 0.5:
        draft.content_type = chance.choice(_TYPES)


def _mix_encodings(draft: Draft, chance: Random) -> None:
    """Change to another encoding within the body."""
    codec, share = chance.choice(_CODECS), chance.random()

    def damage(body: bytes) -> bytes:
        start = int(len(body) * share)
        return body[:start] + body[start:].decode("utf-8", "ignore").encode(codec, "ignore")

    draft.damages.append(damage)


def _change_content_type(draft: Draft, chance: Random) -> None:
    draft.content_type = chance.choice(_TYPES)


def _compress(draft: Draft, chance: Random) -> None:
    share = chance.random()
    compressions: list[Callable[[bytes], bytes]] = [
        gzip.compress,
        lambda body: gzip.compress(gzip.compress(body)),
        lambda body: gzip.compress(gzip.compress(gzip.compress(body))),
        lambda body: gzip.compress(body)[: int(len(body) * share)],
        lambda body: gzip.compress(body) * 2 + b"tail",
        lambda body: gzip.compress(body)[:10] + body,
        lambda body: gzip.compress(body + b"\0" * 3_000_000),
        lambda body: b"\x1f\x8b" + body,
    ]
    draft.damages.append(chance.choice(compressions))


def _prepend(draft: Draft, chance: Random) -> None:
    """Put bytes before the beginning: byte-order marks, warnings, signatures of files."""
    start = chance.choice([
        b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\xff\xfe\0\0", b"\0" * 50, b"\n" * 5000,
        b"%PDF-1.7\n", b"<br />\n<b>Warning</b>: x in y on line 3<br />\n",
        b"<!--" + b"-" * 9000 + b"-->", b"<?xml ?>" * 900, b"<!DOCTYPE " + b"[" * 5000,
        b"<?" * 5000, b"<!DOCTYPE html>" * 900, b" <" * 5000, b"{", b"\xa0" * 9000,
        b'<?xml version="1.0" encoding="utf-16"?>', b'<?xml version="1.0" encoding="\xff"?>',
        b"<!DOCTYPE>" * 20, b'<meta charset="utf-7">', b'<meta charset="x-user-defined">',
        b'<meta charset="hex">',
    ])  # fmt: skip
    draft.damages.append(lambda body: start + body)


RAW_BYTES = (
    Mutator(name="cut off", kinds=EVERY, change=_cut),
    Mutator(name="bytes turned", kinds=EVERY, change=_change_bytes),
    Mutator(name="encoding swapped", kinds=EVERY, change=_swap_encoding),
    Mutator(name="encodings mixed", kinds=EVERY, change=_mix_encodings),
    Mutator(name="content type", kinds=PAGES | XML, change=_change_content_type),
    Mutator(name="packed", kinds=EVERY, change=_compress),
    Mutator(name="bytes before", kinds=EVERY, change=_prepend),
)
