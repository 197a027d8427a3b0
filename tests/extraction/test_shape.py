"""What an outlet's other pages say of where the text stands, held against the page's own choice."""

from lxml import html

from crawler.extraction import shape
from crawler.extraction.blocks import Blocks, read_blocks
from crawler.extraction.traces import path_of

STORY = "<div class=x>" + "<p>استقبل الميناء اليوم عشرين سفينة محملة بالقمح والسكر والزيت.</p>" * 9
ASIDE = "<section>" + "<p>وقال قارئ إن الميناء بعيد عن بيته وإنه يحب البحر في الصباح.</p>" * 9
KNOWN = ("html>body>div.x",)


def blocks(page: str) -> Blocks:
    return read_blocks(html.document_fromstring(f"<html><body>{page}</body></html>"))


def at(seen: Blocks, path: str) -> int:
    return next(at for at, one in enumerate(seen.places) if path_of(one.element) == path)


def test_the_pages_own_choice_is_confirmed() -> None:
    seen = blocks(f"{STORY}</div>{ASIDE}</section>")
    own = [at(seen, KNOWN[0])]
    assert shape.confirmed(seen, own, KNOWN, named=True) == own
    assert shape.confirmed(seen, own, (), named=True) == []


def test_one_that_lies_elsewhere_gives_way() -> None:
    seen = blocks(f"{STORY}</div>{ASIDE}</section>")
    known = [at(seen, KNOWN[0])]
    assert shape.confirmed(seen, [at(seen, "html>body>section")], KNOWN, named=True) == known


def test_what_no_name_supports_is_narrowed_to_what_other_pages_confirm() -> None:
    seen = blocks(f"{STORY}</div>{ASIDE}</section>")
    known, whole = [at(seen, KNOWN[0])], [at(seen, "html>body")]
    assert shape.confirmed(seen, whole, KNOWN, named=False) == known
    assert shape.confirmed(seen, whole, KNOWN, named=True) == []


def test_it_is_not_narrowed_to_what_holds_little_of_it() -> None:
    little = "<div class=x><p>استقبل الميناء اليوم عشرين سفينة محملة بالقمح والسكر.</p></div>"
    seen = blocks(f"{little}{ASIDE * 4}")
    assert shape.confirmed(seen, [at(seen, "html>body")], KNOWN, named=False) == []


def test_a_container_that_is_there_twice_confirms_nothing() -> None:
    seen = blocks(f"{STORY}</div>{STORY}</div>")
    assert shape.confirmed(seen, [at(seen, "html>body")], KNOWN, named=False) == []
