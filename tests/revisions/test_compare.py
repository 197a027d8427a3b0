"""Which changes of an article are edits, of which class, and what is shown of them."""

import random
from typing import Any

import pytest

from crawler.revisions import EDIT_CLASSES, compare_versions
from crawler.revisions.diff import MAX_CHARACTERS_SHOWN, MAX_DIFFERENCES

TITLE = "افتتاح المكتبة العامة في حي الورود بعد ترميمها"
FIRST = "افتتحت البلدية أمس المكتبة العامة في حي الورود، بعد أعمال ترميم دامت 14 شهرًا."
SECOND = "وقال رئيس البلدية سامر العطار: «هذا يوم ننتظره منذ سنتين»، وشكر المتبرعين."
THIRD = "وتضم المكتبة قاعة للأطفال وأخرى للمخطوطات. وبلغت كلفة الترميم 3.5 مليون دينار."
TEXT = "\n\n".join((FIRST, SECOND, THIRD))
NEWS = "وتفتح المكتبة أبوابها يوميًا من الثامنة صباحًا إلى الثامنة مساءً."


def version(text: str = TEXT, title: str = TITLE, lead: str | None = None) -> dict[str, Any]:
    return {"title": title, "lead": lead, "text": text}


def changed(*pairs: tuple[str, str]) -> dict[str, Any]:
    """Return the article with these words of the text put in place of those."""
    text = TEXT
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return version(text)


def kind(old: dict[str, Any], new: dict[str, Any]) -> str | None:
    edit = compare_versions(old, new)
    return edit.kind if edit else None


INVISIBLE = {
    "nothing": version(),
    "quotation marks": changed(("«", "“"), ("»", "”")),
    "digits": changed(("14", "١٤"), ("3.5", "۳.۵")),
    "a space before a comma": changed(("الورود،", "الورود ،")),
    "runs of spaces": changed((" أمس ", "  أمس ")),
    "persian letters": changed(("الترميم", "الترمیم"), ("المكتبة", "المکتبة")),
    "paragraphs run together": changed(("\n\nوقال", " وقال")),
    "a paragraph parted": changed(("للمخطوطات. ", "للمخطوطات.\n\n")),
    "a line broken in mid-sentence": changed(("أعمال ترميم", "أعمال\n\nترميم")),
    "the first paragraph as standfirst": version(f"{SECOND}\n\n{THIRD}", lead=FIRST),
    "a counter": version(f"{TEXT}\n\nعدد المشاهدات: 1,234"),
    "a counter behind its number": version(f"{TEXT}\n\n٣٤٥ مشاهدة"),
    "a counter of thousands": version(f"1.2K مشاهدة\n\n{TEXT}"),
    "times read": version(f"{TEXT}\n\nتمت القراءة 77 مرة"),
    "shares": version(f"{TEXT}\n\n12 مشاركة"),
    "comments": version(f"{TEXT}\n\nالتعليقات (3)"),
    "an age": version(f"منذ ساعة\n\n{TEXT}"),
    "an age in words": version(f"قبل ثلاث ساعات ودقيقتين\n\n{TEXT}"),
    "an age with its label": version(f"آخر تحديث: منذ 5 دقائق\n\n{TEXT}"),
    "an age of now": version(f"الآن\n\n{TEXT}"),
    "an age before the dateline": changed(("افتتحت البلدية", "منذ ساعتين | افتتحت البلدية")),
    "age and counter on one line": version(f"{TEXT}\n\nمنذ يومين • 2,301 مشاهدة"),
    "a stamp": version(f"آخر تحديث: الأحد 1 مارس 2026 - 12:30 م\n\n{TEXT}"),
    "reading time": version(f"4 دقائق قراءة\n\n{TEXT}"),
    "a link": version(f"{TEXT}\n\nاقرأ أيضًا: الأمطار تعود إلى الساحل مطلع الأسبوع"),
    "a list of links": version(
        f"{TEXT}\n\nمواضيع ذات صلة\n\nالأمطار تعود إلى الساحل\n\nفوز الاتحاد على الأهلي"
    ),
    "a link in mid-text": changed(("\n\nوقال", "\n\nشاهد أيضا: صور المكتبة قديمًا\n\nوقال")),
    "share buttons": version(f"{TEXT}\n\nشارك الخبر"),
}

