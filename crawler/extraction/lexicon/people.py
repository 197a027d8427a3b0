"""Words of bylines: labels, roles, organisations, words between names."""

import re

from crawler.extraction.lexicon.phrases import SPACES_AND_SIGNS, build_phrase_pattern

# Before a person's name.
BYLINE_LABEL = re.compile(
    rf"^{SPACES_AND_SIGNS}(?:"
    + build_phrase_pattern(
        """
        بقلم | بقلم الكاتب | بقلم الكاتبة | كتب | كتبت | كتبه | كتبته | كتابة | الكاتب |
        الكاتبة | بواسطة | إعداد | اعداد وتحرير | تحرير | حوار | حاوره | حاورته | حاورها |
        أجرى الحوار | أجرت الحوار | تقرير | تحقيق | تغطية | متابعة | مراسل | ترجمة | أعده |
        أعدته | أعد التقرير | الصحفي | الصحفية | المحرر | المؤلف | المراسل | تصوير | خاص |
        رصد | مقال | by | author | written by | posted by | reporting by
        """
    )
    + r")\s*(?:[:/|\-–—]\s*|\s+)"
)  # fmt: skip
BYLINE_LABEL_WITH_COLON = re.compile(
    BYLINE_LABEL.pattern.replace(r"(?:[:/|\-–—]\s*|\s+)", r"[:/|\-–—]\s*")
)

# No person: agencies, desks, roles.
AGENCY_BYLINE = re.compile(
    rf"^{SPACES_AND_SIGNS}(?:"
    + build_phrase_pattern(
        """
        رويترز | أ ف ب | أ.ف.ب | ا ف ب | فرانس برس | وكالة فرانس برس |
        وكالة الصحافة الفرنسية | د ب أ | د.ب.أ | الألمانية | أ ب | أ.ب | أسوشيتد برس |
        اسوشييتد برس | أسوشييتد برس | وكالات | الوكالات | وكالة | أ ش أ | أ.ش.أ | أشأ | واس |
        وام | كونا | قنا | بنا | سانا | واع | وات | وفا | بترا | الأناضول | وكالة الأناضول |
        سبوتنيك | شينخوا | إفي | بلومبرغ | بلومبيرغ | تاس | نوفوستي | reuters | afp | ap |
        dpa | agencies | bloomberg | xinhua | efe | ansa | tass | cnn | bbc | dw |
        deutsche welle
        """
    )
    + rf")(?:\s*[-،,/+&وو]\s*.*)?{SPACES_AND_SIGNS}$"
)  # fmt: skip
# Beginnings of organisations' names.
ORGANISATION_START = re.compile(
    r"\W*(?:"
    + build_phrase_pattern(
        """
        موقع | صحيفة | جريدة | قناة | شبكة | إذاعة | راديو | مجلة | تلفزيون | وكالة | وكالات |
        بوابة | هيئة | هيئة التحرير | أسرة التحرير | فريق | قسم | غرفة | مكتب | إدارة |
        الموقع | منصة | مؤسسة | دار | مركز | دائرة | مديرية | وزارة | قيادة | المكتب |
        لجنة | نقابة | جمعية | بلدية | رابطة | اتحاد | مجلس | شرطة | سفارة | جامعة | شركة |
        منظمة | معهد | صوت | أخبار | سكاي نيوز | العربية نت | الجزيرة نت | شؤون | محليات |
        تقارير | قضايا | ملفات | تحقيقات | مقالات | منوعات | حوادث | رياضة | اقتصاد | سياسة |
        ثقافة | فنون | علوم | تكنولوجيا | مجتمع | العالم | الشرق الأوسط | المغرب العربي | مصدر |
        المصدر | نقلا عن | مصادر | وحدة | القسم | المحرر
        """
    )
    + r")(?!\w)"
)  # fmt: skip
_ROLES = build_phrase_pattern(
        """
        محرر | المحرر | محررو | محررون | التحرير | رئيس التحرير | مدير التحرير | هيئة التحرير |
        الموقع | مراسل | مراسلنا | مراسلون | المراسل | مندوب | غرفة الأخبار | الديسك | ديسك |
        خاص | المدير | أدمن | الإدارة | كاتب | الكاتب | صحفي | صحافي | المصدر | متابعات | متابعة |
        إعداد | نشر | الأخبار | أخبار | ويب | admin | administrator | editor | editors |
        editorial | staff | newsroom | webmaster | web | desk | news | team | redaction |
        redaktion | online | tv | agency | agencies | superuser | super | root | user | guest |
        unknown | null | none | undefined | author | press | media | newspaper | rédaction |
        la rédaction | rédacteur | correspondent | tweet | share | follow
        """
    )  # fmt: skip
# A name with one of these words is a role, not a person …
ROLE_WORD = re.compile(rf"(?:^|\W)(?:{_ROLES})(?:$|\W)")
# … and one made of nothing else is a role even where it is declared a person.
ONLY_ROLES = re.compile(rf"(?:\W*(?:{_ROLES})(?!\w))+\W*")

# First names that begin with «و», which is no «and» there.
NAMES_WITH_WAW = re.compile(
    build_phrase_pattern(
        """
        وليد | وسام | وائل | وفاء | وجدي | وردة | وداد | وسيم | وحيد | وهيب | وهبة | وهبي |
        وصفي | ولاء | وديع | وئام | وضاح | وجيه | وليم | ويليام | وناس | وصال | وفيق | وجدان |
        وسن | وعد | وردان | والي | واصف | واثق | وادي | وطفة | وهاب | ودود
        """
    )
)  # fmt: skip

# Words between names. Egypt writes the name «علي» like one of them; beside it stand names as below.
LINKING_WORD = re.compile("مع|على|عن|إلى|في|with")
COMMON_NAMES = re.compile(
    build_phrase_pattern(
        """
        محمد | أحمد | محمود | مصطفى | حسن | حسين | حسنين | إبراهيم | إسماعيل | السيد | سيد |
        عبد | عبده | عمر | عثمان | يوسف | خالد | سعيد | صالح | سالم | سليمان | جمال | كمال |
        طه | عادل | فتحي | حمدي | صلاح | ناصر | أمين | عمرو | كريم | رمضان | شعبان | عيسى |
        موسى | يحيى | زكريا | داود | طارق | هشام | ياسر | وليد | أبو | الدين | الله | الحسن |
        الحسين | فاطمة | زينب | مريم | عائشة | نور | منى | هبة | أسماء | سارة | إيمان
        """
    )
    + "|(?:عبد|ابو).+"
)  # fmt: skip

# In the address of a writer's page.
WRITER_PATH = re.compile(
    r"/(?:authors?|autor(?:en|es)?|auteurs?|writers?|columnists?|journalists?|reporters?"
    r"|contributors?|profiles?|kuttab|كاتب|كتاب|الكاتب|كتاب-الرأي)/[^/?#]",
    re.IGNORECASE,
)
