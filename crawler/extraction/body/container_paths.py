"""Confirmed containers: paths that held the body on an outlet's other pages. Pure."""

from collections.abc import Sequence

from crawler.extraction.body.block_ids import build_element_path, build_path_step
from crawler.extraction.body.blocks import PageBlocks
from crawler.extraction.body.container import NEARLY_ALL_SHARE, measure_prose

# Characters of running text below which a container confirms nothing.
_MIN_CONFIRMING_CHARS = 140
# A choice is narrowed to a container with this share of its running text.
_MIN_NARROWED_SHARE = 0.5


def match_confirmed_containers(
    page_blocks: PageBlocks, chosen_nodes: list[int], container_paths: Sequence[str]
) -> list[int]:
    """Return the nodes that a confirmed container supports; empty where it supports none.

    These are `chosen_nodes` where the first is such a container, else the one node at a confirmed
    path. Where that node and the choice are nested the list is empty: the page's own choice may
    hold a paragraph that the other lacks.
    """
    if not container_paths or not chosen_nodes:
        return []
    paths = frozenset(container_paths)
    if build_element_path(page_blocks.nodes[chosen_nodes[0]].element) in paths:
        return chosen_nodes
    matches = _find_nodes_at_paths(page_blocks, paths)
    if len(matches) != 1 or _measure_node_prose(page_blocks, matches[0]) < _MIN_CONFIRMING_CHARS:
        return []
    ancestors = set(page_blocks.walk_up(matches[0]))
    nested = any(
        node in ancestors or matches[0] in page_blocks.walk_up(node) for node in chosen_nodes
    )
    return [] if nested else matches


def narrow_to_confirmed_container(
    page_blocks: PageBlocks, chosen_nodes: list[int], container_paths: Sequence[str]
) -> list[int]:
    """Return the confirmed container inside a choice that no name supports, as a list.

    The list is empty where a part of the article might be cut off: the container holds less than
    half of the choice, is a child of it, or has other text beside it further up.
    """
    matches = (
        _find_nodes_at_paths(page_blocks, frozenset(container_paths))
        if container_paths and len(chosen_nodes) == 1
        else []
    )
    if len(matches) != 1:
        return []
    prose = _measure_node_prose(page_blocks, matches[0])
    ancestors = list(page_blocks.walk_up(matches[0]))[1:]
    if (
        prose < _MIN_CONFIRMING_CHARS
        or chosen_nodes[0] not in ancestors[1:]
        or prose < _MIN_NARROWED_SHARE * _measure_node_prose(page_blocks, chosen_nodes[0])
    ):
        return []
    below_choice = ancestors[ancestors.index(chosen_nodes[0]) - 1]
    min_prose = NEARLY_ALL_SHARE * _measure_node_prose(page_blocks, below_choice)
    return matches if prose >= min_prose else []


def _find_nodes_at_paths(page_blocks: PageBlocks, container_paths: frozenset[str]) -> list[int]:
    last_steps = {path.rpartition(">")[2] for path in container_paths}
    return [
        index
        for index, node in enumerate(page_blocks.nodes)
        if build_path_step(node.element) in last_steps
        and build_element_path(node.element) in container_paths
    ]


def _measure_node_prose(page_blocks: PageBlocks, node_index: int) -> int:
    node = page_blocks.nodes[node_index]
    return sum(map(measure_prose, page_blocks.blocks[node.first_block : node.end_block]))
