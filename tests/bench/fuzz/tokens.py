"""Mark-up as a list of tokens that joins to what it was split from."""

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
    """Return tags, texts, comments and whole scripts; joined they are `text` again."""
    return [match.group() for match in _TOKEN.finditer(text)]


def name_of(token: str) -> str:
    """Return the tag's name in lower case; empty for what is no tag."""
    match = _NAME.match(token)
    return match[1].lower() if match else ""


def is_start(token: str) -> bool:
    """Say whether a token is a start tag (a whole script or style is none)."""
    return bool(name_of(token)) and token[1] != "/" and not is_raw(token)


def is_end(token: str) -> bool:
    """Say whether a token is an end tag."""
    return token.startswith("</")


def is_raw(token: str) -> bool:
    """Say whether a token is an element together with the text no tag is read in."""
    return token.count("<") > 1 and name_of(token) in ("script", "style", "textarea", "xmp")


def is_text(token: str) -> bool:
    """Say whether a token is text between tags, not only space."""
    return not token.startswith("<") and not token.isspace()


def is_json_ld(token: str) -> bool:
    """Say whether a token is a script of JSON-LD."""
    return name_of(token) == "script" and "ld+json" in token[:200]


def opened(tokens: Sequence[str]) -> Iterator[tuple[int, list[int]]]:
    """Yield each token's place and the places of the start tags it stands in."""
    stack: list[int] = []
    for at, token in enumerate(tokens):
        yield at, stack
        name = name_of(token)
        if is_start(token) and name not in _VOID and not token.endswith("/>"):
            stack.append(at)
        elif is_end(token):
            while any(name_of(tokens[one]) == name for one in stack):
                if name_of(tokens[stack.pop()]) == name:
                    break