SLIPS = {
    "hamza": changed(("أمس", "امس")),
    "tashkeel": changed(("شهرًا", "شهرا")),
    "ta marbuta": changed(("كلفة", "كلفه")),
    "a letter missing": changed(("المتبرعين", "المتبرعن")),
    "letters changed about": changed(("للمخطوطات", "للمخوططات")),
    "a wrong letter": changed(("الترميم", "الترمبم")),
    "words run together": changed(("قاعة للأطفال", "قاعةللأطفال")),
    "a word set twice": changed(("المكتبة العامة", "المكتبة المكتبة العامة")),
    "a comma": changed(("الورود،", "الورود")),
    "a full stop for a comma": changed(("الورود، بعد", "الورود. بعد")),
    "in the headline": version(title=TITLE.replace("الورود", "الوورد")),
    "everywhere": changed(("أمس", "امس"), ("المتبرعين", "المتبرعن"), ("دينار", "دبنار")),
}

CORRECTIONS = {
    "a number": changed(("14", "15")),
    "a number's sign": changed(("3.5 مليون", "35 مليون")),
    "another day": changed(("أمس", "اليوم")),
    "a name": changed(("سامر العطار", "ماهر النجار")),
    "a negation": changed(("وتضم المكتبة", "ولا تضم المكتبة")),
    "a short word": changed(("في حي", "من حي")),
    "a word added in a sentence": changed(("رئيس البلدية", "نائب رئيس البلدية")),
    "a sentence taken out": changed((" وبلغت كلفة الترميم 3.5 مليون دينار.", "")),
    "a paragraph taken out": version(f"{FIRST}\n\n{THIRD}"),
    "paragraphs changed about": version("\n\n".join((FIRST, THIRD, SECOND))),
    "a correction and an addition": version(TEXT.replace("14", "15") + f"\n\n{NEWS}"),
    "a correction and the headline": changed(("14", "15")) | {"title": "المكتبة تفتح"},
}

HEADLINES = {
    "another headline": version(title="بعد 14 شهرًا من الترميم.. مكتبة الورود تفتح أبوابها"),
    "a word more": version(title=f"عاجل: {TITLE}"),
    "a standfirst": version(lead="المكتبة أغلقت عام 2019 بعد تصدع سقفها."),
    "a headline, and a slip in the text": changed(("أمس", "امس")) | {"title": "المكتبة تفتح"},
}

ADDED = {
    "a paragraph at the end": version(f"{TEXT}\n\n{NEWS}"),
    "a paragraph in the middle": changed((f"\n\n{SECOND}", f"\n\n{NEWS}\n\n{SECOND}")),
    "a paragraph at the start": version(f"{NEWS}\n\n{TEXT}"),
    "a sentence behind a paragraph's last": version(f"{TEXT} {NEWS}"),
    "more than there was": version("\n\n".join((TEXT, *(f"{NEWS} {n}." for n in range(9))))),
    "a paragraph and another headline": version(f"{TEXT}\n\n{NEWS}", title="المكتبة تفتح"),
    "a paragraph and a slip": version(TEXT.replace("أمس", "امس") + f"\n\n{NEWS}"),
    "a paragraph below a counter": version(f"{TEXT}\n\nالمشاهدات: 9\n\n{NEWS}"),
    "a sentence that begins like a stamp": version(f"{TEXT}\n\nنشر المجلس 12 صورة من الافتتاح."),
}

REWRITTEN = {
    "another text": version("قرر المجلس تأجيل الافتتاح إلى الشهر المقبل.\n\nولم يذكر أسبابًا."),
    "little is left": version(f"{FIRST}\n\nثم أعلن المجلس في بيان لاحق تأجيل الافتتاح إلى إشعار آخر"
    " بعد هطول أمطار غزيرة أغرقت القاعة السفلى وأتلفت رفوفًا كاملة من الكتب النادرة"
    " ومعها أجهزة التدفئة الجديدة."),
    "most is gone": version(FIRST),
}  # fmt: skip

TABLE = [
    pytest.param(new, expected, id=f"{expected}: {name}")
    for expected, cases in (
        (None, INVISIBLE), ("typo", SLIPS), ("correction", CORRECTIONS), ("headline", HEADLINES),
        ("added", ADDED), ("rewritten", REWRITTEN),
    )
    for name, new in cases.items()
]  # fmt: skip


@pytest.mark.parametrize(("new", "expected"), TABLE)
def test_a_change_is_of_its_class(new: dict[str, Any], expected: str | None) -> None:
    assert kind(version(), new) == expected


@pytest.mark.parametrize("new", [*INVISIBLE.values(), *SLIPS.values()])
def test_what_is_no_edit_or_a_slip_is_so_both_ways(new: dict[str, Any]) -> None:
    assert kind(new, version()) == kind(version(), new)


