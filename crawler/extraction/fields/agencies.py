"""News agencies that an article credits, apart from its authors. Pure."""

import re
from collections.abc import Iterable

from crawler.extraction.body.body import Body
from crawler.extraction.fields.byline_parts import split_byline_label
from crawler.extraction.lexicon import agencies
from crawler.extraction.lexicon.chrome import SOURCE_LABEL
from crawler.text.normalise import clean_line, fold_text

_PART_SEPARATOR = re.compile(r"\s*[،,;؛|/+&•·()\[\]]\s*|\s+[-–—]\s*|\s*[-–—]\s+|\s+و\s+")
_JOINED_AND = re.compile(r"\s+و")
_EDGE_SIGNS = re.compile(r"^[\s\W_]+|[\s\W_]+$")
_DATELINE = re.compile(r"^[^().:]{0,40}[(\[]([^()\[\]]{2,60})[)\]]\s*[-–—:،.]")
_SIGNATURE = re.compile(r"[(\[]([^()\[\]]{2,60})[)\]]\W*$")
_MAX_LINE_CHARS = 80
_CREDIT_CUT_REASONS = frozenset({"byline", "credit", "trailer"})
# A source may stand on the first lines below the text.
_BLOCKS_BELOW_TEXT = 2


def find_agencies(credit_texts: Iterable[str], site_names: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the agencies that credit texts name, each once, under one name whatever its spelling.

    A name counts only as a whole part of a line («رويترز», «القاهرة - أ ف ب»), never as a word of
    a sentence. The site's own names are left out: on an agency's own site it is the publisher.
    """
    folded_site_names = {fold_text(name) for name in site_names if name}
    agencies: dict[str, None] = {}
    lines = (clean_line(line) for value in credit_texts for line in value.splitlines())
    for line in lines:
        for part in _PART_SEPARATOR.split(line):
            text = _EDGE_SIGNS.sub("", split_byline_label(clean_line(part))[1])
            for name in _match_agencies(text):
                if not {fold_text(name), fold_text(text)} & folded_site_names:
                    agencies.setdefault(name)
    return tuple(agencies)


def _match_agencies(text: str) -> list[str]:
    """Match one agency, or several joined by «و»; nothing where any part is not an agency."""
    folded = fold_text(text)
    for parts in ([folded], _JOINED_AND.split(folded)):
        matches = [match for part in parts if (match := agencies.AGENCY_SPELLINGS.fullmatch(part))]
        if len(matches) == len(parts):
            return [agencies.AGENCY_NAMES[(match.lastindex or 1) - 1] for match in matches]
    return [text] if agencies.AGENCY_FULL_NAME.fullmatch(folded) else []


def find_printed_credits(body: Body) -> list[str]:
    """Return the credits in and below the text: dateline, brackets at the end, source lines.

    «القاهرة (رويترز) - …», «… (أ ف ب)», «المصدر: وكالات».
    """
    credit_texts = [match[1] for text in body.paragraphs[:1] if (match := _DATELINE.match(text))]
    credit_texts += [
        match[1] for text in body.paragraphs[-1:] if (match := _SIGNATURE.search(text))
    ]
    last = body.block_span[1]
    lines_below = [
        block.text
        for block in body.page_blocks.blocks[max(0, last - 1) : last + _BLOCKS_BELOW_TEXT]
    ]
    lines_below += [cut.text for cut in body.cuts if cut.reason in _CREDIT_CUT_REASONS]
    return credit_texts + [
        _strip_source_label(text) for text in lines_below if len(text) <= _MAX_LINE_CHARS
    ]


def _strip_source_label(text: str) -> str:
    label = SOURCE_LABEL.match(fold_text(text))
    return re.split(r"[:/|\-–]", text, maxsplit=1)[-1] if label else text
