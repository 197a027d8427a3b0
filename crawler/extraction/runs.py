"""A run of a page's text, marks standing in it: its paragraphs, how much is marked. Pure."""

import re

# Marks inside a run of text; the page cannot hold these characters (see page.py).
BREAK_MARKER, LINK_START, LINK_END, BOLD_START, BOLD_END = "\x02", "\x03", "\x04", "\x05", "\x06"
ITALIC_START, ITALIC_END = "\x07", "\x08"
SPACES = re.compile(r"[^\S\x02]+")
_PARAGRAPH_BREAK = re.compile(r" *\x02 *(?:\x02 *)+")
_LINE_BREAK = re.compile(r" *\x02 *")
MARKERS = re.compile("[\x02-\x08]")
BLANK_CHARS = " \t\r\n\xa0\x02\x03\x04\x05\x06\x07\x08"
_SENTENCE_END = re.compile(r"[.!?؟…:»\"”)]$")
# A line this long between single breaks is a paragraph rather than a line of verse.
_LONG_LINE_CHARS = 80
_MAX_TAIL_CHARS = 1000  # far more than that, as marks stand in it


def split_inline_text(text: str) -> list[str]:
    """Split a run at empty lines; at single breaks where the lines are paragraphs of their own."""
    if BREAK_MARKER not in text:
        return [text]
    pieces = _PARAGRAPH_BREAK.split(text)
    split: list[str] = []
    for piece in pieces:
        lines = [line for line in _LINE_BREAK.split(piece) if line.strip()]
        split.extend(_join_broken_lines(lines))
    return split


def _join_broken_lines(lines: list[str]) -> list[str]:
    joined: list[list[str]] = []
    tail = ""  # enough of what the next line follows; a page may break its lines a million times
    for line in lines:
        if joined and not _is_paragraph_end(tail, line):
            joined[-1].append(line)
            tail = f"{tail} {line}"[-_MAX_TAIL_CHARS:]
        else:
            joined.append([line])
            tail = line[-_MAX_TAIL_CHARS:]
    return [" ".join(parts) for parts in joined]


def _is_paragraph_end(before: str, after: str) -> bool:
    bare = MARKERS.sub("", before).strip()
    return bool(_SENTENCE_END.search(bare)) or min(len(bare), len(after)) > _LONG_LINE_CHARS


def count_marked_chars(piece: str, start_marker: str, end_marker: str) -> int:
    """Count the characters between marks; a mark split off by a break counts to the edge."""
    if start_marker not in piece and end_marker not in piece:
        return 0
    total, depth, at = 0, 0, 0
    if end_marker in piece and (
        start_marker not in piece or piece.index(end_marker) < piece.index(start_marker)
    ):
        depth = 1
    for mark in MARKERS.finditer(piece):
        if mark[0] in (start_marker, end_marker):
            if depth > 0:
                total += len(MARKERS.sub("", piece[at : mark.start()]).strip())
            depth = max(0, depth + (1 if mark[0] == start_marker else -1))
            at = mark.end()
    if depth > 0:
        total += len(MARKERS.sub("", piece[at:]).strip())
    return total
