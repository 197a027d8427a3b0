"""Letters cleaned for the stored document and folded for comparison."""

import random
import unicodedata
from collections.abc import Callable

import pytest

from crawler.text.normalise import (
    arabic_share,
    clean_line,
    clean_text,
    fold_text,
    split_words,
    to_ascii_digits,
)

SEED = 20240517
EMOJI = "😀 👩‍👩‍👧‍👦 🏳️‍🌈 👍🏽 ❤️ 1️⃣ 🏴󠁧󠁢󠁥󠁮󠁧󠁿 🇵🇸 ™ ℹ️ Ⓜ️ ㊗️ ‼️ ⁉️ 🆗 🈁 ➡️ ☎️"


@pytest.mark.parametrize(
    ("published", "cleaned"),
    [
        ("وصل  الوفد\t إلى\u00a0العاصمة \n", "وصل الوفد إلى العاصمة"),
        ("\ufeffافتُتح\u200f المعرض\u202c", "افتُتح المعرض"),
        ("\u202bالأسواق\u202c \u2067هادئة\u2069\u061c", "الأسواق هادئة"),
        ("كتا\u00adب جد\u200bيد\u2060", "كتاب جديد"),
        ("الـــعـــاصـــمـــة", "العاصمة"),
        ("عام 1445 هـ", "عام 1445 هـ"),
        ("بـــ 600 جندي", "بـ 600 جندي"),
        ("قال لـ«الشرق»", "قال لـ«الشرق»"),
        ("والـ20 دولة", "والـ20 دولة"),
        ("بـالكلمة شكراًـــ كتابـ", "بالكلمة شكراً كتاب"),
        ("بيروت ـ مراسلنا", "بيروت - مراسلنا"),
        ("2019ــ2020", "2019-2020"),
        ("ﺍﻟﻤﺪﻳﻨﺔ ﻭﺍﻷﻫﻞ", "المدينة والأهل"),
        ("كتابﹰا مهمّﹰا", "كتابًا مهمًّا"),
        ("الرسول ﷺ قال", "الرسول ﷺ قال"),
        ("بإذن ﷲ", "بإذن الله"),
        ("السعر 20 ﷼", "السعر 20 ﷼"),
        ("ا\u0654حمد", "أحمد"),
        ("ا\u0640\u0654حمد", "أحمد"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("می\u200c\u200cخواهم", "می\u200cخواهم"),
        ("نهاية\u200c، ثم\u200c ", "نهاية، ثم"),
        ("ه\u200d 1445", "ه 1445"),
        ("عائلة 👨\u200d👩\u200d👧 سعيدة", "عائلة 👨\u200d👩\u200d👧 سعيدة"),
        ("فرح 😀\u200d", "فرح 😀"),
        ("صورة\ufffc \uf0b7 بند\x00\x1b", "صورة بند"),
        ("الخاتمة \ud83d", "الخاتمة"),
        ("ضحك \ud83d\ude00", "ضحك 😀"),
        ("plain  ASCII\x07 text", "plain ASCII text"),
        ("", ""),
        (" \u200f ", ""),
    ],
)
def test_a_line_is_cleaned(published: str, cleaned: str) -> None:
    assert clean_line(published) == cleaned


@pytest.mark.parametrize(
    "published",
    [
        "مُحَمَّدٌ كَتَبَ رِسَالَةً",
        "قال: «هل وصلتم؟»، ثم سكت؛ وابتسم…",
        "کتاب یحیی",
        "٣٫٥٪ من ۱۲۰ شخصًا",
        "هٰذا القرآن",
        "Reuters, “Été 2024” – ﬁn m² ½",
        EMOJI,
    ],
)
def test_what_is_published_stays(published: str) -> None:
    assert clean_line(published) == unicodedata.normalize("NFC", published)


def test_every_line_is_a_paragraph() -> None:
    published = "الفقرة  الأولى\u200f\n \u00a0\n\n\u2028الفقرة الثانـية\r\nالثالثة\n"
    assert clean_text(published) == "الفقرة الأولى\n\nالفقرة الثانية\n\nالثالثة"
    assert clean_text("\n \u200b\n") == ""


@pytest.mark.parametrize(
    ("spelling", "variant"),
    [
        ("الإسلام", "الاسلام"),
        ("آمنة", "امنه"),
        ("مستشفى", "مستشفي"),
        ("مَسْؤُولٌ", "مسئول"),
        ("شؤون", "شئون"),
        ("هٰذا", "هذا"),
        ("کویت", "كويت"),
        ("ڤيديو", "فيديو"),
        ("أݣادير", "أگادير"),
        ("ﻻ ﺑﺄﺱ", "لا بأس"),
        ("عـــاجل", "عاجل"),
        ("٢٠٢٤ ۲۰۲۴", "2024 2024"),
        ("٣٫٥٪", "3.5%"),
        ("ﷺ", "صلى الله عليه وسلم"),
        ("REUTERS Ａgency", "reuters agency"),
        ("Élysée", "e\u0301lyse\u0301e"),
        ("  مسافات \u00a0 كثيرة ", "مسافات كثيرة"),
        ("نص\u200fبلا علامات", "نصبلا علامات"),
    ],
)
def test_variants_fold_alike(spelling: str, variant: str) -> None:
    assert fold_text(spelling) == fold_text(variant)


def test_folding_gives_camel_tools_letters() -> None:
    assert fold_text("إنّ أُمَّةً آمنت بالهُدى") == "ان امه امنت بالهدي"


def test_folding_changes_latin_in_case_only() -> None:
    assert fold_text("Café NAÏVE señor Çok x_1") == "café naïve señor çok x_1"


def test_folding_keeps_the_value_of_numbers() -> None:
    assert fold_text("10² 3½ ① ⅷ 1,5") == "10² 3½ ① ⅷ 1,5"
    for code in range(0x20000):
        value = unicodedata.digit(chr(code), None)
        if value is not None and len(fold_text(chr(code))) == 1:
            assert unicodedata.digit(fold_text(chr(code))) == value


def test_folding_leaves_emoji_whole() -> None:
    assert fold_text(EMOJI) == EMOJI


@pytest.mark.parametrize("function", [clean_line, clean_text, fold_text])
def test_idempotent_on_every_character_of_letters_and_signs(
    function: Callable[[str], str],
) -> None:
    for code in (*range(0x3100), *range(0xD7F0, 0x11000), *range(0x1D400, 0x1FB00)):
        once = function(f"ب{chr(code)}ا")
        assert function(once) == once, hex(code)


def test_idempotent_and_blind_to_normal_form_on_random_strings() -> None:
    generator = random.Random(SEED)
    alphabet = [
        chr(code)
        for block in ((0x600, 0x700), (0x200A, 0x2070), (0xFE70, 0xFF10), (0x300, 0x370))
        for code in range(*block)
    ] + [*"\u0640\u200c\u200d\ud83d\ude00\udc00 \n\u00a0Aéßİ" * 8, "\ufe0f", "👩", "♀"]
    for _ in range(20_000):
        text = "".join(generator.choices(alphabet, k=generator.randint(1, 8)))
        for function in (clean_line, clean_text, fold_text):
            once = function(text)
            assert function(once) == once, ascii(text)
            assert function(unicodedata.normalize("NFD", text)) == once, ascii(text)


def test_words_are_runs_of_folded_letters_and_digits() -> None:
    words = split_words("قالت «الوزارة» إنّ 1,500 شخصٍ وصلوا، والبقية في Paris!")
    assert " ".join(words) == "قالت الوزاره ان 1 500 شخص وصلوا والبقيه في paris"
    assert split_words("…!") == []


def test_only_digits_become_ascii() -> None:
    assert to_ascii_digits("الساعة ١٢:٣٠ يوم ۵ أيّار، 7 م") == "الساعة 12:30 يوم 5 أيّار، 7 م"


@pytest.mark.parametrize(
    ("text", "share"),
    [("سلام", 1.0), ("سلام abcd", 0.5), ("abc, 12", 0.0), ("١٢ - …", 0.0), ("", 0.0), ("كُتُب", 1.0)],
)
def test_share_of_arabic_letters(text: str, share: float) -> None:
    assert arabic_share(text) == share
