"""Broken JSON, read as far as it goes, in linear time. Pure."""

import json
import re
from typing import Any

MAX_DEPTH = 200
_MAX_CHARS = 400_000
# Quotes open strings; all else but white space, marks and semicolons is a bracket, sign or literal.
_TOKEN = re.compile(r'["{}\[\],:]|[^\s"{}\[\],:;\ufeff\u200b-\u200f]+')
_QUOTE_OR_ESCAPE = re.compile(r'\\.|"', re.DOTALL)
_NEXT_KEY = r'(?:"[^"\\\n]{1,80}"|[A-Za-z_$][A-Za-z0-9_$]{0,40})\s*+:'
# What follows the quote that ends a string: others are quotation marks that nobody escaped.
_BEHIND_KEY = re.compile(r"\s*+:")
_BEHIND_VALUE = re.compile(rf"\s*+(?:,\s*+)*+(?:[}}\]]|{_NEXT_KEY}|\Z)")
_BEHIND_ITEM = re.compile(r'\s*+(?:[}\]]|,\s*+(?:["{}\[\]\d-]|true\b|false\b|null\b)|\Z)')
_LITERALS = {"true": True, "false": False, "null": None, "undefined": None}
_NUMBER = re.compile(r"-?\d{1,18}(?:\.\d{1,18})?")
# Strings in single or printers' quotes, where the first name shows them.
_OTHER_QUOTE_START = re.compile(r"[{\[\s]{1,100}(?:(?P<single>')|[“”„])")
_SINGLE_QUOTE = re.compile(r"(?<=[{\[,:])(\s*+)'|'(?=\s*+[}\],:])")
_PRINTED_QUOTE = re.compile("[“”„]")
_GOOD_ESCAPE = re.compile(r'\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})')


def read_lenient_json(text: str) -> list[Any]:
    """Return the objects and lists of a text that is nearly JSON, outermost ones only.

    Quotes inside strings, bad escapes, raw line breaks, names without quotes, commas too many or
    missing, other quotes, signs before and behind, and a missing end are borne.
    """
    return _LenientReader(_unify_quotes(text[:_MAX_CHARS])).read()


def _unify_quotes(text: str) -> str:
    start = _OTHER_QUOTE_START.match(text)
    if start is None:
        return text
    if start["single"]:
        return _SINGLE_QUOTE.sub(r'\1"', text)
    return _PRINTED_QUOTE.sub('"', text)


class _LenientReader:
    """A reader of one text: `containers` are the open objects and lists, `keys` waits for values.

    `keys` holds, for each open container, the name whose value comes next.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.roots: list[Any] = []
        self.containers: list[Any] = []
        self.keys: list[str | None] = []

    def read(self) -> list[Any]:
        """Read all tokens; a text that nests too deep is read up to there."""
        position = 0
        while (token := _TOKEN.search(self.text, position)) and len(self.keys) <= MAX_DEPTH:
            sign, position = token[0], token.end()
            if sign == '"':
                position = self._read_string(position)
            elif sign in "{[":
                self._open({} if sign == "{" else [])
            elif sign in "}]":
                self._close(dict if sign == "}" else list)
            elif sign == "," and self.keys:
                self.keys[-1] = None
            elif sign not in ",:":
                self._add(_read_literal(sign))
        return self.roots

    def _open(self, container: Any) -> None:
        self._add(container)
        self.containers.append(container)
        self.keys.append(None)

    def _close(self, container_type: type) -> None:
        """Close the innermost container of a type and all in it; without one, do nothing."""
        for depth in range(len(self.containers) - 1, -1, -1):
            if isinstance(self.containers[depth], container_type):
                del self.containers[depth:], self.keys[depth:]
                return

    def _add(self, value: Any) -> None:
        """Add a value where it stands; in an object, what comes first is a name."""
        if not self.containers:
            if isinstance(value, dict | list):
                self.roots.append(value)
            return
        container, key = self.containers[-1], self.keys[-1]
        if isinstance(container, list):
            container.append(value)
        elif key is not None:
            container[key], self.keys[-1] = value, None
        elif not isinstance(value, dict | list):
            self.keys[-1] = str(value)

    def _read_string(self, start: int) -> int:
        """Add the string that begins at `start`; return the position behind it."""
        is_item = bool(self.containers) and isinstance(self.containers[-1], list)
        is_key = bool(self.keys) and not is_item and self.keys[-1] is None
        behind = _BEHIND_ITEM if is_item else _BEHIND_KEY if is_key else _BEHIND_VALUE
        for quote in _QUOTE_OR_ESCAPE.finditer(self.text, start):
            if quote[0] == '"' and behind.match(self.text, quote.end()):
                self._add(_decode_string(self.text[start : quote.start()]))
                return quote.end()
        self._add(_decode_string(self.text[start:]))
        return len(self.text)


def _decode_string(raw: str) -> str:
    """Resolve the escapes of a string; a quote that nobody escaped is one, a bad escape none."""
    if "\\" not in raw:
        return raw
    escaped = _QUOTE_OR_ESCAPE.sub(lambda match: _mend_escape(match, raw), raw.rstrip("\\"))
    try:
        return str(json.loads(f'"{escaped}"', strict=False))
    except ValueError:
        return raw


def _mend_escape(match: re.Match[str], raw: str) -> str:
    if match[0] == '"':
        return '\\"'
    return match[0] if _GOOD_ESCAPE.match(raw, match.start()) else match[0][1:]


def _read_literal(text: str) -> Any:
    if text in _LITERALS:
        return _LITERALS[text]
    if _NUMBER.fullmatch(text):
        return float(text) if "." in text else int(text)
    return text
