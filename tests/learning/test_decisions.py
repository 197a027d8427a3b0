"""Learning: boilerplate goes whatever its words, and blocks that recur for a reason stay."""

import json
import zlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from crawler.learning import OutletMemory, add_observation, build_observation, update_decisions
from tests.learning.outlets import (
    NOW,
    PrintedStory,
    extract_piece,
    find_wrong_texts,
    learn_outlet,
    load_stories,
)

# Boilerplate whose words no lexicon has.
BOILERPLATE = "مجلسنا ينعقد كل مساء قرب النافورة الحجرية فأحضر معك كرسيك الصغير."
SECOND_BOILERPLATE = "دفتر الزوار مفتوح عند البوابة الخضراء حتى مغيب الشمس."
COLUMN = "من شرفتي المطلة على السوق أكتب لكم هذه السطور كل خميس."
SLOGAN = "«لا عودة قبل أن يعود الماء إلى البئر»، هكذا هتف الأهالي."
DATELINE = "القاهرة -"
WEATHER = "الرياح متوسطة السرعة والبحر خفيف إلى متوسط ارتفاع الموج."
BACKGROUND = (
    "وكانت أعمال الجسر قد توقفت في الربيع الماضي بعد خلاف بين المقاول والبلدية على كلفة الأعمدة "
    "الجديدة، ثم استؤنفت في الصيف بوساطة من نقابة المهندسين وتعهد الطرفان بإنهائها قبل الشتاء."
)


def make_pieces(count: int = 24) -> list[PrintedStory]:
    return [
        PrintedStory(story=story, number=number)
        for number, story in enumerate(load_stories()[:count])
    ]


def change_pieces(
    pieces: list[PrintedStory], chosen: Sequence[int], **values: object
) -> list[PrintedStory]:
    """Give the chosen pieces other values."""
    return [
        replace(piece, **values) if index in chosen else piece  # type: ignore[arg-type]
        for index, piece in enumerate(pieces)
    ]


@pytest.mark.parametrize("count", [6, 12, 40])
def test_a_line_of_every_article_goes(count: int) -> None:
    pieces = make_pieces(count)
    memory = learn_outlet(pieces, lambda piece: (BOILERPLATE,))
    learned = [block for block in memory.recurring_blocks.values() if block.learned]
    assert [block.text for block in learned] == [BOILERPLATE]
    assert find_wrong_texts(pieces, memory, lambda piece: (BOILERPLATE,)) == []


@pytest.mark.parametrize("share", [0.8, 0.5, 0.4])
def test_a_line_of_many_articles_goes(share: float) -> None:
    pieces = make_pieces()

    def boilerplate(piece: PrintedStory) -> tuple[str, ...]:
        return (BOILERPLATE, SECOND_BOILERPLATE) if piece.number * share % 1 < share else ()

    assert find_wrong_texts(pieces, learn_outlet(pieces, boilerplate), boilerplate) == []


def test_a_line_above_the_text_goes() -> None:
    pieces = [replace(piece, above=(BOILERPLATE,), own=False) for piece in make_pieces()]
    assert find_wrong_texts(pieces, learn_outlet(pieces)) == []


def test_a_standfirst_that_never_changes_goes() -> None:
    pieces = [replace(piece, standfirst=BOILERPLATE) for piece in make_pieces()]
    assert {extract_piece(piece).lead for piece in pieces} == {BOILERPLATE}
    memory = learn_outlet(pieces)
    assert {extract_piece(piece, (), memory.learned).lead for piece in pieces} == {None}
    assert find_wrong_texts(pieces, memory) == []


def test_a_long_block_goes_only_where_it_is_nearly_everywhere() -> None:
    block = f"{BACKGROUND} {BACKGROUND} {BOILERPLATE}"
    assert len(block) > 400
    pieces = make_pieces()
    memory = learn_outlet(pieces, lambda piece: (block,))
    assert find_wrong_texts(pieces, memory, lambda piece: (block,)) == []
    half = change_pieces(pieces, range(0, 40, 2), below=(block,))
    assert find_wrong_texts(half, learn_outlet(half)) == []


@pytest.mark.parametrize(
    ("line", "chosen", "values"),
    [
        (COLUMN, range(0, 40, 8), {"author": "نوال الصيرفي", "section": "رأي"}),
        (COLUMN, range(5), {"author": "نوال الصيرفي", "section": "رأي"}),
        (SLOGAN, range(3, 40, 7), {}),
        (SLOGAN, range(20, 26), {}),
        (DATELINE, range(40), {}),
        (DATELINE, range(0, 40, 3), {}),
        (WEATHER, range(0, 40, 4), {"section": "طقس"}),
        (WEATHER, range(0, 40, 2), {"section": "طقس", "author": "مكتب الأرصاد"}),
        (BACKGROUND, range(18, 27), {"section": "محليات"}),
        (BACKGROUND, range(0, 40, 5), {}),
    ],
    ids=[
        "columnist", "columnist first", "slogan", "slogan of a day", "dateline everywhere",
        "dateline in a third", "weather", "weather signed", "running story", "background",
    ],
)  # fmt: skip
def test_what_recurs_for_a_reason_stays(
    line: str, chosen: Sequence[int], values: dict[str, str]
) -> None:
    place = "above" if line in (COLUMN, DATELINE) else "below"
    pieces = change_pieces(make_pieces(), chosen, **{place: (line,)}, **values)
    before = find_wrong_texts(pieces, OutletMemory())
    memory = learn_outlet(pieces, lambda piece: (BOILERPLATE,))
    after = find_wrong_texts(pieces, memory, lambda piece: (BOILERPLATE,))
    assert after == before