@pytest.mark.parametrize(("old", "new"), [
    ("قتل سبعة في الحادث", "قتل تسعة في الحادث"),
    ("يبدأ العرض في يونيو المقبل", "يبدأ العرض في يوليو المقبل"),
    ("الاجتماع يوم الثلاثاء المقبل", "الاجتماع يوم الأربعاء المقبل"),
    ("ارتفعت الأسعار 5% هذا العام", "ارتفعت الأسعار 5 هذا العام"),
    ("بلغت الحرارة -5 ليلا في الجبل", "بلغت الحرارة 5 ليلا في الجبل"),
    ("حضر اللقاء من الوزارة", "حضر اللقاء عن الوزارة"),
])  # fmt: skip
def test_what_changes_the_meaning_is_no_slip(old: str, new: str) -> None:
    assert kind(version(old), version(new)) == "correction"


def test_noise_that_changes_is_no_edit() -> None:
    def page(views: int, age: str, *links: str) -> dict[str, Any]:
        return version("\n\n".join((age, TEXT, f"{views} مشاهدة", "قد يهمك أيضا", *links)))

    assert (
        compare_versions(page(3, "منذ دقيقة", "خبر أول"), page(999, "منذ يومين", "خبران", "وثلاثة"))
        is None
    )


def test_a_text_of_nothing_but_noise_is_compared_as_it_stands() -> None:
    assert kind(version("5 مشاركات"), version("6 مشاركات")) == "correction"


def test_the_diff_shows_paragraphs_and_where() -> None:
    text = "\n\n".join((FIRST.replace("14", "15"), NEWS, THIRD))
    edit = compare_versions(
        version(lead="مقدمة"), version(text, title="المكتبة تفتح", lead="مقدمة أخرى")
    )
    assert edit
    assert edit.kind == "correction"
    assert [tuple(one) for one in edit.diff] == [
        ("title", "replace", 0, TITLE, "المكتبة تفتح"),
        ("lead", "replace", 0, "مقدمة", "مقدمة أخرى"),
        ("text", "replace", 0, FIRST, FIRST.replace("14", "15")),
        ("text", "delete", 1, SECOND, None),
        ("text", "insert", 2, None, NEWS),
    ]
    assert edit.as_values()["diff"][3] == {
        "part": "text", "op": "delete", "at": 1, "before": SECOND, "after": None,
    }  # fmt: skip


def test_places_in_the_diff_count_the_stored_paragraphs() -> None:
    edit = compare_versions(version(f"منذ ساعة\n\n{TEXT}"), changed(("14", "15")))
    assert edit
    assert [(one.op, one.at) for one in edit.diff] == [("replace", 1)]


def test_a_diff_is_bounded_and_shows_what_differs() -> None:
    long = " ".join(["كلام كثير عن المكتبة"] * 60)
    edit = compare_versions(version(f"{long} 1."), version(f"{long} 2."))
    assert edit
    (one,) = edit.diff
    assert one.before is not None
    assert one.before.endswith("1.")
    assert len(one.before) <= MAX_CHARACTERS_SHOWN + 2
    many = ["\n\n".join(f"خبر {n} من {side}" for n in range(90)) for side in ("هنا", "هناك")]
    edit = compare_versions(version(many[0]), version(many[1]))
    assert edit
    assert (len(edit.diff), edit.omitted) == (MAX_DIFFERENCES, 90 - MAX_DIFFERENCES)


def test_the_end_of_a_huge_text_counts_too() -> None:
    huge = f"{NEWS} " * 6000
    assert kind(version(huge), version(huge + "ختام")) == "correction"
    assert kind(version(huge), version(huge)) is None
    lines = "\n\n".join(["لا."] * 9000)
    assert kind(version(lines), version(f"{lines}\n\nنعم.")) == "correction"
    assert kind(version("لا. " * 9000), version("لا. " * 9000 + "نعم.")) == "correction"


def mutations(seed: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return an article and another made of its words."""
    chance = random.Random(seed)
    words = TEXT.split(" ")
    for _ in range(chance.randrange(1, 12)):
        at = chance.randrange(len(words))
        words[at : at + chance.randrange(2)] = chance.choices(
            ["كلمة", "12", "،", "", words[at], "جملة.", "\n\n"], k=chance.randrange(3)
        )
    chance.shuffle(words) if seed % 7 == 0 else None
    return version(), version(" ".join(words), title=chance.choice((TITLE, "عنوان")))


@pytest.mark.parametrize("seed", range(60))
def test_comparing_is_deterministic_and_nothing_differs_from_itself(seed: int) -> None:
    old, new = mutations(seed)
    edit = compare_versions(old, new)
    assert compare_versions(old, new) == edit
    assert compare_versions(new, new) is compare_versions(old, old) is None
    assert edit is None or (edit.kind in EDIT_CLASSES and edit.diff)
    assert (edit is None) == (compare_versions(new, old) is None)
