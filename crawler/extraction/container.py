"""Which element holds the article's body. Pure.

Prose is summed up the tree; from the root the walk goes down as long as one child holds nearly all
of it. Names that say «body» confirm or sharpen the choice.
"""

from lxml import html

from crawler.extraction.blocks import Block, Blocks
from crawler.extraction.chrome import is_named_body
from crawler.extraction.sameness import letters

# Prose of a block: what is not link, where it is long enough to be a sentence.
_SENTENCE = 45
_LINKED = 0.45
# A child that holds this share of its parent's prose stands for it.
_MOST = 0.72
# A body named too widely is left for the child that holds this share.
NEARLY_ALL = 0.93
# A named body is believed above this share of the prose around it.
_NAMED_SHARE = 0.25
# Another judge has missed the text where what it found is less than this share of the prose.
_JUDGED_SHARE = 0.18


def prose(block: Block) -> int:
    """Weigh a block as running text: its characters outside links, 0 for labels and link lists."""
    if block.size < _SENTENCE or block.links > _LINKED * len(block.text):
        return 0
    if block.tag in ("h1", "h2", "h3", "h4", "dt") and block.size < 200:
        return 0
    if block.tag == "li" and block.links > 0.15 * len(block.text):
        return 0
    return block.size


def sums(seen: Blocks) -> list[int]:
    """Return the prose below every place."""
    total = [0] * len(seen.places)
    for block in seen.blocks:
        total[block.place] += prose(block)
    return _summed(seen, total)


def _summed(seen: Blocks, total: list[int]) -> list[int]:
    for place in range(len(seen.places) - 1, 0, -1):
        total[seen.places[place].parent] += total[place]
    return total


def named(seen: Blocks) -> list[int]:
    """Return the places the mark-up itself calls the body, if they hold enough of the prose.

    Of several with the same names all count (a body in parts), of nested ones the outermost.
    """
    if not seen.places:
        return []
    total = sums(seen)
    found = [
        at for at, place in enumerate(seen.places) if total[at] and is_named_body(place.element)
    ]
    if not found:
        return []
    best = max(found, key=lambda at: (total[at], at))
    label = _label(seen.places[best].element)
    parts = [at for at in found if _label(seen.places[at].element) == label]
    outer = [at for at in parts if not set(parts) & set(list(seen.ancestors(at))[1:])]
    if sum(total[at] for at in outer) < _NAMED_SHARE * total[0]:
        return []
    return outer if len(outer) > 1 else [_innermost(seen, total, outer[0], NEARLY_ALL)]


def fullest(seen: Blocks, judged: frozenset[str] = frozenset()) -> list[int]:
    """Return the place that holds nearly all prose; none where there is none.

    `judged` are the letters of the paragraphs another judge takes for text: then those weigh, and
    other prose counts against a place.
    """
    total = _judged_sums(seen, judged) if judged else sums(seen)
    if not total or total[0] <= 0:
        return []
    return [_innermost(seen, total, 0, _MOST)]


def _innermost(seen: Blocks, total: list[int], at: int, share: float) -> int:
    """Go down as long as one child holds that share of the prose."""
    while True:
        children = seen.places[at].children
        best = max(children, key=lambda child: total[child], default=None)
        if best is None or total[best] < share * total[at]:
            return at
        at = best


def _judged_sums(seen: Blocks, judged: frozenset[str]) -> list[int]:
    """Sums of the prose another judge believes; none where that is little of the page's."""
    total = [0] * len(seen.places)
    for block in seen.blocks:
        total[block.place] += prose(block) if letters(block.text) in judged else 0
    total = _summed(seen, total)
    return total if total[0] >= _JUDGED_SHARE * sum(map(prose, seen.blocks)) else []


def _label(element: html.HtmlElement) -> tuple[str, str, str]:
    return str(element.tag), element.get("class") or "", element.get("itemprop") or ""
