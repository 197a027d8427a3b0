"""What outlets teach: chrome goes whatever it says, and what recurs for a reason stays."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from crawler.learning import OutletMemory, add_observation, build_observation, update_decisions
from tests.learning.outlets import NOW, Piece, crawl, read, stories, wrong

# Lines no lexicon knows.
CHROME = "مجلسنا ينعقد كل مساء قرب النافورة الحجرية فأحضر معك كرسيك الصغير."
SECOND = "دفتر الزوار مفتوح عند البوابة الخضراء حتى مغيب الشمس."
COLUMN = "من شرفتي المطلة على السوق أكتب لكم هذه السطور كل خميس."
SLOGAN = "«لا عودة قبل أن يعود الماء إلى البئر»، هكذا هتف الأهالي."
DATELINE = "القاهرة -"
WEATHER = "الرياح متوسطة السرعة والبحر خفيف إلى متوسط ارتفاع الموج."
BACKGROUND = (
    "وكانت أعمال الجسر قد توقفت في الربيع الماضي بعد خلاف بين المقاول والبلدية على كلفة الأعمدة "
    "الجديدة، ثم استؤنفت في الصيف بوساطة من نقابة المهندسين وتعهد الطرفان بإنهائها قبل الشتاء."
)


def pieces(count: int = 24) -> list[Piece]:
    return [Piece(story=story, number=at) for at, story in enumerate(stories()[:count])]


def some(every: list[Piece], chosen: Sequence[int], **values: object) -> list[Piece]:
    """Give the chosen pieces lines of their own."""
    return [
        replace(piece, **values) if at in chosen else piece  # type: ignore[arg-type]
        for at, piece in enumerate(every)
    ]


@pytest.mark.parametrize("count", [6, 12, 40])
def test_a_line_of_every_article_goes(count: int) -> None:
    every = pieces(count)
    outlet = crawl(every, lambda piece: (CHROME,))
    assert [one.text for one in outlet.recurring_blocks.values() if one.learned] == [CHROME]
    assert wrong(every, outlet, lambda piece: (CHROME,)) == []


@pytest.mark.parametrize("share", [0.8, 0.5, 0.4])
def test_a_line_of_many_articles_goes(share: float) -> None:
    every = pieces()

    def chrome(piece: Piece) -> tuple[str, ...]:
        return (CHROME, SECOND) if piece.number * share % 1 < share else ()

    assert wrong(every, crawl(every, chrome), chrome) == []


def test_a_line_above_the_text_goes() -> None:
    every = [replace(piece, above=(CHROME,), own=False) for piece in pieces()]
    assert wrong(every, crawl(every)) == []


def test_a_standfirst_that_never_changes_goes() -> None:
    every = [replace(piece, standfirst=CHROME) for piece in pieces()]
    assert {read(piece).lead for piece in every} == {CHROME}
    outlet = crawl(every)
    assert {read(piece, (), outlet.learned).lead for piece in every} == {None}
    assert wrong(every, outlet) == []


def test_a_long_block_goes_only_where_it_is_nearly_everywhere() -> None:
    block = f"{BACKGROUND} {BACKGROUND} {CHROME}"
    assert len(block) > 400
    every = pieces()
    outlet = crawl(every, lambda piece: (block,))
    assert wrong(every, outlet, lambda piece: (block,)) == []
    half = some(every, range(0, 40, 2), below=(block,))
    assert wrong(half, crawl(half)) == []


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
    every = some(pieces(), chosen, **{place: (line,)}, **values)
    before = wrong(every, OutletMemory())
    outlet = crawl(every, lambda piece: (CHROME,))
    after = wrong(every, outlet, lambda piece: (CHROME,))
    assert after == before


def test_a_columnist_met_first_stays() -> None:
    every = some(pieces(8), range(5), above=(COLUMN,), author="نوال الصيرفي", section="رأي")
    assert wrong(every, crawl(every)) == []


def test_an_article_is_never_left_without_text() -> None:
    outlet = crawl(pieces(), lambda piece: (CHROME,))
    story = replace(stories()[50], body="خبر قصير جدا.")
    short = read(Piece(story=story, number=99), (CHROME,), outlet.learned)
    assert CHROME in (short.text or "")


def test_articles_seen_again_support_nothing() -> None:
    every = some(pieces(20), range(4), below=(SLOGAN,))
    outlet = OutletMemory()
    for piece in [*every, *every[:4], *every[:4], *every[:4]]:
        seen = build_observation(read(piece))
        assert seen
        add_observation(outlet, seen)
        update_decisions(outlet, NOW)
    [sighting] = outlet.recurring_blocks.values()
    assert (sighting.count, sighting.learned, outlet.articles_observed) == (4, False, 20)


def test_what_is_learned_is_remembered_and_ages() -> None:
    outlet = crawl(pieces(), lambda piece: (CHROME,))
    again = OutletMemory.from_values(outlet.as_values())
    assert again == outlet
    assert again.learned.boilerplate_ids
    assert update_decisions(again, NOW + timedelta(days=59)) == set()
    assert again.learned.boilerplate_ids
    update_decisions(again, NOW + timedelta(days=61))
    assert not again.learned.boilerplate_ids
    assert not again.recurring_blocks
    assert not again.single_blocks


def test_what_was_written_unpacked_is_read_too() -> None:
    outlet = crawl(pieces(), lambda piece: (CHROME,))
    values = outlet.as_values()
    assert isinstance(values["window"], bytes)
    assert isinstance(values["singles"], bytes)
    singles = {
        mark: {name: getattr(one, name) for name in one.__slots__}
        for mark, one in outlet.single_blocks.items()
    }
    window = [list(pair) for pair in outlet.recent_articles.items()]
    assert OutletMemory.from_values(values | {"window": window, "singles": singles}) == outlet


def test_names_that_another_version_wrote_are_left_out() -> None:
    outlet = crawl(pieces(), lambda piece: (CHROME,))
    values = outlet.as_values()
    sightings = {mark: one | {"weight": 0.5} for mark, one in values["sightings"].items()}
    assert OutletMemory.from_values(values | {"sightings": sightings, "weight": 2.0}) == outlet


def test_chrome_that_is_cut_is_still_seen() -> None:
    outlet = crawl(pieces(), lambda piece: (CHROME,))
    [sighting] = outlet.recurring_blocks.values()
    assert (sighting.count, sighting.until) == (24, 24)


def test_what_is_kept_is_bounded() -> None:
    outlet = OutletMemory()
    seen = build_observation(read(pieces(1)[0]))
    assert seen
    for number in range(1200):
        blocks = tuple((f"{number // 2 * 30 + at:024x}", CHROME) for at in range(30))
        add_observation(
            outlet, replace(seen, article_id=f"{number:032x}", blocks=blocks, container=None)
        )
    update_decisions(outlet, NOW)
    assert len(outlet.recent_articles) == 1000
    assert len(outlet.single_blocks) <= 600
    assert len(outlet.recurring_blocks) <= 300


def test_a_container_is_confirmed_by_several_pages_and_found_again() -> None:
    few, many = crawl(pieces(4)), crawl(pieces(8))
    assert few.learned.container_paths == ()
    assert many.learned.container_paths == ("html>body>div>div",)
    assert read(pieces(9)[8]).evidence["text"] == "trafilatura"
    assert read(pieces(9)[8], (), many.learned).evidence["text"] == "shape"


def test_an_outlet_of_many_years_may_be_redesigned() -> None:
    old, new = "html>body>div.old", "html>body>div.new"
    outlet = OutletMemory(containers={old: 10_000})  # as counted before counts aged
    seen = build_observation(read(pieces(1)[0]))
    assert seen
    for number in range(150):
        add_observation(
            outlet, replace(seen, article_id=f"{number:032x}", blocks=(), container=new)
        )
    update_decisions(outlet, NOW)
    assert set(outlet.confirmed_containers) == {old, new}
    for number in range(150, 900):
        add_observation(
            outlet, replace(seen, article_id=f"{number:032x}", blocks=(), container=new)
        )
    update_decisions(outlet, NOW)
    assert outlet.confirmed_containers == (new,)
