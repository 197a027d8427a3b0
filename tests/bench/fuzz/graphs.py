"""JSON-LD whose values are of another type than any reader waits for."""

import json
import re
from random import Random
from typing import Any

from tests.bench.fuzz.draft import PAGES, Draft, Mutator, places
from tests.bench.fuzz.junk import ADDRESSES, DATES
from tests.bench.fuzz.tokens import is_json_ld

_INSIDE = re.compile(r"^<[^>]*>(.*)</", re.DOTALL)
_KEYS = (
    "@type", "@id", "@graph", "headline", "name", "author", "datePublished", "dateModified",
    "image", "articleBody", "articleSection", "keywords", "publisher", "url", "itemListElement",
    "description", "mainEntityOfPage", "inLanguage", "creator", "caption", "logo", "isPartOf",
    "about",
)  # fmt: skip
_PLAIN: dict[str, Any] = {
    "@context": "https://schema.org", "@type": "NewsArticle",
    "headline": "خبر اليوم عن السوق القديم", "datePublished": "2026-11-20T10:00:00+03:00",
    "author": {"@type": "Person", "name": "سعاد فرج"},
    "image": ["/a.jpg", {"@type": "ImageObject", "url": "/b.jpg"}], "keywords": "سوق، بلدية",
    "publisher": {"@type": "Organization", "name": "خبر", "logo": {"url": "/l.png"}},
}  # fmt: skip


def _values(chance: Random) -> Any:
    deep: Any = "x"
    for _ in range(chance.choice([1, 20, 150, 400])):
        deep = [deep] if chance.random() < 0.5 else {"name": deep, "@type": "Person"}
    return chance.choice([
        None, True, 0, -1, 1.5, float("nan"), float("inf"), 10**400, "", " ", "\x00", "\ud800", [],
        {}, [[]], [None], [{}], {"@value": None}, {"@id": "#a"}, {"@type": ["a", None, 3, {}]},
        deep, ["x"] * 500, {"name": ["a", {"name": 5}]}, {"url": {"@id": ["x"]}},
        {str(n): n for n in range(300)}, chance.choice(DATES), chance.choice(ADDRESSES),
        [chance.choice(DATES)], "x" * 20_000, "<p>" * 500,
        {"@type": "NewsArticle", "headline": {"@value": "خبر"}}, "&amp;" * 200, {"@list": [1]},
        -0.0,
    ])  # fmt: skip


def _walk(value: Any, chance: Random, share: float) -> Any:
    if chance.random() < share:
        return _values(chance)
    if isinstance(value, dict):
        return {
            chance.choice(_KEYS) if chance.random() < share / 3 else key: _walk(
                inner, chance, share
            )
            for key, inner in value.items()
        }
    if isinstance(value, list):
        return [_walk(inner, chance, share) for inner in value]
    return value


def _confused(draft: Draft, chance: Random) -> None:
    _write(draft, _walk(_graph(draft, chance), chance, chance.choice([0.05, 0.2, 0.6])), chance)


def _cycles(draft: Draft, chance: Random) -> None:
    """Objects that name each other, and themselves, by `@id`."""
    many = chance.choice([2, 5, 60, 600])
    graph = [
        {
            "@id": f"#{n}",
            "@type": chance.choice(
                ["NewsArticle", "Person", "ImageObject", ["WebPage", "ItemList"]]
            ),
            chance.choice(_KEYS): {"@id": f"#{(n + 1) % many}"},
            chance.choice(_KEYS): [{"@id": f"#{n}"}, {"@id": f"#{chance.randrange(many)}"}],
            "name": chance.choice(["سعاد", {"@id": f"#{n}"}]),
        }
        for n in range(many)
    ]
    _write(draft, {"@graph": graph}, chance)


def _raw(draft: Draft, chance: Random) -> None:
    """Text no encoder writes."""
    text = chance.choice([
        "[" * 5000, '{"a":' * 3000, "{" * 190 + "}" * 190, '{"@type":"NewsArticle","a":1e999}',
        '{"@type":NaN,"headline":-Infinity}', '{"@type":"NewsArticle",' * 190, "\\" * 5000,
        '"' * 5001, '{"@type":"NewsArticle","headline":"' + "\\u" * 3000,
        '{"@type":"NewsArticle","headline":"\\ud800"}', "<!--" * 900, "{}" * 3000, "[1]," * 3000,
        '{"@type":"Article","@type":["Article"]}', "9" * 9000,
        '{"@type":"NewsArticle","datePublished":' + "9" * 5000 + "}", " " * 9000 + "{", ",}" * 3000,
        '{"@type":"NewsArticle","name":"' + "&amp;" * 900 + '"}', '"@type":"' * 2000, "\x00{}",
        "//" * 3000,
    ])  # fmt: skip
    _put(draft, text, chance)


def _graph(draft: Draft, chance: Random) -> Any:
    scripts = places(draft.tokens, is_json_ld)
    inside = _INSIDE.search(draft.tokens[chance.choice(scripts)]) if scripts else None
    try:
        return json.loads(inside[1]) if inside else _PLAIN
    except (ValueError, RecursionError):
        return _PLAIN


def _write(draft: Draft, graph: Any, chance: Random) -> None:
    _put(draft, json.dumps(graph, ensure_ascii=chance.random() < 0.5), chance)


def _put(draft: Draft, text: str, chance: Random) -> None:
    token = f'<script type="application/ld+json">{text}</script>'
    scripts = places(draft.tokens, is_json_ld)
    if scripts:
        draft.tokens[chance.choice(scripts)] = token
    else:
        draft.tokens.insert(chance.randrange(min(20, len(draft.tokens) + 1)), token)


GRAPHS = (
    Mutator(name="JSON-LD types", forms=PAGES, change=_confused),
    Mutator(name="JSON-LD cycles", forms=PAGES, change=_cycles),
    Mutator(name="JSON-LD raw", forms=PAGES, change=_raw),
)
