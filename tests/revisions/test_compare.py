"""Edits: the changes that count, their classes, and the differences shown."""

import random
from typing import Any

import pytest

from crawler.revisions import EDIT_CLASSES, compare_versions
from crawler.revisions.diff import MAX_CHARACTERS_SHOWN, MAX_DIFFERENCES
from crawler.revisions.template_lines import drop_template_lines
from tests.dates.spellings import MODIFIED_LABELS, PUBLISHED_LABELS, iter_ages, iter_stamps

TITLE = "افتتاح المكتبة العامة في حي الورود بعد ترميمها"
FIRST = "افتتحت البلدية أمس المكتبة العامة في حي الورود، بعد أعمال ترميم دامت 14 شهرًا."
SECOND = "وقال رئيس البلدية سامر العطار: «هذا يوم ننتظره منذ سنتين»، وشكر المتبرعين."
THIRD = "وتضم المكتبة قاعة للأطفال وأخرى للمخطوطات. وبلغت كلفة الترميم 3.5 مليون دينار."
TEXT = "\n\n".join((FIRST, SECOND, THIRD))
NEWS = "وتفتح المكتبة أبوابها يوميًا من الثامنة صباحًا إلى الثامنة مساءً."


def make_version(text: str = TEXT, title: str = TITLE, lead: str | None = None) -> dict[str, Any]:
    return {"title": title, "lead": lead, "text": text}


def replace_words(*pairs: tuple[str, str]) -> dict[str, Any]:
    """Return the article with old words of the text replaced by new ones, pair by pair."""
    text = TEXT
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return make_version(text)


def classify(old: dict[str, Any], new: dict[str, Any]) -> str | None:
    edit = compare_versions(old, new)
    return edit.kind if edit else None


INVISIBLE = {
    "nothing": make_version(),
    "quotation marks": replace_words(("«", "“"), ("»", "”")),
    "digits": replace_words(("14", "١٤"), ("3.5", "۳.۵")),
    "a space before a comma": replace_words(("الورود،", "الورود ،")),
    "runs of spaces": replace_words((" أمس ", "  أمس ")),
    "persian letters": replace_words(("الترميم", "الترمیم"), ("المكتبة", "المکتبة")),
    "paragraphs run together": replace_words(("\n\nوقال", " وقال")),
    "a paragraph parted": replace_words(("للمخطوطات. ", "للمخطوطات.\n\n")),
    "a line broken in mid-sentence": replace_words(("أعمال ترميم", "أعمال\n\nترميم")),
    "the first paragraph as standfirst": make_version(f"{SECOND}\n\n{THIRD}", lead=FIRST),
    "a counter": make_version(f"{TEXT}\n\nعدد المشاهدات: 1,234"),
    "a counter behind its number": make_version(f"{TEXT}\n\n٣٤٥ مشاهدة"),
    "a counter of thousands": make_version(f"1.2K مشاهدة\n\n{TEXT}"),
    "times read": make_version(f"{TEXT}\n\nتمت القراءة 77 مرة"),
    "shares": make_version(f"{TEXT}\n\n12 مشاركة"),
    "comments": make_version(f"{TEXT}\n\nالتعليقات (3)"),
    "an age": make_version(f"منذ ساعة\n\n{TEXT}"),
    "an age in words": make_version(f"قبل ثلاث ساعات ودقيقتين\n\n{TEXT}"),
    "an age with its label": make_version(f"آخر تحديث: منذ 5 دقائق\n\n{TEXT}"),
    "an age of now": make_version(f"الآن\n\n{TEXT}"),
    "an age before the dateline": replace_words(("افتتحت البلدية", "منذ ساعتين | افتتحت البلدية")),
    "age and counter on one line": make_version(f"{TEXT}\n\nمنذ يومين • 2,301 مشاهدة"),
    "a stamp": make_version(f"آخر تحديث: الأحد 1 مارس 2026 - 12:30 م\n\n{TEXT}"),
    "reading time": make_version(f"4 دقائق قراءة\n\n{TEXT}"),
    "a link": make_version(f"{TEXT}\n\nاقرأ أيضًا: الأمطار تعود إلى الساحل مطلع الأسبوع"),
    "a list of links": make_version(
        f"{TEXT}\n\nمواضيع ذات صلة\n\nالأمطار تعود إلى الساحل\n\nفوز الاتحاد على الأهلي"
    ),
    "a link in mid-text": replace_words(("\n\nوقال", "\n\nشاهد أيضا: صور المكتبة قديمًا\n\nوقال")),
    "share buttons": make_version(f"{TEXT}\n\nشارك الخبر"),
}

TYPOS = {
    "hamza": replace_words(("أمس", "امس")),
    "tashkeel": replace_words(("شهرًا", "شهرا")),
    "ta marbuta": replace_words(("كلفة", "كلفه")),
    "a letter missing": replace_words(("المتبرعين", "المتبرعن")),
    "letters changed about": replace_words(("للمخطوطات", "للمخوططات")),
    "a wrong letter": replace_words(("الترميم", "الترمبم")),
    "words run together": replace_words(("قاعة للأطفال", "قاعةللأطفال")),
    "a word set twice": replace_words(("المكتبة العامة", "المكتبة المكتبة العامة")),
    "a comma": replace_words(("الورود،", "الورود")),
    "a full stop for a comma": replace_words(("الورود، بعد", "الورود. بعد")),
    "in the headline": make_version(title=TITLE.replace("الورود", "الوورد")),
    "everywhere": replace_words(("أمس", "امس"), ("المتبرعين", "المتبرعن"), ("دينار", "دبنار")),
}

