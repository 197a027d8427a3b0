"""The container that holds the body on an outlet's pages, found again on one of them. Pure."""

from collections.abc import Sequence

from crawler.extraction.blocks import Blocks
from crawler.extraction.container import NAMED_SHARE, prose
from crawler.extraction.traces import path_of, step_of

# Characters of running text below which a container confirms nothing.
_ENOUGH = 140


def confirmed(
    seen: Blocks, chosen: list[int], containers: Sequence[str], *, named: bool
) -> list[int]:
    """Return the places a confirmed container stands for; none where it says nothing of this page.

    It confirms the page's own choice, or replaces one that lies elsewhere. Where the two are nested
    the page's own stays: it may hold a paragraph the other lacks. But a choice that no name
    supports (`named`) is narrowed to the container if that holds as much of it as a named body has
    to.
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
    if any(place in above for place in chosen):
        whole = sum(_prose(seen, place) for place in chosen)
        return found if not named and _prose(seen, found[0]) >= NAMED_SHARE * whole else []
    nested = any(found[0] in seen.ancestors(place) for place in chosen)
    return [] if nested else found


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
