"""Which agencies a text is credited to, apart from who wrote it. Pure."""

import re
from collections.abc import Iterable

from crawler.extraction.authors import without_label
from crawler.extraction.body import Body
from crawler.extraction.lexicon import agencies as known
from crawler.extraction.lexicon.chrome import SOURCE
from crawler.text.normalise import clean_line, fold

_PARTS = re.compile(r"\s*[،,;؛|/+&•·()\[\]]\s*|\s+[-–—]\s*|\s*[-–—]\s+|\s+و\s+")
_JOINED = re.compile(r"\s+و")
_EDGES = re.compile(r"^[\s\W_]+|[\s\W_]+$")
_DATELINE = re.compile(r"^[^().:]{0,40}[(\[]([^()\[\]]{2,60})[)\]]\s*[-–—:،.]")
_SIGNATURE = re.compile(r"[(\[]([^()\[\]]{2,60})[)\]]\W*$")
_LONGEST_LINE = 80
_CREDITS = frozenset({"byline", "credit", "trailer"})
# Lines below the text in which a source may stand.
_BELOW = 2


def credited(values: Iterable[str], site_names: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the agencies that bylines name, each once, under one name whatever its spelling.

    What is printed counts only whole («رويترز», «القاهرة - أ ف ب»), never as a word of a sentence;
    an agency's own site is its publisher.
    """
    own = {fold(name) for name in site_names if name}
    found: dict[str, None] = {}
    lines = (clean_line(line) for value in values for line in value.splitlines())
    for line in lines:
        for part in _PARTS.split(line):
            text = _EDGES.sub("", without_label(part))
            for name in _agencies(text):
                if not {fold(name), fold(text)} & own:
                    found.setdefault(name)
    return tuple(found)


def _agencies(text: str) -> list[str]:
    """One agency, or several joined by «و»; none where a part is anything else."""
    folded = fold(text)
    for parts in ([folded], _JOINED.split(folded)):
        matches = [match for part in parts if (match := known.KNOWN.fullmatch(part))]
        if len(matches) == len(parts):
            return [known.NAMES[(match.lastindex or 1) - 1] for match in matches]
    return [text] if known.BY_WORD.fullmatch(folded) else []


def printed(body: Body) -> list[str]:
    """Return what the text prints where agencies stand: a dateline, brackets at its end, a source.

    «القاهرة (رويترز) - …», «… (أ ف ب)», «المصدر: وكالات».
    """
    found = [match[1] for text in body.paragraphs[:1] if (match := _DATELINE.match(text))]
    found += [match[1] for text in body.paragraphs[-1:] if (match := _SIGNATURE.search(text))]
    last = body.span[1]
    below = [block.text for block in body.blocks.blocks[max(0, last - 1) : last + _BELOW]]
    below += [cut.text for cut in body.cuts if cut.reason in _CREDITS]
    return found + [_without_source(text) for text in below if len(text) <= _LONGEST_LINE]


def _without_source(text: str) -> str:
    label = SOURCE.match(fold(text))
    return re.split(r"[:/|\-–]", text, maxsplit=1)[-1] if label else text