CORRECTIONS = {
    "a number": replace_words(("14", "15")),
    "a number's sign": replace_words(("3.5 مليون", "35 مليون")),
    "another day": replace_words(("أمس", "اليوم")),
    "a name": replace_words(("سامر العطار", "ماهر النجار")),
    "a negation": replace_words(("وتضم المكتبة", "ولا تضم المكتبة")),
    "a short word": replace_words(("في حي", "من حي")),
    "a word added in a sentence": replace_words(("رئيس البلدية", "نائب رئيس البلدية")),
    "a sentence taken out": replace_words((" وبلغت كلفة الترميم 3.5 مليون دينار.", "")),
    "a paragraph taken out": make_version(f"{FIRST}\n\n{THIRD}"),
    "paragraphs changed about": make_version("\n\n".join((FIRST, THIRD, SECOND))),
    "a correction and an addition": make_version(TEXT.replace("14", "15") + f"\n\n{NEWS}"),
    "a correction and the headline": replace_words(("14", "15")) | {"title": "المكتبة تفتح"},
}

HEADLINES = {
    "another headline": make_version(title="بعد 14 شهرًا من الترميم.. مكتبة الورود تفتح أبوابها"),
    "a word more": make_version(title=f"عاجل: {TITLE}"),
    "a standfirst": make_version(lead="المكتبة أغلقت عام 2019 بعد تصدع سقفها."),
    "a headline, and a slip in the text": replace_words(("أمس", "امس")) | {"title": "المكتبة تفتح"},
}

ADDED = {
    "a paragraph at the end": make_version(f"{TEXT}\n\n{NEWS}"),
    "a paragraph in the middle": replace_words((f"\n\n{SECOND}", f"\n\n{NEWS}\n\n{SECOND}")),
    "a paragraph at the start": make_version(f"{NEWS}\n\n{TEXT}"),
    "a sentence behind a paragraph's last": make_version(f"{TEXT} {NEWS}"),
    "more than there was": make_version("\n\n".join((TEXT, *(f"{NEWS} {n}." for n in range(9))))),
    "a paragraph and another headline": make_version(f"{TEXT}\n\n{NEWS}", title="المكتبة تفتح"),
    "a paragraph and a slip": make_version(TEXT.replace("أمس", "امس") + f"\n\n{NEWS}"),
    "a paragraph below a counter": make_version(f"{TEXT}\n\nالمشاهدات: 9\n\n{NEWS}"),
    "a sentence that begins like a stamp": make_version(
        f"{TEXT}\n\nنشر المجلس 12 صورة من الافتتاح."
    ),
    "a sentence that begins with a label and a number": make_version(
        f"{TEXT}\n\nنشر 12 موظفًا صورًا من الافتتاح."
    ),
}

REWRITTEN = {
    "another text": make_version("قرر المجلس تأجيل الافتتاح إلى الشهر المقبل.\n\nولم يذكر أسبابًا."),
    "little is left": make_version(f"{FIRST}\n\nثم أعلن المجلس في بيان لاحق تأجيل الافتتاح إلى"
    " إشعار آخر بعد هطول أمطار غزيرة أغرقت القاعة السفلى وأتلفت رفوفًا كاملة من الكتب النادرة"
    " ومعها أجهزة التدفئة الجديدة."),
    "most is gone": make_version(FIRST),
}  # fmt: skip


def test_no_spelling_of_a_date_or_age_makes_an_edit() -> None:
    lines = [*iter_ages(), *(f"نشر: {stamp}" for stamp in iter_stamps())]
    for label in (*PUBLISHED_LABELS, *MODIFIED_LABELS):
        lines += [f"{label} 1 مارس 2026 12:30", f"{label}: الأحد 1 آذار 2026", f"{label} منذ ساعة"]
    for line in lines:
        assert drop_template_lines([FIRST, line, SECOND]) == [(0, FIRST), (2, SECOND)], line


TABLE = [
    pytest.param(new, expected, id=f"{expected}: {name}")
    for expected, cases in (
        (None, INVISIBLE), ("typo", TYPOS), ("correction", CORRECTIONS), ("headline", HEADLINES),
        ("added", ADDED), ("rewritten", REWRITTEN),
    )
    for name, new in cases.items()
]  # fmt: skip


@pytest.mark.parametrize(("new", "expected"), TABLE)
def test_a_change_is_of_its_class(new: dict[str, Any], expected: str | None) -> None:
    assert classify(make_version(), new) == expected


@pytest.mark.parametrize("new", [*INVISIBLE.values(), *TYPOS.values()])
def test_no_edit_and_a_typo_are_so_both_ways(new: dict[str, Any]) -> None:
    assert classify(new, make_version()) == classify(make_version(), new)


