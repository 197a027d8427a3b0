"""Texts without meaning: words of the newsroom's stories, drawn by lot."""

import random
import re
from collections.abc import Sequence
from functools import cache

from tests.newsroom.outlets import OUTLETS
from tests.newsroom.story import load

_WORD = re.compile("[\u0621-\u064a]{3,}")
_PARAGRAPHS, _SENTENCES, _WORDS = (4, 6), (2, 3), (9, 16)


@cache
def vocabulary() -> tuple[str, ...]:
    """Return the Arabic words of every outlet's stories, each once."""
    texts = (story.body for kind in OUTLETS for story in load(kind.slug, 1))
    return tuple(sorted({word for text in texts for word in _WORD.findall(text)}))


def headline(lot: random.Random) -> str:
    """Return six to nine words."""
    return _line(lot, (6, 9))


def paragraph(lot: random.Random) -> str:
    """Return two or three sentences."""
    return " ".join(f"{_line(lot, _WORDS)}." for _ in range(lot.randint(*_SENTENCES)))


def body(lot: random.Random) -> str:
    """Return paragraphs parted by blank lines."""
    return "\n\n".join(paragraph(lot) for _ in range(lot.randint(*_PARAGRAPHS)))


def _line(lot: random.Random, size: Sequence[int]) -> str:
    return " ".join(lot.sample(vocabulary(), lot.randint(size[0], size[1])))
