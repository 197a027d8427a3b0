"""Values that scripts hold: JSON, what they assign, and the states of frameworks. Pure."""

import json
import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from lxml import html

from crawler.extraction.page.json_ld import load_json_values

# `window.__INITIAL_STATE__ = {`, `window["__DATA__"]=JSON.parse("…`, `__NUXT__=(function(a){`.
_ASSIGNMENT = re.compile(
    r"(?:\b(?:window|self|globalThis)\b[\w$.\[\]\"']{1,80}|__[A-Z][A-Z_]{2,40}__"
    r"|\b(?:var|let|const)\s{1,9}[\w$]{1,60}(?=\s{0,9}=\s{0,9}[{\[J]))\s{0,9}=(?!=)"
)
_PARSE_CALL = re.compile(r"\s{0,9}JSON\.parse\(\s{0,9}")
_SINGLE_QUOTED = re.compile(r"'((?:[^'\\]|\\.)*)'", re.DOTALL)
# `(function(a,b){return {…}}("…","…"))`, as Nuxt writes its state.
_CALLED_FUNCTION = re.compile(
    r"\s{0,9}\(?\s{0,9}function\s{0,9}\(([\w$,\s]{1,20000})\)\s{0,9}\{(?:\s{0,9}return\b)?"
)
# `self.__next_f.push([1,"…"])`: the pieces of a text with a row for each value.
_PUSH = re.compile(r"__next_f\.push\(\s{0,9}")
_ROW = re.compile(rb"([0-9a-f]{0,6}):(?:T([0-9a-f]{1,6}),)?")
_MIN_SCRIPT_CHARS = 200
_MAX_STATE_CHARS = 2_000_000
_MAX_SCRIPTS = 60
_MAX_PUSHES = 400


def load_states(tree: html.HtmlElement) -> Iterator[Any]:
    """Yield the values of scripts that hold JSON or assign it, within a bound of characters."""
    chars_left = _MAX_STATE_CHARS
    for script in islice(tree.iter("script"), _MAX_SCRIPTS):
        text, kind = script.text or "", (script.get("type") or "").lower()
        if len(text) < _MIN_SCRIPT_CHARS or len(text) > chars_left or "ld+json" in kind:
            continue
        assignment = _ASSIGNMENT.search(text)
        if "json" in kind or assignment:
            chars_left -= len(text)
            yield from _read_values(
                text if "json" in kind or not assignment else text[assignment.end() :]
            )
    yield from _read_pushed_rows(tree)


def _read_values(source: str) -> Iterator[Any]:
    called = _CALLED_FUNCTION.match(source)
    end = source.rfind("}(") if called else -1
    if called and end > called.end():
        values: list[Any] = next(iter(load_json_values(f"[{source[end + 2 :].rstrip(' ;)')}]")), [])
        names = (name.strip() for name in called[1].split(","))
        state = load_json_values(source[called.end() : end])
        _replace_names(state, dict(zip(names, values, strict=False)))
        yield from state
        return
    for value in load_json_values(_read_parse_argument(source)):
        yield _resolve_indexes(value) if isinstance(value, list) else value


def _read_pushed_rows(tree: html.HtmlElement) -> list[Any]:
    """Read the rows that a page pushes, texts put where values name them («$1a»)."""
    rows = "".join(_iter_pushed_pieces(tree))[:_MAX_STATE_CHARS].encode("utf-8", "replace")
    values: list[Any] = []
    texts: dict[str, Any] = {}
    position = 0
    while row := _ROW.match(rows, position):
        line_end = rows.find(b"\n", row.end())
        end = row.end() + int(row[2], 16) if row[2] else line_end if line_end > 0 else len(rows)
        content = rows[row.end() : end].decode("utf-8", "replace")
        if row[2]:
            texts[f"${row[1].decode()}"] = content
        else:
            values += load_json_values(content)
        position = end if row[2] else end + 1
    _replace_names(values, texts)
    return values


def _iter_pushed_pieces(tree: html.HtmlElement) -> Iterator[str]:
    scripts = (script.text or "" for script in tree.iter("script"))
    for text in islice((text for text in scripts if "__next_f" in text), _MAX_PUSHES):
        for push in islice(_PUSH.finditer(text), _MAX_PUSHES):
            try:
                pushed = json.JSONDecoder(strict=False).raw_decode(text, push.end())[0]
            except (ValueError, RecursionError):
                continue
            if isinstance(pushed, list):
                yield from (piece for piece in pushed if isinstance(piece, str))


def _replace_names(root: list[Any], values_by_name: Mapping[str, Any]) -> None:
    """Put values in the place of their names, in all objects and lists below."""
    queue: list[Any] = [root]
    for container in queue:
        items = container.items() if isinstance(container, dict) else enumerate(container)
        for key, value in list(items):
            if isinstance(value, dict | list):
                queue.append(value)
            elif isinstance(value, str) and value in values_by_name:
                container[key] = values_by_name[value]


def _read_parse_argument(source: str) -> str:
    """Return the string in a call of `JSON.parse`; without one, the source as it is."""
    call = _PARSE_CALL.match(source)
    if call is None:
        return source
    single = _SINGLE_QUOTED.match(source, call.end())
    try:
        if single:
            return str(json.loads('"' + single[1].replace("\\'", "'").replace('"', '\\"') + '"'))
        return str(json.JSONDecoder(strict=False).raw_decode(source, call.end())[0])
    except ValueError:
        return source


def _resolve_indexes(root: list[Any]) -> list[Any]:
    """Resolve a flat list whose objects name their values by index, as Nuxt writes its state."""
    objects = [value for value in root if isinstance(value, dict) and value]
    if not objects or not all(type(item) is int for item in objects[0].values()):
        return root
    resolved = [dict(value) if isinstance(value, dict) else value for value in root]
    for value in resolved:
        if isinstance(value, dict):
            for key, index in value.items():
                if type(index) is int and 0 <= index < len(resolved):
                    value[key] = resolved[index]
    return resolved
