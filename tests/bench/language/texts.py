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
_SHORT_TEXTS, _LONG_TEXTS, _MESSAGES_PER_LONG_TEXT = 150, 20, 15
_MESSAGE = re.compile(r'^msgstr(?:\[\d\])? ((?:".*"\n)+)', re.MULTILINE)
_PLACEHOLDER = re.compile(r"%\([^)]*\)[sdr]|%[sdr]|\{[^}]*\}|<[^>]*>|&\w+;|\\.")
_WORD = re.compile(r"[^\W\d_]{2,}")


def iter_texts() -> Iterator[tuple[str, str, str]]:
    """Yield (language, "short" or "long", text): single messages, and several joined."""
    chance = random.Random(7)
    for folder, language in _FOLDERS.items():
        messages = sorted(set(_iter_messages(folder)))
        chance.shuffle(messages)
        yield from ((language, "short", message) for message in messages[:_SHORT_TEXTS])
        size = min(_MESSAGES_PER_LONG_TEXT, len(messages))
        for _ in range(_LONG_TEXTS):
            yield language, "long", "\n".join(chance.sample(messages, size))


def _iter_messages(folder: str) -> Iterator[str]:
    for file in Path(django.__file__).parent.glob(f"**/locale/{folder}/LC_MESSAGES/*.po"):
        for match in _MESSAGE.finditer(file.read_text(encoding="utf-8")):
            joined = "".join(line[1:-1] for line in match[1].splitlines())
            message = " ".join(_PLACEHOLDER.sub(" ", joined).split())
            if len(_WORD.findall(message)) >= 4 and re.search("[\u0600-\u06ff]", message):
                yield message


if __name__ == "__main__":
    json.dump(list(iter_texts()), sys.stdout)
