"""Tokens of mark-up: tags, texts, comments and whole scripts, which join to the same text."""

import re
from collections.abc import Iterator, Sequence

_TOKEN = re.compile(
    r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<[!?][^>]*>"
    r"|<(script|style|textarea|xmp)\b[^>]*>.*?</\1\s*>"
    r"|<[^<>]*>|[^<]+|<",
    re.DOTALL | re.IGNORECASE,
)
_NAME = re.compile(r"</?([A-Za-z][\w:.-]*)")
_VOID = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
})  # fmt: skip
BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "dd", "div", "dl", "dt", "figure",
    "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "html", "li", "main",
    "nav", "ol", "p", "section", "table", "tbody", "td", "tr", "ul", "script", "style", "link",
    "meta", "title",
})  # fmt: skip


def split(text: str) -> list[str]:
    """Return the tokens of a text; joined, they are the text."""
    return [match.group() for match in _TOKEN.finditer(text)]


def name_of(token: str) -> str:
    """Return a tag's name in lower case; "" for other tokens."""
    match = _NAME.match(token)
    return match[1].lower() if match else ""


def is_start(token: str) -> bool:
    """Say whether a token is a start tag (a whole script or style is none)."""
    return bool(name_of(token)) and token[1] != "/" and not is_raw(token)


def is_end(token: str) -> bool:
    """Say whether a token is an end tag."""
    return token.startswith("</")


def is_raw(token: str) -> bool:
    """Say whether a token is a whole element whose text has no tags, such as a script."""
    return token.count("<") > 1 and name_of(token) in ("script", "style", "textarea", "xmp")


def is_text(token: str) -> bool:
    """Say whether a token is text between tags, not only space."""
    return not token.startswith("<") and not token.isspace()


def is_json_ld(token: str) -> bool:
    """Say whether a token is a script of JSON-LD."""
    return name_of(token) == "script" and "ld+json" in token[:200]


def iter_open_elements(tokens: Sequence[str]) -> Iterator[tuple[int, list[int]]]:
    """Yield the index of each token with the indices of the start tags that are open there."""
    stack: list[int] = []
    for index, token in enumerate(tokens):
        yield index, stack
        name = name_of(token)
        if is_start(token) and name not in _VOID and not token.endswith("/>"):
            stack.append(index)
        elif is_end(token):
            while any(name_of(tokens[start]) == name for start in stack):
                if name_of(tokens[stack.pop()]) == name:
                    break
