"""Containers confirmed by an outlet's other pages, compared with a page's own choice."""

import pytest
from lxml import html

from crawler.extraction.body import container_paths
from crawler.extraction.body.block_ids import build_element_path
from crawler.extraction.body.block_walker import read_blocks
from crawler.extraction.body.blocks import PageBlocks

STORY = "<div class=x>" + "<p>استقبل الميناء اليوم عشرين سفينة محملة بالقمح والسكر والزيت.</p>" * 9
ASIDE = "<section>" + "<p>وقال قارئ إن الميناء بعيد عن بيته وإنه يحب البحر في الصباح.</p>" * 9
CONFIRMED = ("html>body>div.x",)


def parse_blocks(page: str) -> PageBlocks:
    return read_blocks(html.document_fromstring(f"<html><body>{page}</body></html>"))


def find_node(page_blocks: PageBlocks, path: str) -> int:
    return next(
        index
        for index, node in enumerate(page_blocks.nodes)
        if build_element_path(node.element) == path
    )


def test_the_pages_own_choice_is_confirmed() -> None:
    page_blocks = parse_blocks(f"{STORY}</div>{ASIDE}</section>")
    own_choice = [find_node(page_blocks, CONFIRMED[0])]
    assert (
        container_paths.match_confirmed_containers(page_blocks, own_choice, CONFIRMED) == own_choice
    )
    assert container_paths.match_confirmed_containers(page_blocks, own_choice, ()) == []


def test_a_choice_elsewhere_gives_way_to_the_confirmed_container() -> None:
    page_blocks = parse_blocks(f"{STORY}</div>{ASIDE}</section>")
    confirmed = [find_node(page_blocks, CONFIRMED[0])]
    own_choice = [find_node(page_blocks, "html>body>section")]
    assert (
        container_paths.match_confirmed_containers(page_blocks, own_choice, CONFIRMED) == confirmed
    )


def narrow(page: str, confirmed: str, chosen: str = "html>body") -> list[str]:
    page_blocks = parse_blocks(page)
    chosen_nodes = [find_node(page_blocks, chosen)]
    nodes = container_paths.narrow_to_confirmed_container(page_blocks, chosen_nodes, (confirmed,))
    return [build_element_path(page_blocks.nodes[index].element) for index in nodes]


def test_a_choice_that_no_name_supports_is_narrowed_to_a_confirmed_container() -> None:
    confirmed = "html>body>main>div.x"
    assert narrow(f"<main>{STORY}</div></main>{ASIDE}</section>", confirmed) == [confirmed]
    page_blocks = parse_blocks(f"<main>{STORY}</div></main>{ASIDE}</section>")
    own_choice = [find_node(page_blocks, "html>body")]
    assert container_paths.match_confirmed_containers(page_blocks, own_choice, (confirmed,)) == []


@pytest.mark.parametrize(
    "page",
    [
        f"<main>{STORY}</div></main>{ASIDE}</section>{ASIDE}</section>{ASIDE}</section>",
        f"<main>{STORY}</div>{STORY.replace('=x', '=y')}</div></main>",
        f"<main>{STORY}</div>{STORY}</div></main>{ASIDE}</section>",
        "<main><div class=x><p>استقبل الميناء سفينة.</p></div></main>",
    ],
    ids=["the smaller part", "beside the rest", "there twice", "hardly a text"],
)
def test_where_the_article_may_be_cut_it_is_not_narrowed(page: str) -> None:
    assert narrow(page, "html>body>main>div.x") == []


def test_a_part_right_below_the_choice_is_no_narrower_one() -> None:
    page = f"<main>{STORY}</div>{STORY.replace('=x', '=y').replace('اليوم', 'أمس')}</div></main>"
    assert narrow(page, "html>body>main>div.x", "html>body>main") == []
