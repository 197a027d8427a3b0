"""A page's article as scripts hold it: JSON-LD's articleBody, states of frameworks. Pure."""

import html as references
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from lxml import html

from crawler.extraction.page.json_ld import JsonLdNode, read_json_ld_strings
from crawler.extraction.page.page_identity import PageIdentity
from crawler.extraction.page.script_states import load_states
from crawler.text.normalise import unescape_references

_HEADLINE_KEYS = (
    "headline", "title", "name", "post_title", "articleTitle", "article_title", "mainTitle",
    "newsTitle", "news_title", "Title",
)  # fmt: skip
_TEXT_KEYS = (
    "articleBody", "article_body", "body", "content", "text", "html", "bodyHtml", "body_html",
    "contentHtml", "content_html", "fullText", "full_text", "details", "story", "post_content",
    "newsDetails", "news_details", "paragraphs", "blocks", "Body", "Content", "Details",
)  # fmt: skip
# Inside a text: what rich-text editors call their pieces.
_PIECE_KEYS = ("rendered", "text", "content", "html", "value", "data", "children", "blocks", "body")
_PARAGRAPH_TYPES = frozenset({"paragraph", "p", "heading", "text-paragraph", "blockquote"})
_PUBLISHED_KEYS = (
    "datePublished", "publishedAt", "published_at", "publishDate", "publish_date", "publishedDate",
    "published_date", "publicationDate", "pubDate", "published",
)  # fmt: skip
_AUTHOR_KEYS = ("author", "authors", "writer", "byline")
_TAG = re.compile(r"<(?:p|br|div|h[1-6]|ul|figure|span|strong|section|article)\b", re.IGNORECASE)
_INNER_PARAGRAPH = re.compile(r"</?p>")
_MIN_TEXT_CHARS = 200
_MAX_VALUES = 30_000
_MAX_DEPTH = 12


@dataclass(frozen=True, kw_only=True, slots=True)
class EmbeddedArticle:
    """An article in a script: its text as HTML, and what is said of it beside."""

    markup: str
    headline: str | None = None
    published: str | None = None
    authors: tuple[str, ...] = ()


def find_embedded_article(
    tree: html.HtmlElement, json_ld_articles: Iterable[JsonLdNode], identity: PageIdentity
) -> EmbeddedArticle | None:
    """Return the longest article that scripts hold and that is surely the page's, else None.

    JSON-LD's own article counts; of other scripts an object with the page's headline and a text.
    """
    declared = [_read_article(node) for node in json_ld_articles]
    found = [article for article in declared if article is not None]
    if not found:
        objects = islice(_iter_objects(load_states(tree)), _MAX_VALUES)
        titled = (node for node in objects if _has_own_headline(node, identity))
        found = [article for node in titled if (article := _read_article(node)) is not None]
    return max(found, key=lambda article: len(article.markup), default=None)


def _has_own_headline(node: dict[str, Any], identity: PageIdentity) -> bool:
    headline = _read_first(node, _HEADLINE_KEYS)
    return headline is not None and identity.has_title(headline)


def _read_article(node: dict[str, Any]) -> EmbeddedArticle | None:
    texts = ("\n".join(_iter_markup(node.get(key), 0)) for key in _TEXT_KEYS if key in node)
    markup = max(texts, key=len, default="")
    if len(markup) < _MIN_TEXT_CHARS:
        return None
    return EmbeddedArticle(
        markup=markup,
        headline=_read_first(node, _HEADLINE_KEYS),
        published=_read_first(node, _PUBLISHED_KEYS),
        authors=tuple(
            name for key in _AUTHOR_KEYS for name in read_json_ld_strings(node.get(key))[:9]
        ),
    )


def _read_first(node: dict[str, Any], keys: Iterable[str]) -> str | None:
    for key in keys:
        value = node.get(key)
        if isinstance(value, dict):
            value = value.get("rendered")
        if isinstance(value, str) and value.strip():
            return unescape_references(value).strip()
    return None


def _iter_markup(value: Any, depth: int) -> Iterator[str]:
    """Yield the HTML of a text: of strings, lists, and the pieces of rich-text editors."""
    if isinstance(value, str):
        yield _to_markup(value)
    elif depth > _MAX_DEPTH:
        return
    elif isinstance(value, list):
        for item in value:
            yield from _iter_markup(item, depth + 1)
    elif isinstance(value, dict):
        pieces = (value[key] for key in _PIECE_KEYS if key in value)
        inner = [text for piece in pieces for text in _iter_markup(piece, depth + 1)]
        if value.get("type") in _PARAGRAPH_TYPES:
            inner = [f"<p>{_INNER_PARAGRAPH.sub('', ''.join(inner))}</p>"]
        yield from inner


def _to_markup(text: str) -> str:
    """Return HTML as it is, plain text with its lines as paragraphs."""
    unescaped = unescape_references(text) if "&lt;" in text else text
    if _TAG.search(unescaped):
        return unescaped
    lines = unescape_references(text).splitlines()
    return "".join(f"<p>{references.escape(line)}</p>" for line in lines if line.strip())


def _iter_objects(values: Iterable[Any]) -> Iterator[dict[str, Any]]:
    """Yield all objects in values, breadth first, each once."""
    queue: list[Any] = list(values)
    visited_ids: set[int] = set()
    for value in queue:
        if len(visited_ids) > _MAX_VALUES:
            return
        if id(value) in visited_ids:
            continue
        visited_ids.add(id(value))
        if isinstance(value, dict):
            yield value
            queue.extend(inner for inner in value.values() if isinstance(inner, dict | list))
        elif isinstance(value, list):
            queue.extend(inner for inner in value if isinstance(inner, dict | list))
