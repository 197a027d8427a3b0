"""Labelled texts: the messages of Django's translations into languages of Arabic script.

Run in the environment of `peers.lock`; prints [language, size, text] as JSON.
"""

import json
import random
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import django

_FOLDERS = {"ar": "ar", "ar_DZ": "ar", "fa": "fa", "ur": "ur", "ckb": "ckb", "ug": "ug"}
_SHORT, _LONG, _JOINED = 150, 20, 15  # messages, texts of several, messages in one of these
_MESSAGE = re.compile(r'^msgstr(?:\[\d\])? ((?:".*"\n)+)', re.MULTILINE)
_FILLED_IN = re.compile(r"%\([^)]*\)[sdr]|%[sdr]|\{[^}]*\}|<[^>]*>|&\w+;|\\.")
_WORD = re.compile(r"[^\W\d_]{2,}")


def texts() -> Iterator[tuple[str, str, str]]:
    """Yield language, "short" or "long", and the text: single messages and some joined."""
    chance = random.Random(7)
    for folder, language in _FOLDERS.items():
        found = sorted(set(_messages(folder)))
        chance.shuffle(found)
        yield from ((language, "short", one) for one in found[:_SHORT])
        size = min(_JOINED, len(found))
        yield from ((language, "long", "\n".join(chance.sample(found, size))) for _ in range(_LONG))


def _messages(folder: str) -> Iterator[str]:
    for file in Path(django.__file__).parent.glob(f"**/locale/{folder}/LC_MESSAGES/*.po"):
        for match in _MESSAGE.finditer(file.read_text(encoding="utf-8")):
            joined = "".join(line[1:-1] for line in match[1].splitlines())
            message = " ".join(_FILLED_IN.sub(" ", joined).split())
            if len(_WORD.findall(message)) >= 4 and re.search("[\u0600-\u06ff]", message):
                yield message


if __name__ == "__main__":
    json.dump(list(texts()), sys.stdout)
