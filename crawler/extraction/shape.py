"""The container that holds the body on an outlet's pages, found again on one of them. Pure."""

from collections.abc import Sequence

from crawler.extraction.blocks import Blocks
from crawler.extraction.container import NEARLY_ALL, prose
from crawler.extraction.traces import path_of, step_of

# Characters of running text below which a container confirms nothing.
_ENOUGH = 140
# A choice is narrowed to what holds this share of its running text.
_HALF = 0.5


def confirmed(seen: Blocks, chosen: list[int], containers: Sequence[str]) -> list[int]:
    """Return the places a confirmed container stands for; none where it says nothing of this page.

    It confirms the page's own choice, or replaces one that lies elsewhere. Where the two are nested
    the page's own stays: it may hold a paragraph the other lacks.
    """
    if not containers or not chosen:
        return []
    known = frozenset(containers)
    if path_of(seen.places[chosen[0]].element) in known:
        return chosen
    found = _places(seen, known)
    if len(found) != 1 or _prose(seen, found[0]) < _ENOUGH:
        return []
    above = set(seen.ancestors(found[0]))
    nested = any(place in above or found[0] in seen.ancestors(place) for place in chosen)
    return [] if nested else found


def narrowed(seen: Blocks, chosen: list[int], containers: Sequence[str]) -> list[int]:
    """Return the places of a confirmed container inside a choice that no name supports; none where
    it is in doubt.

    So it is where the container holds less than half of the choice, or stands right beside the rest
    of it, or beside other text further up: that may be the article's too.
    """
    found = _places(seen, frozenset(containers)) if containers and len(chosen) == 1 else []
    if len(found) != 1:
        return []
    own = _prose(seen, found[0])
    around = list(seen.ancestors(found[0]))[1:]
    if own < _ENOUGH or chosen[0] not in around[1:] or own < _HALF * _prose(seen, chosen[0]):
        return []
    holders = around[: around.index(chosen[0])]
    return found if own >= NEARLY_ALL * _prose(seen, holders[-1]) else []


def _places(seen: Blocks, known: frozenset[str]) -> list[int]:
    last = {path.rpartition(">")[2] for path in known}
    return [
        at
        for at, place in enumerate(seen.places)
        if step_of(place.element) in last and path_of(place.element) in known
    ]


def _prose(seen: Blocks, at: int) -> int:
    place = seen.places[at]
    return sum(map(prose, seen.blocks[place.first : place.last]))
