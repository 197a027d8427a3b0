"""Text that a page embeds for scripts: JSON-LD's articleBody, the state of its framework. Pure."""

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from crawler.extraction.page.json_ld import read_json_ld_strings
from crawler.extraction.page.page import Page
from crawler.extraction.page.text_match import extract_letters

# An embedded text has at least this many characters.
_MIN_TEXT_CHARS = 140
_MAX_SCRIPT_CHARS = 3_000_000
_TEXT_KEYS = frozenset({
    "articlebody", "body", "bodytext", "bodyhtml", "content", "contenthtml", "contents", "details",
    "description", "html", "text", "fulltext", "maintext", "paragraphs", "blocks", "rendered",
    "value", "story",
})  # fmt: skip
_END_OF_PARAGRAPH = re.compile(r"</(?:p|div|h[1-6]|li|blockquote)\s*+>|<br\s*+/?>", re.IGNORECASE)
_TAG = re.compile(r"<[a-zA-Z/!][^<>]{0,1000}>")
_STATE = re.compile(r"^\s*(?:window\.)?__[A-Z_]{3,40}__\s*=\s*")


def find_embedded_paragraphs(page: Page, title: str | None) -> tuple[str, list[str]]:
    """Return the rung that holds the text of a page without any, and its paragraphs.

    The list is empty where nothing embedded is an article's text.
    """
    bodies = [
        text
        for node in page.json_ld_articles
        for text in read_json_ld_strings(node.get("articleBody"))
    ]
    for rung, texts in (("json-ld", iter(bodies)), ("embedded", _find_state_texts(page, title))):
        paragraphs = max(map(_split_paragraphs, texts), key=_count_chars, default=[])
        if _count_chars(paragraphs) >= _MIN_TEXT_CHARS:
            return rung, paragraphs
    return "embedded", []


def _count_chars(paragraphs: list[str]) -> int:
    return sum(map(len, paragraphs))


def _split_paragraphs(text: str) -> list[str]:
    """Split a text at its lines, or at the ends of its elements."""
    text = unescape(_TAG.sub(" ", _END_OF_PARAGRAPH.sub("\n", text)))
    return [line for line in (" ".join(line.split()) for line in text.split("\n")) if line]


def _find_state_texts(page: Page, title: str | None) -> Iterator[str]:
    """Yield the long texts of the page's state, of the objects that hold its title."""
    title_letters = extract_letters(title or "")
    if not title_letters:
        return
    for script in page.tree.iter("script"):
        source = _STATE.sub("", script.text or "", count=1)[:_MAX_SCRIPT_CHARS]
        if title_letters[:10] and source.startswith("{"):
            try:
                state, _ = json.JSONDecoder().raw_decode(source)
            except (ValueError, RecursionError):
                continue
            yield from _walk_state(state, title_letters)


def _walk_state(state: Any, title_letters: str) -> Iterator[str]:
    """Yield the texts below the objects one of whose values is the title."""
    stack: list[tuple[Any, bool]] = [(state, False)]
    while stack:
        value, has_title = stack.pop()
        if isinstance(value, dict):
            strings = [item for item in value.values() if isinstance(item, str)]
            has_title = has_title or any(
                extract_letters(item) == title_letters for item in strings if len(item) < 400
            )
            for key, item in value.items():
                if has_title and key.lower() in _TEXT_KEYS:
                    yield _join_strings(item)
                stack.append((item, has_title))
        elif isinstance(value, list):
            stack.extend((item, has_title) for item in value)


def _join_strings(value: Any) -> str:
    """Join a text, the texts of a list, or those its objects hold under the keys of texts."""
    if isinstance(value, str):
        return value
    if not isinstance(value, list):
        return ""
    texts = []
    for item in value:
        if isinstance(item, str):
            texts.append(item)
        elif isinstance(item, dict):
            texts += [
                text
                for key, text in item.items()
                if isinstance(text, str) and key.lower() in _TEXT_KEYS
            ]
    return "\n".join(texts)
