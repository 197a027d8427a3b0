# ruff: noqa: E501 - sentences are read more easily whole
"""Templates of routine reports: the same words every day and in every city, other figures, names."""

import random
from collections.abc import Callable
from datetime import timedelta

from tests.bench.dedupe.pair import PublishedArticle
from tests.bench.dedupe.sources import DAY

CITIES = (
    *("الرياض", "جدة", "الدمام", "القاهرة", "الإسكندرية", "أسوان", "عمّان", "إربد", "بيروت"),
    *("صيدا", "دمشق", "حلب", "بغداد", "البصرة", "الموصل", "تونس", "صفاقس", "الجزائر", "وهران"),
    *("الرباط", "فاس", "مراكش", "الدوحة", "المنامة", "مسقط", "صلالة", "الكويت", "دبي", "الخرطوم"),
)
CLUBS = (
    *("الأهلي", "الزمالك", "الهلال", "النصر", "الاتحاد", "الشباب", "الترجي", "الوداد", "الرجاء"),
    *("السد", "العين", "الوحدة", "الجزيرة", "الفيصلي", "الزوراء", "المحرق", "القادسية", "ظفار"),
)
PEOPLE = (
    *("سامي الحربي", "كريم منصور", "يوسف بلحاج", "عادل الشامي", "مروان التازي", "نبيل خوري"),
    *("هاني عبد ربه", "طارق الزعبي", "وليد السعدي", "أنس المرزوقي", "رامي حداد", "فارس العلي"),
    *("زياد القاسم", "ماهر الدوري", "باسم الكندي", "عمر بن عيسى", "سعد المطيري", "حسن فواز"),
)
SKIES = ("صحوا", "غائما جزئيا", "غائما", "مغبرا", "حارا نسبيا", "معتدلا", "ممطرا على فترات")
WINDS = ("شمالية", "شمالية غربية", "جنوبية", "شرقية", "غربية", "متقلبة الاتجاه")


def weather(random_: random.Random, day: int) -> PublishedArticle:
    """Report a city's weather."""
    city = random_.choice(CITIES)
    high = random_.randint(17, 44)
    text = (
        f"توقعت هيئة الأرصاد الجوية أن يكون الطقس اليوم في {city} {random_.choice(SKIES)}، وأن تبلغ "
        f"درجة الحرارة العظمى {high} درجة مئوية والصغرى {high - random_.randint(6, 14)} درجة.\n\n"
        f"وقالت الهيئة في نشرتها اليومية إن الرياح ستكون {random_.choice(WINDS)} بسرعة تتراوح بين "
        f"{random_.randint(8, 20)} و{random_.randint(22, 45)} كيلومترا في الساعة، وإن الرطوبة ستصل إلى "
        f"{random_.randint(15, 90)} في المئة.\n\n"
        "ونصحت الهيئة المواطنين بمتابعة النشرات الجوية وتجنب التعرض المباشر لأشعة الشمس وقت الظهيرة، "
        "وبأخذ الحيطة عند القيادة على الطرق السريعة."
    )
    title = random_.choice((f"حالة الطقس اليوم في {city}", "حالة الطقس اليوم"))
    return PublishedArticle(title=title, text=text, published_at=DAY + timedelta(days=day))


def prices(random_: random.Random, day: int) -> PublishedArticle:
    """Report prices of gold and currencies."""
    gram = random_.randint(3000, 5200)
    rows = "\n\n".join(
        f"سجل سعر {name} {random_.randint(20, 60)}.{random_.randint(10, 99)} جنيها للشراء و"
        f"{random_.randint(20, 60)}.{random_.randint(10, 99)} جنيها للبيع."
        for name in ("الدولار", "اليورو", "الجنيه الإسترليني", "الريال السعودي", "الدينار الكويتي")
    )
    text = (
        f"استقرت أسعار الذهب في محال الصاغة في بداية تعاملات اليوم، وسجل سعر غرام الذهب عيار 21 نحو "
        f"{gram} جنيها، وعيار 18 نحو {int(gram * 0.857)} جنيها، وعيار 24 نحو {int(gram * 1.143)} جنيها."
        f"\n\n{rows}\n\nوقالت شعبة الذهب في اتحاد الغرف التجارية إن الأسعار تتأثر بحركة العرض والطلب "
        "وبسعر الأونصة في البورصات العالمية، ونصحت المشترين بالاحتفاظ بالفاتورة."
    )
    title = "أسعار الذهب والعملات اليوم في البنوك ومحال الصاغة"
    return PublishedArticle(title=title, text=text, published_at=DAY + timedelta(days=day))


