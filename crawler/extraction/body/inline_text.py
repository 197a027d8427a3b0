"""Inline text with markers for links, bold, italics and breaks: splitting, counting. Pure."""

import re

# Control characters that a parsed page cannot hold (see page.py).
BREAK_MARKER, LINK_START, LINK_END, BOLD_START, BOLD_END = "\x02", "\x03", "\x04", "\x05", "\x06"
ITALIC_START, ITALIC_END = "\x07", "\x08"
SPACES = re.compile(r"[^\S\x02]+")
_PARAGRAPH_BREAK = re.compile(r" *\x02 *(?:\x02 *)+")
_LINE_BREAK = re.compile(r" *\x02 *")
MARKERS = re.compile("[\x02-\x08]")
BLANK_CHARS = " \t\r\n\xa0\x02\x03\x04\x05\x06\x07\x08"
_SENTENCE_END = re.compile(r"[.!?؟…:»\"”)]$")
# An item of a list that has no mark-up.
LIST_SIGN = re.compile(r"[◄►▪■□●•·○◆◊▶◀‣⁃➤✓✔*–—-]\s*(?=\w)|\d{1,2}\s*[-–.)]\s+(?=\w)")
# Longer lines than a page's author would break by hand.
_MIN_PARAGRAPH_CHARS = 150
# A line this long between single breaks is a paragraph rather than a line of verse.
_LONG_LINE_CHARS = 80
# Far more than a long line: the tail still holds markers.
_MAX_TAIL_CHARS = 1000


def split_inline_text(text: str) -> list[str]:
    """Split text at empty lines, and at single breaks where the lines are whole paragraphs."""
    if BREAK_MARKER not in text:
        return [text]
    pieces = _PARAGRAPH_BREAK.split(text)
    paragraphs: list[str] = []
    for piece in pieces:
        lines = [line for line in _LINE_BREAK.split(piece) if line.strip()]
        paragraphs.extend(_join_broken_lines(lines))
    return paragraphs


def _join_broken_lines(lines: list[str]) -> list[str]:
    paragraphs: list[list[str]] = []
    tail = ""  # the end of the last paragraph alone: a page may break its lines a million times
    for line in lines:
        if paragraphs and not _is_paragraph_end(tail, line):
            paragraphs[-1].append(line)
            tail = f"{tail} {line}"[-_MAX_TAIL_CHARS:]
        else:
            paragraphs.append([line])
            tail = line[-_MAX_TAIL_CHARS:]
    return [" ".join(parts) for parts in paragraphs]


def _is_paragraph_end(before: str, after: str) -> bool:
    text_before, text_after = MARKERS.sub("", before).strip(), MARKERS.sub("", after).strip()
    sizes = len(text_before), len(text_after)
    return (
        bool(_SENTENCE_END.search(text_before) or LIST_SIGN.match(text_after))
        or min(sizes) > _LONG_LINE_CHARS
        or (sizes[0] < _LONG_LINE_CHARS and sizes[1] > _MIN_PARAGRAPH_CHARS)
    )


def count_marked_chars(piece: str, start_marker: str, end_marker: str) -> int:
    """Count the characters between markers; where a break split the pair, up to the edge."""
    if start_marker not in piece and end_marker not in piece:
        return 0
    total, depth, start = 0, 0, 0
    if end_marker in piece and (
        start_marker not in piece or piece.index(end_marker) < piece.index(start_marker)
    ):
        depth = 1
    for marker in MARKERS.finditer(piece):
        if marker[0] in (start_marker, end_marker):
            if depth > 0:
                total += len(MARKERS.sub("", piece[start : marker.start()]).strip())
            depth = max(0, depth + (1 if marker[0] == start_marker else -1))
            start = marker.end()
    if depth > 0:
        total += len(MARKERS.sub("", piece[start:]).strip())
    return total
