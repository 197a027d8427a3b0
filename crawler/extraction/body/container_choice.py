"""The choice of the containers that hold a page's body, and how sure it is. Pure."""

from collections.abc import Callable
from dataclasses import dataclass

from lxml import html

from crawler.extraction.body import container
from crawler.extraction.body.blocks import Block, PageBlocks
from crawler.extraction.body.container_paths import (
    match_confirmed_containers,
    narrow_to_confirmed_container,
)
from crawler.extraction.page.text_match import extract_letters

# Characters of articleBody below which it confirms nothing.
_MIN_ARTICLE_BODY_CHARS = 140
# articleBody confirms containers where it repeats this share of their prose.
_MIN_REPEATED_SHARE = 0.6
# Two choices contradict each other where neither holds this share of the other's prose.
_MIN_AGREED_SHARE = 0.5

ParagraphExtractor = Callable[[PageBlocks], list[str]]


@dataclass(frozen=True, kw_only=True, slots=True)
class ContainerChoice:
    """The nodes that hold the body, and the rung that chose them.

    `trafilatura_agrees`: trafilatura takes much of the same for text; None where it was not asked
    or found nothing. `is_confirmed`: the path of the container may be learned for other pages.
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
    """Choose the nodes that hold the body.

    First what the publisher's selector found (`selected_elements`), then the container that the
    outlet's other pages have confirmed (`container_paths`). Where neither says anything of this
    page, trafilatura (`other_extractor`) is asked. A container that the mark-up names, or that
    articleBody (`article_body_letters`) repeats, stands unless trafilatura contradicts it; any
    other gives way to trafilatura's.
    """
    if selected_elements:
        selected = [
            index
            for index, node in enumerate(page_blocks.nodes)
            if node.element in selected_elements
        ]
        return ContainerChoice(node_indexes=selected, rung="selector")
    named = container.find_named_containers(page_blocks)
    own_choice = named or container.find_fullest_container(page_blocks)
    if confirmed := match_confirmed_containers(page_blocks, own_choice, container_paths):
        return ContainerChoice(node_indexes=confirmed, rung="shape", is_confirmed=True)
    if not named and (
        confirmed := narrow_to_confirmed_container(page_blocks, own_choice, container_paths)
    ):
        return ContainerChoice(node_indexes=confirmed, rung="shape")
    extracted_letters = frozenset(map(extract_letters, other_extractor(page_blocks)))
    if named:
        rung = "markup"
    elif _is_repeated_by_article_body(page_blocks, own_choice, article_body_letters):
        rung = "json-ld"
    else:
        rung = None
    return _compare_with_trafilatura(page_blocks, own_choice, rung, extracted_letters)


def _compare_with_trafilatura(
    page_blocks: PageBlocks,
    own_choice: list[int],
    rung: str | None,
    extracted_letters: frozenset[str],
) -> ContainerChoice:
    """Keep the nodes chosen from the page's structure, or take trafilatura's.

    `rung` names what supports the former; None: nothing does.
    """
    other_choice = (
        container.find_fullest_container(page_blocks, extracted_letters)
        if extracted_letters
        else []
    )
    agrees = _has_shared_prose(page_blocks, own_choice, extracted_letters) if other_choice else None
    if rung is None or agrees is False:
        own_choice, rung = other_choice or own_choice, "trafilatura"
    return ContainerChoice(
        node_indexes=own_choice, rung=rung, trafilatura_agrees=agrees, is_confirmed=bool(agrees)
    )


def _has_shared_prose(
    page_blocks: PageBlocks, node_indexes: list[int], extracted_letters: frozenset[str]
) -> bool:
    """Say whether the nodes and the other extractor share half of the shorter text."""
    own_blocks = _collect_blocks(page_blocks, node_indexes)
    extracted_prose = sum(
        container.measure_prose(block)
        for block in page_blocks.blocks
        if extract_letters(block.text) in extracted_letters
    )
    shared_prose = sum(
        container.measure_prose(block)
        for block in own_blocks
        if extract_letters(block.text) in extracted_letters
    )
    own_prose = sum(map(container.measure_prose, own_blocks))
    return shared_prose >= _MIN_AGREED_SHARE * min(extracted_prose, own_prose)


def _is_repeated_by_article_body(
    page_blocks: PageBlocks, node_indexes: list[int], article_body_letters: str
) -> bool:
    """Say whether articleBody holds most of the prose of the nodes."""
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
        for node in (page_blocks.nodes[index] for index in node_indexes)
        for block in page_blocks.blocks[node.first_block : node.end_block]
    ]