def prayers(random_: random.Random, day: int) -> PublishedArticle:
    """Report a city's prayer times."""
    city = random_.choice(CITIES)

    def clock(hour: int) -> str:
        return f"{hour}:{random_.randint(0, 59):02}"

    text = (
        f"ننشر لكم مواقيت الصلاة اليوم في {city} والمناطق المجاورة لها وفق توقيتها المحلي.\n\n"
        f"يؤذن لصلاة الفجر في الساعة {clock(5)} صباحا، وتشرق الشمس في {clock(6)}.\n\n"
        f"وموعد صلاة الظهر {clock(12)}، وصلاة العصر {clock(3)} مساء.\n\n"
        f"ويحين موعد صلاة المغرب في الساعة {clock(5)}، وصلاة العشاء {clock(7)} مساء.\n\n"
        "ويستحب الدعاء بين الأذان والإقامة، تقبل الله منا ومنكم صالح الأعمال."
    )
    return PublishedArticle(
        title=f"مواقيت الصلاة اليوم في {city}", text=text, published_at=DAY + timedelta(days=day)
    )


def match(random_: random.Random, day: int) -> PublishedArticle:
    """Report a match."""
    winner, loser = random_.sample(CLUBS, 2)
    first, second, keeper = random_.sample(PEOPLE, 3)
    minutes = sorted(random_.sample(range(3, 90), 2))
    text = (
        f"فاز {winner} على ضيفه {loser} بهدفين لهدف في المباراة التي جمعتهما مساء اليوم على ملعبه ضمن "
        f"الجولة {random_.randint(2, 30)} من بطولة الدوري.\n\n"
        f"وافتتح {first} التسجيل لأصحاب الأرض في الدقيقة {minutes[0]} من تسديدة قوية سكنت شباك الحارس "
        f"{keeper}، قبل أن يضيف {second} الهدف الثاني في الدقيقة {minutes[1]} بعد تمريرة عرضية متقنة.\n\n"
        f"وقلص {loser} الفارق في الوقت بدل الضائع من ركلة جزاء احتسبها الحكم بعد العودة إلى تقنية الفيديو.\n\n"
        f"وبهذه النتيجة رفع {winner} رصيده إلى {random_.randint(5, 60)} نقطة، فيما تجمد رصيد {loser} عند "
        f"{random_.randint(2, 50)} نقطة."
    )
    return PublishedArticle(
        title=f"{winner} يفوز على {loser}", text=text, published_at=DAY + timedelta(days=day)
    )


def market(random_: random.Random, day: int) -> PublishedArticle:
    """Report the close of a stock exchange."""
    points, move = random_.randint(3000, 13000), random_.randint(2, 199)
    risen, fallen, steady = (random_.randint(10, 120) for _ in range(3))
    text = (
        f"أغلق مؤشر سوق الأسهم الرئيس اليوم مرتفعا {move} نقطة ليقفل عند مستوى {points} نقطة، وبتداولات "
        f"بلغت قيمتها {random_.randint(2, 9)}.{random_.randint(1, 9)} مليار ريال.\n\n"
        f"وبلغت كمية الأسهم المتداولة وفق النشرة الاقتصادية اليومية {random_.randint(100, 480)} مليون سهم، "
        f"سجلت فيها أسهم {risen} شركة ارتفاعا في قيمتها، فيما أغلقت أسهم {fallen} شركة على تراجع، ولم "
        f"تتغير أسهم {steady} شركة.\n\n"
        "وتراوحت نسب الارتفاع والانخفاض ضمن الحدود المعتادة في السوق، وتصدرت المصارف والطاقة قائمة "
        "القطاعات الأكثر نشاطا بالكمية والقيمة."
    )
    return PublishedArticle(
        title="مؤشر سوق الأسهم يغلق مرتفعا", text=text, published_at=DAY + timedelta(days=day)
    )


