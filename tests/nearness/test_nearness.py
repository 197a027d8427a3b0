"""Faces, keys and verdicts: what must not matter does not, what must tell does."""

import pytest

from crawler.near_duplicates import are_copies, are_twins, face_of, keys
from crawler.near_duplicates.fingerprint import without_dateline

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
    one, two = face_of(TITLE, None, TEXT), face_of(TITLE, None, SPELLINGS[spelling])
    assert one == two
    assert keys(one) == keys(two)


def test_a_lead_that_opens_the_text_counts_once() -> None:
    opening, rest = TEXT.split("\n\n", 1)
    assert face_of(TITLE, opening, TEXT) == face_of(TITLE, None, TEXT)
    assert face_of(TITLE, opening, rest) == face_of(TITLE, None, TEXT)


def test_keys_are_few_and_the_same_on_every_machine() -> None:
    assert keys(face_of(TITLE, None, TEXT)) == KEYS


@pytest.mark.parametrize("text", [None, "", "عاجل", "خبر عاجل"])
def test_next_to_nothing_is_read_too(text: str | None) -> None:
    face = face_of("عاجل", None, text)
    assert len(keys(face)) == bool(text)
    assert are_copies(face, face) is bool(text)
    assert are_twins(face, face) is bool(text)


def test_a_cut_copy_is_found_and_known() -> None:
    whole, cut = face_of(TITLE, None, TEXT), face_of("أسعار السمك", None, TEXT.partition("\n\n")[0])
    assert set(keys(whole)) & set(keys(cut))
    assert are_copies(whole, cut)
    assert are_copies(cut, whole)
    assert not are_twins(whole, cut)


def test_other_figures_are_another_report() -> None:
    other = TEXT.replace("2400", "1850").replace("130", "96").replace("7 دراهم", "9 دراهم")
    one, two = face_of(TITLE, None, TEXT), face_of(TITLE, None, other.replace("2019", "2022"))
    assert not are_copies(one, two)
    assert not are_twins(one, two)


def test_other_names_in_a_headline_of_the_same_mould_are_another_report() -> None:
    one = face_of("سعيد الإدريسي مديرا لميناء آسفي", None, TEXT)
    other = TEXT.replace("سعيد الإدريسي", "كريم منصور").replace("آسفي", "طنجة")
    two = face_of("كريم منصور مديرا لميناء طنجة", None, other)
    assert not are_copies(one, two)
    assert not are_copies(two, one)


def test_a_word_corrected_is_the_same_article_a_figure_corrected_is_not() -> None:
    one = face_of(TITLE, None, TEXT)
    assert are_twins(one, face_of(TITLE, None, TEXT + " (المصدر: الهيئة)"))
    assert not are_twins(one, face_of(TITLE, None, TEXT.replace("130", "131")))
    assert not are_twins(one, face_of("سردين آسفي", None, TEXT))


@pytest.mark.timeout(10)
def test_a_dateline_is_not_looked_for_inside_a_word() -> None:
    texts = ["ا" * at + " نص" for at in range(70, 80)] * 30
    assert [without_dateline(text) for text in texts] == texts
    assert without_dateline("القاهره (رويترز) - قال") == "قال"
