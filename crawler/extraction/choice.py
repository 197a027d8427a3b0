"""Which places of a page hold the body, who says so, and whether trafilatura agrees. Pure."""

from collections.abc import Callable
from dataclasses import dataclass

from lxml import html

from crawler.extraction import container, shape
from crawler.extraction.blocks import Block, Blocks
from crawler.extraction.sameness import letters

# Characters of articleBody below which it confirms nothing.
_ENOUGH = 140
# articleBody confirms a place where it repeats this share of its prose.
_REPEATED = 0.6
# Two choices contradict each other where neither holds this share of the other's prose.
_SHARED = 0.5

Judge = Callable[[Blocks], list[str]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """The places of the body and the rung that says so.

    `agrees`: whether trafilatura takes much of the same for text; None where it was not asked or
    found nothing. `sure`: whether it tells where the body stands on the outlet's other pages.
    """

    places: list[int]
    rung: str
    agrees: bool | None = None
    sure: bool = False


def choose(
    seen: Blocks,
    *,
    within: frozenset[html.HtmlElement],
    containers: tuple[str, ...],
    told: str,
    judge: Judge,
) -> Choice:
    """Choose the places that hold the body.

    The publisher's selector (`within`); else the container that the outlet's other pages have
    confirmed (`containers`). Until one is, trafilatura (`judge`) is asked on every page: what the
    mark-up names, or articleBody (`told`) repeats, stands unless it contradicts that; without
    either its word decides, and then what it has chosen on other pages where that is in no doubt.
    """
    if within:
        own = [at for at, place in enumerate(seen.places) if place.element in within]
        return Choice(places=own, rung="selector")
    named = container.named(seen)
    places = named or container.fullest(seen)
    if known := shape.confirmed(seen, places, containers):
        return Choice(places=known, rung="shape", sure=True)
    if not named and (known := shape.narrowed(seen, places, containers)):
        return Choice(places=known, rung="shape")
    judged = frozenset(map(letters, judge(seen)))
    others = container.fullest(seen, judged) if judged else []
    agrees = _agree(seen, places, judged) if others else None
    rung = "markup" if named else "json-ld" if _repeats(seen, places, told) else None
    if rung is None or agrees is False:
        return Choice(places=others or places, rung="trafilatura", agrees=agrees, sure=bool(agrees))
    return Choice(places=places, rung=rung, agrees=agrees, sure=bool(agrees))


def _agree(seen: Blocks, places: list[int], judged: frozenset[str]) -> bool:
    """Say whether one of the two texts holds half of the other."""
    ours = _blocks(seen, places)
    theirs = sum(container.prose(block) for block in seen.blocks if letters(block.text) in judged)
    both = sum(container.prose(block) for block in ours if letters(block.text) in judged)
    return both >= _SHARED * min(theirs, sum(map(container.prose, ours)))


def _repeats(seen: Blocks, places: list[int], told: str) -> bool:
    """Say whether articleBody holds most of the prose of the places."""
    if len(told) < _ENOUGH:
        return False
    blocks = _blocks(seen, places)
    repeated = sum(container.prose(block) for block in blocks if letters(block.text) in told)
    return repeated > _REPEATED * sum(map(container.prose, blocks))


def _blocks(seen: Blocks, places: list[int]) -> list[Block]:
    return [
        block
        for at in places
        for block in seen.blocks[seen.places[at].first : seen.places[at].last]
    ]
