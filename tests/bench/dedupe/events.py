# ruff: noqa: E501 - sentences are read more easily whole
"""Events, each reported by two authors: the same facts and quotation in other words."""

import random

from tests.bench.dedupe.pair import PublishedArticle
from tests.bench.dedupe.sources import DAY
from tests.bench.dedupe.templates import CITIES, PEOPLE

_QUOTES = (
    "لن نترك أحدا ينتظر أكثر مما انتظر",
    "هذه بداية الطريق وليست نهايته",
    "الأرقام تتكلم عن نفسها ولا تحتاج إلى شرح",
)
_WORKS = ("جسر", "مستشفى", "مكتبة عامة", "محطة قطار", "متحف", "ميناء صيد", "مدرسة مهنية", "حديقة")


def report_twice(random_: random.Random) -> tuple[PublishedArticle, PublishedArticle]:
    """Return two reports of an opening."""
    city, who, other = random_.choice(CITIES), *random_.sample(PEOPLE, 2)
    work, quote = random_.choice(_WORKS), random_.choice(_QUOTES)
    cost, years, guests = random_.randint(3, 900), random_.randint(2, 9), random_.randint(40, 900)
    first = PublishedArticle(
        title=f"افتتاح {work} في {city} بعد {years} أعوام من العمل",
        text=(
            f"قص {who}، رئيس بلدية {city}، شريط {work} طال انتظاره، وسط حشد من {guests} مدعو جاؤوا منذ "
            f"الصباح الباكر.\n\nكلف المشروع {cost} مليون دولار اقتطعت من موازنة البلدية على مراحل، وتعثر "
            f"مرتين قبل أن يستأنف قبل عامين بمقاول جديد.\n\n«{quote}»، قال رئيس البلدية وهو يصافح العمال.\n\n"
            f"ويأمل التجار في الشارع الملاصق أن تعود الحركة إلى محالهم، ويقول أحدهم، {other}، إنه باع في "
            "ساعة واحدة ما كان يبيعه في يومين."
        ),
        published_at=DAY,
    )
    second = PublishedArticle(
        title=f"{city} تحتفل بمشروعها الجديد: {work} بكلفة {cost} مليون دولار",
        text=(
            f"بعد انتظار امتد {years} أعوام صار لأهالي {city} {work} يليق بهم. فقد حضر نحو {guests} شخص حفل "
            f"التدشين الذي رعاه {who}.\n\nولم تكن الرحلة سهلة، إذ توقفت الأشغال أكثر من مرة لخلاف على "
            f"المستحقات، ووصلت الفاتورة النهائية إلى {cost} مليون دولار، أي ضعف التقدير الأول.\n\n"
            f"وفي كلمته القصيرة اكتفى بجملة واحدة: «{quote}».\n\nأما {other}، وهو صاحب متجر مجاور، فلم يخف "
            "فرحته، فالزبائن الذين غابوا طويلا ملؤوا متجره منذ الساعات الأولى، وهو يفكر في توظيف مساعد."
        ),
        published_at=DAY,
    )
    return first, second