def health(random_: random.Random, day: int) -> PublishedArticle:
    """Report a ministry's daily count."""
    text = (
        f"أعلنت وزارة الصحة اليوم تسجيل {random_.randint(20, 900)} إصابة جديدة بالحمى الموسمية خلال "
        f"الساعات الأربع والعشرين الماضية، و{random_.randint(1, 60)} حالة وفاة.\n\n"
        f"وأضافت الوزارة في بيانها اليومي أن عدد المتعافين ارتفع إلى {random_.randint(9000, 99000)} حالة، "
        f"وأن {random_.randint(30, 400)} مريضا يتلقون العلاج في أقسام العناية المركزة.\n\n"
        "ودعت الوزارة المواطنين والمقيمين إلى الالتزام بالإجراءات الوقائية وغسل اليدين وتجنب الأماكن "
        "المزدحمة، والتوجه إلى أقرب مركز صحي عند ظهور الأعراض."
    )
    title = "وزارة الصحة تعلن حصيلة الإصابات اليومية"
    return PublishedArticle(title=title, text=text, published_at=DAY + timedelta(days=day))


def mourning(random_: random.Random, day: int) -> PublishedArticle:
    """Write an obituary: names only, no figures."""
    who, son, city = random_.choice(PEOPLE), random_.choice(PEOPLE), random_.choice(CITIES)
    text = (
        f"انتقل إلى رحمة الله تعالى {who} بعد عمر حافل بالعطاء، وسيصلى عليه بعد صلاة العصر في الجامع "
        f"الكبير في {city} ويوارى الثرى في مقبرة العائلة.\n\n"
        f"وتتقبل العائلة التعازي في منزل ابن الفقيد {son}، وللنساء في القاعة المجاورة، طوال أيام العزاء "
        "الثلاثة من بعد صلاة المغرب.\n\n"
        "وتتقدم أسرة التحرير من عائلة الفقيد وذويه بأحر التعازي، سائلة الله أن يتغمده بواسع رحمته ويسكنه "
        "فسيح جناته وأن يلهم أهله الصبر والسلوان."
    )
    return PublishedArticle(
        title=f"{who} في ذمة الله", text=text, published_at=DAY + timedelta(days=day)
    )


def post(random_: random.Random, day: int) -> PublishedArticle:
    """Report an appointment: names only, no figures."""
    who, city = random_.choice(PEOPLE), random_.choice(CITIES)
    office = random_.choice(
        ("الصحة", "التعليم", "النقل", "الزراعة", "الثقافة", "الرياضة", "البيئة")
    )
    text = (
        f"أصدر رئيس مجلس الوزراء اليوم قرارا بتعيين {who} مديرا عاما لمديرية {office} في {city} خلفا "
        f"لسلفه الذي أحيل إلى التقاعد.\n\n"
        f"ويحمل {who} شهادة عليا في الإدارة العامة، وتدرج في عدد من الوظائف القيادية قبل تكليفه بمهامه "
        "الجديدة، وشارك في كثير من المؤتمرات والدورات داخل البلاد وخارجها.\n\n"
        "وأعرب المدير العام الجديد عن شكره لثقة القيادة، مؤكدا أنه سيبذل قصارى جهده لخدمة المواطنين "
        "وتطوير العمل بروح الفريق الواحد."
    )
    title = f"تعيين {who} مديرا لمديرية {office} في {city}"
    return PublishedArticle(title=title, text=text, published_at=DAY + timedelta(days=day))


ReportTemplate = Callable[[random.Random, int], PublishedArticle]
REPORT_TEMPLATES: dict[str, ReportTemplate] = {
    "weather": weather,
    "prices": prices,
    "prayer times": prayers,
    "match reports": match,
    "market close": market,
    "daily count": health,
    "obituaries": mourning,
    "appointments": post,
}
