"""The container that holds the body on an outlet's pages, found again on one of them. Pure."""

from collections.abc import Sequence

from crawler.extraction.blocks import PageBlocks
from crawler.extraction.container import NEARLY_ALL_SHARE, measure_prose
from crawler.extraction.traces import build_element_path, build_path_step

# Characters of running text below which a container confirms nothing.
_MIN_CONFIRMING_CHARS = 140
# A choice is narrowed to what holds this share of its running text.
_MIN_NARROWED_SHARE = 0.5


def match_confirmed_containers(
    page_blocks: PageBlocks, chosen_nodes: list[int], container_paths: Sequence[str]
) -> list[int]:
    """Return the places a confirmed container stands for; none where it says nothing of this page.

    It confirms the page's own choice, or replaces one that lies elsewhere. Where the two are nested
    the page's own stays: it may hold a paragraph the other lacks.
    """
    if not container_paths or not chosen_nodes:
        return []
    known = frozenset(container_paths)
    if build_element_path(page_blocks.nodes[chosen_nodes[0]].element) in known:
        return chosen_nodes
    found = _find_nodes_at_paths(page_blocks, known)
    if len(found) != 1 or _measure_node_prose(page_blocks, found[0]) < _MIN_CONFIRMING_CHARS:
        return []
    above = set(page_blocks.walk_up(found[0]))
    nested = any(place in above or found[0] in page_blocks.walk_up(place) for place in chosen_nodes)
    return [] if nested else found


def narrow_to_confirmed_container(
    page_blocks: PageBlocks, chosen_nodes: list[int], container_paths: Sequence[str]
) -> list[int]:
    """Return the places of a confirmed container inside a choice that no name supports; none where
    it is in doubt.

    So it is where the container holds less than half of the choice, or stands right beside the rest
    of it, or beside other text further up: that may be the article's too.
    """
    found = (
        _find_nodes_at_paths(page_blocks, frozenset(container_paths))
        if container_paths and len(chosen_nodes) == 1
        else []
    )
    if len(found) != 1:
        return []
    own = _measure_node_prose(page_blocks, found[0])
    around = list(page_blocks.walk_up(found[0]))[1:]
    if (
        own < _MIN_CONFIRMING_CHARS
        or chosen_nodes[0] not in around[1:]
        or own < _MIN_NARROWED_SHARE * _measure_node_prose(page_blocks, chosen_nodes[0])
    ):
        return []
    holders = around[: around.index(chosen_nodes[0])]
    return found if own >= NEARLY_ALL_SHARE * _measure_node_prose(page_blocks, holders[-1]) else []


def _find_nodes_at_paths(page_blocks: PageBlocks, container_paths: frozenset[str]) -> list[int]:
    last = {path.rpartition(">")[2] for path in container_paths}
    return [
        at
        for at, place in enumerate(page_blocks.nodes)
        if build_path_step(place.element) in last
        and build_element_path(place.element) in container_paths
    ]


def _measure_node_prose(page_blocks: PageBlocks, node_index: int) -> int:
    place = page_blocks.nodes[node_index]
    return sum(map(measure_prose, page_blocks.blocks[place.first_block : place.end_block]))
