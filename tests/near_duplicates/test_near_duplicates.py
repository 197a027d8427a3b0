"""Fingerprints, story keys and verdicts: spelling does not matter, figures and names do."""

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
def test_spelling_datelines_and_agencies_do_not_matter(spelling: str) -> None:
    original = make_fingerprint(TITLE, None, TEXT)
    respelled = make_fingerprint(TITLE, None, SPELLINGS[spelling])
    assert original == respelled
    assert compute_story_keys(original) == compute_story_keys(respelled)


def test_a_standfirst_that_opens_the_text_counts_once() -> None:
    standfirst, rest = TEXT.split("\n\n", 1)
    assert make_fingerprint(TITLE, standfirst, TEXT) == make_fingerprint(TITLE, None, TEXT)
    assert make_fingerprint(TITLE, standfirst, rest) == make_fingerprint(TITLE, None, TEXT)


def test_keys_are_few_and_the_same_on_every_machine() -> None:
    assert compute_story_keys(make_fingerprint(TITLE, None, TEXT)) == KEYS


@pytest.mark.parametrize("text", [None, "", "عاجل", "خبر عاجل"])
def test_articles_of_a_word_or_two_are_read_too(text: str | None) -> None:
    fingerprint = make_fingerprint("عاجل", None, text)
    assert len(compute_story_keys(fingerprint)) == bool(text)
    assert are_copies(fingerprint, fingerprint) is bool(text)
    assert may_be_same_article(fingerprint, fingerprint) is bool(text)


def test_a_cut_copy_is_found_and_is_a_copy() -> None:
    whole = make_fingerprint(TITLE, None, TEXT)
    cut = make_fingerprint("أسعار السمك", None, TEXT.partition("\n\n")[0])
    assert set(compute_story_keys(whole)) & set(compute_story_keys(cut))
    assert are_copies(whole, cut)
    assert are_copies(cut, whole)
    assert not may_be_same_article(whole, cut)


def test_other_figures_are_another_report() -> None:
    other = TEXT.replace("2400", "1850").replace("130", "96").replace("7 دراهم", "9 دراهم")
    first = make_fingerprint(TITLE, None, TEXT)
    second = make_fingerprint(TITLE, None, other.replace("2019", "2022"))
    assert not are_copies(first, second)
    assert not may_be_same_article(first, second)


def test_other_names_in_a_headline_of_the_same_template_are_another_report() -> None:
    first = make_fingerprint("سعيد الإدريسي مديرا لميناء آسفي", None, TEXT)
    other = TEXT.replace("سعيد الإدريسي", "كريم منصور").replace("آسفي", "طنجة")
    second = make_fingerprint("كريم منصور مديرا لميناء طنجة", None, other)
    assert not are_copies(first, second)
    assert not are_copies(second, first)


def test_a_word_corrected_is_the_same_article_a_figure_corrected_is_not() -> None:
    first = make_fingerprint(TITLE, None, TEXT)
    assert may_be_same_article(first, make_fingerprint(TITLE, None, TEXT + " (المصدر: الهيئة)"))
    assert not may_be_same_article(first, make_fingerprint(TITLE, None, TEXT.replace("130", "131")))
    assert not may_be_same_article(first, make_fingerprint("سردين آسفي", None, TEXT))


@pytest.mark.timeout(10)
def test_a_dateline_is_not_looked_for_inside_a_word() -> None:
    texts = ["ا" * length + " نص" for length in range(70, 80)] * 30
    assert [strip_folded_dateline(text) for text in texts] == texts
    assert strip_folded_dateline("القاهره (رويترز) - قال") == "قال"
