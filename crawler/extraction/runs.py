"""A run of a page's text, marks standing in it: its paragraphs, how much is marked. Pure."""

import re

# Marks inside a run of text; the page cannot hold these characters (see page.py).
BREAK, LINK, LINK_END, BOLD_ON, BOLD_OFF = "\x02", "\x03", "\x04", "\x05", "\x06"
ITALIC_ON, ITALIC_OFF = "\x07", "\x08"
SPACES = re.compile(r"[^\S\x02]+")
_PARAGRAPH_BREAK = re.compile(r" *\x02 *(?:\x02 *)+")
_LINE_BREAK = re.compile(r" *\x02 *")
MARKS = re.compile("[\x02-\x08]")
BLANK = " \t\r\n\xa0\x02\x03\x04\x05\x06\x07\x08"
_SENTENCE_END = re.compile(r"[.!?؟…:»\"”)]$")
# A line this long between single breaks is a paragraph rather than a line of verse.
_LONG_LINE = 80
_TAIL = 1000  # far more than that, as marks stand in it


def paragraphs(text: str) -> list[str]:
    """Split a run at empty lines; at single breaks where the lines are paragraphs of their own."""
    if BREAK not in text:
        return [text]
    pieces = _PARAGRAPH_BREAK.split(text)
    split: list[str] = []
    for piece in pieces:
        lines = [line for line in _LINE_BREAK.split(piece) if line.strip()]
        split.extend(_joined(lines))
    return split


def _joined(lines: list[str]) -> list[str]:
    joined: list[list[str]] = []
    tail = ""  # enough of what the next line follows; a page may break its lines a million times
    for line in lines:
        if joined and not _ends_paragraph(tail, line):
            joined[-1].append(line)
            tail = f"{tail} {line}"[-_TAIL:]
        else:
            joined.append([line])
            tail = line[-_TAIL:]
    return [" ".join(parts) for parts in joined]


def _ends_paragraph(before: str, after: str) -> bool:
    bare = MARKS.sub("", before).strip()
    return bool(_SENTENCE_END.search(bare)) or min(len(bare), len(after)) > _LONG_LINE


def marked(piece: str, start: str, end: str) -> int:
    """Count the characters between marks; a mark split off by a break counts to the edge."""
    if start not in piece and end not in piece:
        return 0
    total, depth, at = 0, 0, 0
    if end in piece and (start not in piece or piece.index(end) < piece.index(start)):
        depth = 1
    for mark in MARKS.finditer(piece):
        if mark[0] in (start, end):
            if depth > 0:
                total += len(MARKS.sub("", piece[at : mark.start()]).strip())
            depth = max(0, depth + (1 if mark[0] == start else -1))
            at = mark.end()
    if depth > 0:
        total += len(MARKS.sub("", piece[at:]).strip())
    return total
