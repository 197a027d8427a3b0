"""HTML that outlets share: bodies, dates in words, readers' comments."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from html import escape
from itertools import groupby

from tests.newsroom.story import Block

WEEKDAYS = ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")
MONTHS = (
    "يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو",
    "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر",
)  # fmt: skip
LEVANTINE_MONTHS = (
    "كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران",
    "تموز", "آب", "أيلول", "تشرين الأول", "تشرين الثاني", "كانون الأول",
)  # fmt: skip
_ARABIC_INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")

# Name, date as printed, words.
_COMMENTS = (
    ("أبو يوسف", "منذ ساعتين", "خبر مفرح، نتمنى أن نرى النتيجة على الأرض قبل نهاية العام."),
    ("نجلاء م.", "22 نوفمبر 2026 الساعة 9:15 ص", "شكرا على التفاصيل، ينقص المقال رأي الأهالي."),
    ("متابع", "21 نوفمبر 2026 الساعة 11:40 م", "كلام سمعناه من قبل، والعبرة بالتنفيذ."),
    ("رامي السعدي", "أمس", "هل هناك رقم للتواصل مع الجهة المنظمة؟"),
    ("سلمى", "منذ يوم واحد", "أرجو نشر جدول المواعيد كاملا."),
)  # fmt: skip

_TAGS = {"p": "p", "h": "h2", "quote": "blockquote", "li": "li"}
Render = Callable[[Block], str]


def day_in_words(day: date, months: Sequence[str] = MONTHS, *, comma: str = "،") -> str:
    """Write a day as a newspaper does: weekday, day, month, year."""
    return f"{WEEKDAYS[day.weekday()]}{comma} {day.day} {months[day.month - 1]} {day.year}"


def arabic_indic(text: str) -> str:
    """Write digits as the eastern Arab countries do."""
    return text.translate(_ARABIC_INDIC)


def twelve_hours(moment: datetime) -> str:
    """Write a time of day with صباحا or مساء shortened."""
    half_day = "ص" if moment.hour < 12 else "م"
    return f"{moment.hour % 12 or 12:02}:{moment.minute:02} {half_day}"


def plain(block: Block) -> str:
    """Render a block as the element for its kind."""
    tag = _TAGS[block.kind]
    words = escape(block.text, quote=False)
    return f"<{tag}><p>{words}</p></{tag}>" if block.kind == "quote" else f"<{tag}>{words}</{tag}>"


def body(
    blocks: Iterable[Block], inserts: Mapping[int, str] | None = None, render: Render = plain
) -> str:
    """Render a body, with `inserts` by the number of the group they follow, counted from one.

    A group is one block, or all items of one list.
    """
    parts = []
    groups = groupby(enumerate(blocks), key=lambda pair: "li" if pair[1].kind == "li" else pair[0])
    for number, (key, group) in enumerate(groups, start=1):
        html = "\n".join(render(block) for _, block in group)
        parts.append(f"<ul>\n{html}\n</ul>" if key == "li" else html)
        parts.append((inserts or {}).get(number, ""))
    return "\n".join(part for part in parts if part)


def comments(seed: int, count: int = 2) -> list[tuple[str, str, str]]:
    """Choose readers' comments: name, date as printed, words."""
    return [_COMMENTS[(seed + index) % len(_COMMENTS)] for index in range(count)]
