"""Which places of a page hold the body, who says so, and whether trafilatura agrees. Pure."""

from collections.abc import Callable
from dataclasses import dataclass

from lxml import html

from crawler.extraction import container, shape
from crawler.extraction.blocks import Block, PageBlocks
from crawler.extraction.sameness import extract_letters

# Characters of articleBody below which it confirms nothing.
_MIN_ARTICLE_BODY_CHARS = 140
# articleBody confirms a place where it repeats this share of its prose.
_MIN_REPEATED_SHARE = 0.6
# Two choices contradict each other where neither holds this share of the other's prose.
_MIN_AGREED_SHARE = 0.5

ParagraphExtractor = Callable[[PageBlocks], list[str]]


@dataclass(frozen=True, kw_only=True, slots=True)
class ContainerChoice:
    """The places of the body and the rung that says so.

    `agrees`: whether trafilatura takes much of the same for text; None where it was not asked or
    found nothing. `sure`: whether it tells where the body stands on the outlet's other pages.
    """

    node_indexes: list[int]
    rung: str
    trafilatura_agrees: bool | None = None
    is_confirmed: bool = False


def choose_containers(
    page_blocks: PageBlocks,
    *,
    selected_elements: frozenset[html.HtmlElement],
    container_paths: tuple[str, ...],
    article_body_letters: str,
    other_extractor: ParagraphExtractor,
) -> ContainerChoice:
    """Choose the places that hold the body.

    The publisher's selector (`selected_elements`); else the container that the outlet's other pages have
    confirmed (`container_paths`). Until one is, trafilatura (`other_extractor`) is asked on every page: what the
    mark-up names, or articleBody (`article_body_letters`) repeats, stands unless it contradicts that; without
    either its word decides, and then what it has chosen on other pages where that is in no doubt.
    """
    if selected_elements:
        own = [
            at for at, place in enumerate(page_blocks.nodes) if place.element in selected_elements
        ]
        return ContainerChoice(node_indexes=own, rung="selector")
    named = container.find_named_containers(page_blocks)
    places = named or container.find_fullest_container(page_blocks)
    if known := shape.match_confirmed_containers(page_blocks, places, container_paths):
        return ContainerChoice(node_indexes=known, rung="shape", is_confirmed=True)
    if not named and (
        known := shape.narrow_to_confirmed_container(page_blocks, places, container_paths)
    ):
        return ContainerChoice(node_indexes=known, rung="shape")
    judged = frozenset(map(extract_letters, other_extractor(page_blocks)))
    others = container.find_fullest_container(page_blocks, judged) if judged else []
    agrees = _has_shared_prose(page_blocks, places, judged) if others else None
    rung = (
        "markup"
        if named
        else "json-ld"
        if _is_repeated_by_article_body(page_blocks, places, article_body_letters)
        else None
    )
    if rung is None or agrees is False:
        return ContainerChoice(
            node_indexes=others or places,
            rung="trafilatura",
            trafilatura_agrees=agrees,
            is_confirmed=bool(agrees),
        )
    return ContainerChoice(
        node_indexes=places, rung=rung, trafilatura_agrees=agrees, is_confirmed=bool(agrees)
    )


def _has_shared_prose(
    page_blocks: PageBlocks, node_indexes: list[int], extracted_letters: frozenset[str]
) -> bool:
    """Say whether one of the two texts holds half of the other."""
    ours = _collect_blocks(page_blocks, node_indexes)
    theirs = sum(
        container.measure_prose(block)
        for block in page_blocks.blocks
        if extract_letters(block.text) in extracted_letters
    )
    both = sum(
        container.measure_prose(block)
        for block in ours
        if extract_letters(block.text) in extracted_letters
    )
    return both >= _MIN_AGREED_SHARE * min(theirs, sum(map(container.measure_prose, ours)))


def _is_repeated_by_article_body(
    page_blocks: PageBlocks, node_indexes: list[int], article_body_letters: str
) -> bool:
    """Say whether articleBody holds most of the prose of the places."""
    if len(article_body_letters) < _MIN_ARTICLE_BODY_CHARS:
        return False
    blocks = _collect_blocks(page_blocks, node_indexes)
    repeated = sum(
        container.measure_prose(block)
        for block in blocks
        if extract_letters(block.text) in article_body_letters
    )
    return repeated > _MIN_REPEATED_SHARE * sum(map(container.measure_prose, blocks))


def _collect_blocks(page_blocks: PageBlocks, node_indexes: list[int]) -> list[Block]:
    return [
        block
        for at in node_indexes
        for block in page_blocks.blocks[
            page_blocks.nodes[at].first_block : page_blocks.nodes[at].end_block
        ]
    ]