def test_a_columnist_met_first_stays() -> None:
    pieces = change_pieces(
        make_pieces(8), range(5), above=(COLUMN,), author="نوال الصيرفي", section="رأي"
    )
    assert find_wrong_texts(pieces, learn_outlet(pieces)) == []


def test_an_article_is_never_left_without_text() -> None:
    memory = learn_outlet(make_pieces(), lambda piece: (BOILERPLATE,))
    story = replace(load_stories()[50], body="خبر قصير جدا.")
    short = extract_piece(PrintedStory(story=story, number=99), (BOILERPLATE,), memory.learned)
    assert BOILERPLATE in (short.text or "")


def test_articles_observed_again_count_once() -> None:
    pieces = change_pieces(make_pieces(20), range(4), below=(SLOGAN,))
    memory = OutletMemory()
    for piece in [*pieces, *pieces[:4], *pieces[:4], *pieces[:4]]:
        observation = build_observation(extract_piece(piece))
        assert observation
        add_observation(memory, observation)
        update_decisions(memory, NOW)
    [block] = memory.recurring_blocks.values()
    assert (block.count, block.learned, memory.articles_observed) == (4, False, 20)


def test_what_is_learned_is_remembered_and_ages() -> None:
    memory = learn_outlet(make_pieces(), lambda piece: (BOILERPLATE,))
    again = OutletMemory.from_values(memory.as_values())
    assert again == memory
    assert again.learned.boilerplate_ids
    assert update_decisions(again, NOW + timedelta(days=59)) == set()
    assert again.learned.boilerplate_ids
    update_decisions(again, NOW + timedelta(days=61))
    assert not again.learned.boilerplate_ids
    assert not again.recurring_blocks
    assert not again.single_blocks


def test_a_memory_stored_unpacked_is_read_too() -> None:
    memory = learn_outlet(make_pieces(), lambda piece: (BOILERPLATE,))
    values = memory.as_values()
    assert isinstance(values["window"], bytes)
    assert isinstance(values["singles"], bytes)
    singles = {
        block_id: {name: getattr(block, name) for name in block.__slots__}
        for block_id, block in memory.single_blocks.items()
    }
    window = [list(pair) for pair in memory.recent_articles.items()]
    assert OutletMemory.from_values(values | {"window": window, "singles": singles}) == memory


def test_rows_are_the_same_json_as_in_earlier_versions() -> None:
    memory = learn_outlet(make_pieces(), lambda piece: (BOILERPLATE,))
    values = memory.as_values()
    rows = {name: json.loads(zlib.decompress(values[name])) for name in ("window", "singles")}
    packed = {name: zlib.compress(json.dumps(row).encode()) for name, row in rows.items()}
    assert OutletMemory.from_values(values | packed) == memory
    assert {len(row) for row in rows["singles"]} == {7}


def test_names_that_another_version_wrote_are_left_out() -> None:
    memory = learn_outlet(make_pieces(), lambda piece: (BOILERPLATE,))
    values = memory.as_values()
    sightings = {
        block_id: block | {"weight": 0.5} for block_id, block in values["sightings"].items()
    }
    assert OutletMemory.from_values(values | {"sightings": sightings, "weight": 2.0}) == memory


def test_boilerplate_that_is_cut_is_still_counted() -> None:
    memory = learn_outlet(make_pieces(), lambda piece: (BOILERPLATE,))
    [block] = memory.recurring_blocks.values()
    assert (block.count, block.until) == (24, 24)


def test_a_memory_is_bounded() -> None:
    memory = OutletMemory()
    observation = build_observation(extract_piece(make_pieces(1)[0]))
    assert observation
    for number in range(1200):
        blocks = tuple((f"{number // 2 * 30 + index:024x}", BOILERPLATE) for index in range(30))
        add_observation(
            memory, replace(observation, article_id=f"{number:032x}", blocks=blocks, container=None)
        )
    update_decisions(memory, NOW)
    assert len(memory.recent_articles) == 1000
    assert len(memory.single_blocks) <= 600
    assert len(memory.recurring_blocks) <= 300


def test_a_container_is_confirmed_by_several_pages_and_found_again() -> None:
    few, many = learn_outlet(make_pieces(4)), learn_outlet(make_pieces(8))
    assert few.learned.container_paths == ()
    assert many.learned.container_paths == ("html>body>div>div",)
    assert extract_piece(make_pieces(9)[8]).evidence["text"] == "trafilatura"
    assert extract_piece(make_pieces(9)[8], (), many.learned).evidence["text"] == "shape"


def test_an_outlet_of_many_years_may_be_redesigned() -> None:
    old, new = "html>body>div.old", "html>body>div.new"
    memory = OutletMemory(containers={old: 10_000})  # as counted before counts aged
    observation = build_observation(extract_piece(make_pieces(1)[0]))
    assert observation
    for number in range(150):
        add_observation(
            memory, replace(observation, article_id=f"{number:032x}", blocks=(), container=new)
        )
    update_decisions(memory, NOW)
    assert set(memory.confirmed_containers) == {old, new}
    for number in range(150, 900):
        add_observation(
            memory, replace(observation, article_id=f"{number:032x}", blocks=(), container=new)
        )
    update_decisions(memory, NOW)
    assert memory.confirmed_containers == (new,)
