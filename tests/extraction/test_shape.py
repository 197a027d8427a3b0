"""What an outlet's other pages say of where the text stands, held against the page's own choice."""

import pytest
from lxml import html

from crawler.extraction import shape
from crawler.extraction.blocks import PageBlocks, read_blocks
from crawler.extraction.traces import build_element_path

STORY = "<div class=x>" + "<p>استقبل الميناء اليوم عشرين سفينة محملة بالقمح والسكر والزيت.</p>" * 9
ASIDE = "<section>" + "<p>وقال قارئ إن الميناء بعيد عن بيته وإنه يحب البحر في الصباح.</p>" * 9
KNOWN = ("html>body>div.x",)


def blocks(page: str) -> PageBlocks:
    return read_blocks(html.document_fromstring(f"<html><body>{page}</body></html>"))


def at(seen: PageBlocks, path: str) -> int:
    return next(at for at, one in enumerate(seen.nodes) if build_element_path(one.element) == path)


def test_the_pages_own_choice_is_confirmed() -> None:
    seen = blocks(f"{STORY}</div>{ASIDE}</section>")
    own = [at(seen, KNOWN[0])]
    assert shape.match_confirmed_containers(seen, own, KNOWN) == own
    assert shape.match_confirmed_containers(seen, own, ()) == []


def test_one_that_lies_elsewhere_gives_way() -> None:
    seen = blocks(f"{STORY}</div>{ASIDE}</section>")
    known = [at(seen, KNOWN[0])]
    assert shape.match_confirmed_containers(seen, [at(seen, "html>body>section")], KNOWN) == known


def narrowed(page: str, known: str, chosen: str = "html>body") -> list[str]:
    seen = blocks(page)
    found = shape.narrow_to_confirmed_container(seen, [at(seen, chosen)], (known,))
    return [build_element_path(seen.nodes[place].element) for place in found]


def test_what_no_name_supports_is_narrowed_to_what_other_pages_confirm() -> None:
    known = "html>body>main>div.x"
    assert narrowed(f"<main>{STORY}</div></main>{ASIDE}</section>", known) == [known]
    seen = blocks(f"<main>{STORY}</div></main>{ASIDE}</section>")
    assert shape.match_confirmed_containers(seen, [at(seen, "html>body")], (known,)) == []


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
    assert narrowed(page, "html>body>main>div.x") == []


def test_a_part_right_below_the_choice_is_no_narrower_one() -> None:
    page = f"<main>{STORY}</div>{STORY.replace('=x', '=y').replace('اليوم', 'أمس')}</div></main>"
    assert narrowed(page, "html>body>main>div.x", "html>body>main") == []
