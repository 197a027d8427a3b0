"""Bytes that are cut, turned, packed, or not in the encoding they claim."""

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


def _turned(draft: Draft, chance: Random) -> None:
    seed = chance.random()
    many = chance.choice([1, 20, 400])

    def damage(body: bytes) -> bytes:
        again, turned = Random(seed), bytearray(body)
        for _ in range(many if turned else 0):
            turned[again.randrange(len(turned))] = again.randrange(256)
        return bytes(turned)

    draft.damages.append(damage)


def _encoded(draft: Draft, chance: Random) -> None:
    """Encode in one way and say another."""
    draft.charset = chance.choice(_CODECS)
    if chance.random() < 0.5:
        draft.content_type = chance.choice(_TYPES)


def _mixed(draft: Draft, chance: Random) -> None:
    """Go on in another encoding half way."""
    codec, share = chance.choice(_CODECS), chance.random()

    def damage(body: bytes) -> bytes:
        at = int(len(body) * share)
        return body[:at] + body[at:].decode("utf-8", "ignore").encode(codec, "ignore")

    draft.damages.append(damage)


def _typed(draft: Draft, chance: Random) -> None:
    draft.content_type = chance.choice(_TYPES)


def _packed(draft: Draft, chance: Random) -> None:
    share = chance.random()
    ways: list[Callable[[bytes], bytes]] = [
        gzip.compress,
        lambda body: gzip.compress(gzip.compress(body)),
        lambda body: gzip.compress(gzip.compress(gzip.compress(body))),
        lambda body: gzip.compress(body)[: int(len(body) * share)],
        lambda body: gzip.compress(body) * 2 + b"tail",
        lambda body: gzip.compress(body)[:10] + body,
        lambda body: gzip.compress(body + b"\0" * 3_000_000),
        lambda body: b"\x1f\x8b" + body,
    ]
    draft.damages.append(chance.choice(ways))


def _before(draft: Draft, chance: Random) -> None:
    """Bytes before the beginning: marks, warnings, signatures of files."""
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


OCTETS = (
    Mutator(name="cut off", forms=EVERY, change=_cut),
    Mutator(name="bytes turned", forms=EVERY, change=_turned),
    Mutator(name="encoding swapped", forms=EVERY, change=_encoded),
    Mutator(name="encodings mixed", forms=EVERY, change=_mixed),
    Mutator(name="content type", forms=PAGES | XML, change=_typed),
    Mutator(name="packed", forms=EVERY, change=_packed),
    Mutator(name="bytes before", forms=EVERY, change=_before),
)
