"""Foreign text made safe to print: no terminal commands, no reordering, one line. Pure."""

import re
import unicodedata
from typing import Final

# ECMA-48 control sequences with their parameters (7 and 8 bit), operating-system commands and
# other strings up to their terminator, and two-character escapes.
_TERMINAL_SEQUENCE: Final = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"
    r"|(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?"
    r"|\x1b[ -/]*[0-~]?"
)
# Format characters that are visible or join letters: the Arabic number and verse signs, ZWNJ, ZWJ.
_VISIBLE_FORMAT_CHARS: Final = frozenset(
    "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u0890\u0891\u08e2\u200c\u200d"
)


def make_printable(text: str) -> str:
    """Return `text` as one line without control, format and surrogate characters.

    Escape sequences are dropped whole, white space is folded, a lone surrogate becomes U+FFFD.
    """
    return " ".join("".join(map(_make_char_printable, _TERMINAL_SEQUENCE.sub("", text))).split())


def _make_char_printable(char: str) -> str:
    if char in _VISIBLE_FORMAT_CHARS:
        return char
    match unicodedata.category(char):
        case "Cc" | "Zl" | "Zp":
            return " " if char.isspace() else ""
        case "Cf":
            return ""
        case "Cs":
            return "\ufffd"
    return char