@pytest.mark.parametrize(("old", "new"), [
    ("قتل سبعة في الحادث", "قتل تسعة في الحادث"),
    ("يبدأ العرض في يونيو المقبل", "يبدأ العرض في يوليو المقبل"),
    ("الاجتماع يوم الثلاثاء المقبل", "الاجتماع يوم الأربعاء المقبل"),
    ("ارتفعت الأسعار 5% هذا العام", "ارتفعت الأسعار 5 هذا العام"),
    ("بلغت الحرارة -5 ليلا في الجبل", "بلغت الحرارة 5 ليلا في الجبل"),
    ("حضر اللقاء من الوزارة", "حضر اللقاء عن الوزارة"),
])  # fmt: skip
def test_a_change_of_meaning_is_no_typo(old: str, new: str) -> None:
    assert classify(make_version(old), make_version(new)) == "correction"


def test_template_lines_that_change_are_no_edit() -> None:
    def page(views: int, age: str, *links: str) -> dict[str, Any]:
        return make_version("\n\n".join((age, TEXT, f"{views} مشاهدة", "قد يهمك أيضا", *links)))

    assert (
        compare_versions(page(3, "منذ دقيقة", "خبر أول"), page(999, "منذ يومين", "خبران", "وثلاثة"))
        is None
    )


def test_a_text_of_nothing_but_template_lines_is_compared_as_it_stands() -> None:
    assert classify(make_version("5 مشاركات"), make_version("6 مشاركات")) == "correction"


def test_the_diff_shows_paragraphs_and_their_indices() -> None:
    text = "\n\n".join((FIRST.replace("14", "15"), NEWS, THIRD))
    edit = compare_versions(
        make_version(lead="مقدمة"), make_version(text, title="المكتبة تفتح", lead="مقدمة أخرى")
    )
    assert edit
    assert edit.kind == "correction"
    assert [tuple(difference) for difference in edit.diff] == [
        ("title", "replace", 0, TITLE, "المكتبة تفتح"),
        ("lead", "replace", 0, "مقدمة", "مقدمة أخرى"),
        ("text", "replace", 0, FIRST, FIRST.replace("14", "15")),
        ("text", "delete", 1, SECOND, None),
        ("text", "insert", 2, None, NEWS),
    ]
    assert edit.as_values()["diff"][3] == {
        "part": "text", "op": "delete", "at": 1, "before": SECOND, "after": None,
    }  # fmt: skip


def test_indices_in_the_diff_count_the_stored_paragraphs() -> None:
    edit = compare_versions(make_version(f"منذ ساعة\n\n{TEXT}"), replace_words(("14", "15")))
    assert edit
    assert [(difference.op, difference.at) for difference in edit.diff] == [("replace", 1)]


def test_a_diff_is_bounded_and_shows_what_differs() -> None:
    long = " ".join(["كلام كثير عن المكتبة"] * 60)
    edit = compare_versions(make_version(f"{long} 1."), make_version(f"{long} 2."))
    assert edit
    (difference,) = edit.diff
    assert difference.before is not None
    assert difference.before.endswith("1.")
    assert len(difference.before) <= MAX_CHARACTERS_SHOWN + 2
    many = ["\n\n".join(f"خبر {n} من {side}" for n in range(90)) for side in ("هنا", "هناك")]
    edit = compare_versions(make_version(many[0]), make_version(many[1]))
    assert edit
    assert (len(edit.diff), edit.omitted) == (MAX_DIFFERENCES, 90 - MAX_DIFFERENCES)


def test_the_end_of_a_huge_text_counts_too() -> None:
    huge = f"{NEWS} " * 6000
    assert classify(make_version(huge), make_version(huge + "ختام")) == "correction"
    assert classify(make_version(huge), make_version(huge)) is None
    lines = "\n\n".join(["لا."] * 9000)
    assert classify(make_version(lines), make_version(f"{lines}\n\nنعم.")) == "correction"
    assert (
        classify(make_version("لا. " * 9000), make_version("لا. " * 9000 + "نعم.")) == "correction"
    )


def make_random_versions(seed: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the article and another version made of its words at random."""
    chance = random.Random(seed)
    words = TEXT.split(" ")
    for _ in range(chance.randrange(1, 12)):
        index = chance.randrange(len(words))
        words[index : index + chance.randrange(2)] = chance.choices(
            ["كلمة", "12", "،", "", words[index], "جملة.", "\n\n"], k=chance.randrange(3)
        )
    chance.shuffle(words) if seed % 7 == 0 else None
    return make_version(), make_version(" ".join(words), title=chance.choice((TITLE, "عنوان")))


@pytest.mark.parametrize("seed", range(60))
def test_comparing_is_deterministic_and_nothing_differs_from_itself(seed: int) -> None:
    old, new = make_random_versions(seed)
    edit = compare_versions(old, new)
    assert compare_versions(old, new) == edit
    assert compare_versions(new, new) is compare_versions(old, old) is None
    assert edit is None or (edit.kind in EDIT_CLASSES and edit.diff)
    assert (edit is None) == (compare_versions(new, old) is None)
