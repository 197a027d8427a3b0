"""Faces, keys and verdicts: what must not matter does not, what must tell does."""

import pytest

from crawler.near_duplicates import (
    are_copies,
    compute_story_keys,
    make_fingerprint,
    may_be_same_article,
)
from crawler.near_duplicates.fingerprint import strip_folded_dateline

TEXT = (
    "أعلنت هيئة الموانئ، الثلاثاء، أن ميناء آسفي استقبل 2400 طن من السردين خلال أسبوع، في أعلى "
    "حصيلة منذ عام 2019.\n\nوقال مدير الميناء سعيد الإدريسي إن مصانع الثلج عملت ليلا ونهارا، وإن "
    "130 مركبا خرجت إلى البحر مع هدوء الرياح.\n\nوأضاف أن الأسعار تراجعت إلى 7 دراهم للكيلوغرام."
)
TITLE = "ميناء آسفي يستقبل 2400 طن من السردين"
KEYS = (
    "0231934dd0add06f",
    "06142e6bd0361b53",
    "0676578ac84bc77f",
    "0738fb90fad26447",
    "0820c6907d9731ad",
    "172ef55d6797d449",
)
SPELLINGS = {
    "hamzas": TEXT.replace("أ", "ا").replace("إ", "ا").replace("آ", "ا"),
    "tashkeel": TEXT.replace("ميناء", "مِينَاءُ").replace("البحر", "البَحْر"),
    "commas": TEXT.replace("،", ","),
    "digits": TEXT.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")),
    "tatweel": TEXT.replace("ميناء", "مينـــاء"),
    "paragraphs": TEXT.replace("\n\n", "\n"),
    "agency": f"(رويترز) - {TEXT}",
    "dateline": f"القاهرة - {TEXT}",
    "dateline and agency": f"الدار البيضاء (أ ف ب) – {TEXT}",
    "agency and dateline": f"واشنطن/ الأناضول: {TEXT}",
}


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_spelling_datelines_and_agencies_leave_the_face_as_it_is(spelling: str) -> None:
    one, two = (
        make_fingerprint(TITLE, None, TEXT),
        make_fingerprint(TITLE, None, SPELLINGS[spelling]),
    )
    assert one == two
    assert compute_story_keys(one) == compute_story_keys(two)


def test_a_lead_that_opens_the_text_counts_once() -> None:
    opening, rest = TEXT.split("\n\n", 1)
    assert make_fingerprint(TITLE, opening, TEXT) == make_fingerprint(TITLE, None, TEXT)
    assert make_fingerprint(TITLE, opening, rest) == make_fingerprint(TITLE, None, TEXT)


def test_keys_are_few_and_the_same_on_every_machine() -> None:
    assert compute_story_keys(make_fingerprint(TITLE, None, TEXT)) == KEYS


@pytest.mark.parametrize("text", [None, "", "عاجل", "خبر عاجل"])
def test_next_to_nothing_is_read_too(text: str | None) -> None:
    face = make_fingerprint("عاجل", None, text)
    assert len(compute_story_keys(face)) == bool(text)
    assert are_copies(face, face) is bool(text)
    assert may_be_same_article(face, face) is bool(text)


def test_a_cut_copy_is_found_and_known() -> None:
    whole, cut = (
        make_fingerprint(TITLE, None, TEXT),
        make_fingerprint("أسعار السمك", None, TEXT.partition("\n\n")[0]),
    )
    assert set(compute_story_keys(whole)) & set(compute_story_keys(cut))
    assert are_copies(whole, cut)
    assert are_copies(cut, whole)
    assert not may_be_same_article(whole, cut)


def test_other_figures_are_another_report() -> None:
    other = TEXT.replace("2400", "1850").replace("130", "96").replace("7 دراهم", "9 دراهم")
    one, two = (
        make_fingerprint(TITLE, None, TEXT),
        make_fingerprint(TITLE, None, other.replace("2019", "2022")),
    )
    assert not are_copies(one, two)
    assert not may_be_same_article(one, two)


def test_other_names_in_a_headline_of_the_same_mould_are_another_report() -> None:
    one = make_fingerprint("سعيد الإدريسي مديرا لميناء آسفي", None, TEXT)
    other = TEXT.replace("سعيد الإدريسي", "كريم منصور").replace("آسفي", "طنجة")
    two = make_fingerprint("كريم منصور مديرا لميناء طنجة", None, other)
    assert not are_copies(one, two)
    assert not are_copies(two, one)


def test_a_word_corrected_is_the_same_article_a_figure_corrected_is_not() -> None:
    one = make_fingerprint(TITLE, None, TEXT)
    assert may_be_same_article(one, make_fingerprint(TITLE, None, TEXT + " (المصدر: الهيئة)"))
    assert not may_be_same_article(one, make_fingerprint(TITLE, None, TEXT.replace("130", "131")))
    assert not may_be_same_article(one, make_fingerprint("سردين آسفي", None, TEXT))


@pytest.mark.timeout(10)
def test_a_dateline_is_not_looked_for_inside_a_word() -> None:
    texts = ["ا" * at + " نص" for at in range(70, 80)] * 30
    assert [strip_folded_dateline(text) for text in texts] == texts
    assert strip_folded_dateline("القاهره (رويترز) - قال") == "قال"
