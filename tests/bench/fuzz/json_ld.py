"""Mutators for JSON-LD: values of types that no reader expects, cycles, text that is no JSON."""

import json
import re
from random import Random
from typing import Any

from tests.bench.fuzz.draft import PAGES, Draft, Mutator, find_tokens
from tests.bench.fuzz.odd_values import ADDRESSES, DATES
from tests.bench.fuzz.tokens import is_json_ld

_INSIDE = re.compile(r"^<[^>]*>(.*)</", re.DOTALL)
_KEYS = (
    "@type", "@id", "@graph", "headline", "name", "author", "datePublished", "dateModified",
    "image", "articleBody", "articleSection", "keywords", "publisher", "url", "itemListElement",
    "description", "mainEntityOfPage", "inLanguage", "creator", "caption", "logo", "isPartOf",
    "about",
)  # fmt: skip
_DEFAULT_GRAPH: dict[str, Any] = {
    "@context": "https://schema.org", "@type": "NewsArticle",
    "headline": "خبر اليوم عن السوق القديم", "datePublished": "2026-11-20T10:00:00+03:00",
    "author": {"@type": "Person", "name": "سعاد فرج"},
    "image": ["/a.jpg", {"@type": "ImageObject", "url": "/b.jpg"}], "keywords": "سوق، بلدية",
    "publisher": {"@type": "Organization", "name": "خبر", "logo": {"url": "/l.png"}},
}  # fmt: skip


def _choose_value(chance: Random) -> Any:
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


def _replace_values(value: Any, chance: Random, share: float) -> Any:
    if chance.random() < share:
        return _choose_value(chance)
    if isinstance(value, dict):
        return {
            chance.choice(_KEYS) if chance.random() < share / 3 else key: _replace_values(
                inner, chance, share
            )
            for key, inner in value.items()
        }
    if isinstance(value, list):
        return [_replace_values(inner, chance, share) for inner in value]
    return value


def _confuse_types(draft: Draft, chance: Random) -> None:
    _write_graph(
        draft,
        _replace_values(_read_graph(draft, chance), chance, chance.choice([0.05, 0.2, 0.6])),
        chance,
    )


def _write_cycles(draft: Draft, chance: Random) -> None:
    """Write objects that refer to each other, and to themselves, by `@id`."""
    count = chance.choice([2, 5, 60, 600])
    graph = [
        {
            "@id": f"#{n}",
            "@type": chance.choice(
                ["NewsArticle", "Person", "ImageObject", ["WebPage", "ItemList"]]
            ),
            chance.choice(_KEYS): {"@id": f"#{(n + 1) % count}"},
            chance.choice(_KEYS): [{"@id": f"#{n}"}, {"@id": f"#{chance.randrange(count)}"}],
            "name": chance.choice(["سعاد", {"@id": f"#{n}"}]),
        }
        for n in range(count)
    ]
    _write_graph(draft, {"@graph": graph}, chance)


def _write_raw(draft: Draft, chance: Random) -> None:
    """Write text that no JSON encoder writes."""
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
    _write_script(draft, text, chance)


def _read_graph(draft: Draft, chance: Random) -> Any:
    scripts = find_tokens(draft.tokens, is_json_ld)
    inside = _INSIDE.search(draft.tokens[chance.choice(scripts)]) if scripts else None
    try:
        return json.loads(inside[1]) if inside else _DEFAULT_GRAPH
    except (ValueError, RecursionError):
        return _DEFAULT_GRAPH


def _write_graph(draft: Draft, graph: Any, chance: Random) -> None:
    _write_script(draft, json.dumps(graph, ensure_ascii=chance.random() < 0.5), chance)


def _write_script(draft: Draft, text: str, chance: Random) -> None:
    token = f'<script type="application/ld+json">{text}</script>'
    scripts = find_tokens(draft.tokens, is_json_ld)
    if scripts:
        draft.tokens[chance.choice(scripts)] = token
    else:
        draft.tokens.insert(chance.randrange(min(20, len(draft.tokens) + 1)), token)


JSON_LD = (
    Mutator(name="JSON-LD types", kinds=PAGES, change=_confuse_types),
    Mutator(name="JSON-LD cycles", kinds=PAGES, change=_write_cycles),
    Mutator(name="JSON-LD raw", kinds=PAGES, change=_write_raw),
)
