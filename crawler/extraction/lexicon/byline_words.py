"""Words by which the parts of a byline are told apart: labels, titles, roles, outlets."""

import re

from crawler.extraction.lexicon.phrases import build_phrase_pattern
from crawler.text.normalise import fold_text


def _fold_phrases(phrase_list: str) -> frozenset[str]:
    return frozenset(fold_text(phrase) for phrase in phrase_list.split("|"))


# Before the writer's name, whatever the name looks like …
WRITER_LABELS = _fold_phrases(
    """
    بقلم | بقلم الكاتب | بقلم الكاتبة | بقلم الأستاذ | بقلم الصحفي | بقلم رئيس التحرير | كتب |
    كتبت | كتبا | كتبوا | كتبه | كتبته | كتبها | كتبتها | كتب لكم | كتبت لكم | كتابة |
    يكتب | تكتب | يكتبه | يكتبها | تكتبه | تكتبها | بواسطة | من طرف | بريشة | إعداد |
    إعداد وتقديم | إعداد وتحرير | إعداد وترجمة | كتابة وإعداد | كتب وأعد | أعد الخبر |
    أعد التقرير | أعدت التقرير | أعده | أعدته | أعده للنشر | أعدها | أعدتها | أجرى الحوار |
    أجرت الحوار | أجراه | أجرته | أجرى المقابلة | أجرت المقابلة | أجرى اللقاء | حاوره | حاورته |
    حاورها | حاورتها | حاورهم | حوار أجراه | التقاه | التقته | التقاها | قابله | سأله | حررها |
    حرره | حررته | الكاتب | الكاتبة | كاتب المقال | كاتبة المقال | كاتب الخبر | اسم الكاتب |
    المؤلف | المؤلفة | صاحب المقال | الصحفي | الصحفية | الصحافي | الصحافية | المراسل | المراسلة |
    مراسلنا | مراسلتنا | مراسلنا في | مراسل | مراسلة | مراسلون | من مراسلنا | نشره | نشرته |
    نشر بواسطة | نشر من قبل | أضيف بواسطة | كتب بواسطة | تمت الكتابة بواسطة | كتبت بواسطة |
    أرسلت بواسطة | بقلم وعدسة | بقلم وريشة | قلم | تحليل إخباري بقلم | رواها | يرويها | by |
    author | authors | written by | posted by | published by | reporting by | reported by |
    story by | words by | text by | article by | created by | submitted by | par | von | door
    """
)
# … those that no sentence and no headline begins with …
SURE_LABEL_START = re.compile(
    r"(?:"
    + build_phrase_pattern("بقلم | بواسطة | نشر بواسطة | من طرف | written by | posted by | by")
    + r")(?!\w)"
)
# … and where the name shows that it is one: these may begin a headline or a paragraph.
TOPIC_LABELS = _fold_phrases(
    """
    تحرير | حوار | حوارات | مقابلة | لقاء | تقرير | تقارير | تحقيق | تحقيقات | تحليل | تغطية |
    متابعة | متابعات | متابعة وتحرير | ترجمة | ترجمة وتحرير | ترجمة بواسطة | ترجمها | ترجمته |
    خاص | خاص ب | رصد | مقال | مقالات | رأي | عرض | قراءة | المحرر | المحررة | محرر | محررة |
    دراسة | بحث | صياغة | صحفي | صحفية | صحافي | صحافية | كاتب | كاتبة | موفدنا | موفدتنا |
    الموفد | استطلاع | ريبورتاج | روبورتاج | بورتريه | قصة | شعر | خاطرة | تدوينة | انفراد |
    review
    """
)
# Before the names of people who did not write the article.
OTHER_MAKER_LABELS = _fold_phrases(
    """
    تصوير | تصوير ومونتاج | عدسة | عدسات | بعدسة | كاميرا | صور | صورة | الصور | الصورة | المصور |
    المصورة | مونتاج | إخراج | إنتاج | جرافيك | غرافيك | تصميم | رسم | رسوم | كاريكاتير | فيديو |
    تقديم | تعليق صوتي | مراجعة | تدقيق | تدقيق لغوي | مراجعة وتدقيق | إشراف | المشرف العام |
    رئيس التحرير | رئيسة التحرير | مدير التحرير | مديرة التحرير | نائب رئيس التحرير |
    سكرتير التحرير | رئيس مجلس الإدارة | المدير العام | مدير عام | الناشر | صاحب الامتياز |
    المدير المسؤول | المعلق | photo by | photos by | photography by | photo | photos | image |
    images | illustration by | edited by | reviewed by | medically reviewed by | fact checked by |
    produced by | video by | editor | editor in chief | editing by
    """
)
SOURCE_LABELS = _fold_phrases(
    """
    المصدر | المصادر | مصدر | مصدر الخبر | مصدر الموضوع | مصدر المقال | نقلا عن | نقلا من | عن |
    بالتعاون مع | بالاتفاق مع | بالاشتراك مع | source | sources | via
    """
)
MAX_LABEL_WORDS = 4
# Between a name and its date.
WEEKDAYS = _fold_phrases(
    "السبت | الأحد | الاثنين | الإثنين | الثلاثاء | الأربعاء | الخميس | الجمعة | يوم | في | نشر"
)

# Before a person's name, and no part of it.
TITLE_BEFORE_NAME = re.compile(
    r"^(?:(?:ا\.?\s?[دم]|[دام])\s*[./]\s*|(?:"
    + build_phrase_pattern(
        """
        د | الدكتور | الدكتورة | دكتور | دكتورة | الأستاذ | الأستاذة | أستاذ | أستاذة |
        الأستاذ الدكتور | البروفيسور | البروفسور | بروفيسور | المهندس | المهندسة | مهندس |
        المحامي | المحامية | الشيخ | الإعلامي | الإعلامية | الصحفي | الصحفية | الصحافي |
        الصحافية | الزميل | الزميلة | الكاتب | الكاتبة | المراسل | المراسلة | السيدة | الحاج |
        العميد | اللواء | المستشار | المستشارة | الباحث | الباحثة | الأديب | الأديبة | الشاعر |
        الشاعرة | الروائي | الروائية | الناقد | الخبير | dr | dr. | prof | prof. | mr | mr. |
        mrs | mrs. | ms | ms. | by
        """
    )
    + r")\s+)+"
)  # fmt: skip

# First words of a role or a beat: «مراسل الشؤون المحلية», «موفد الاتحاد إلى …».
ROLE_START = re.compile(
    r"(?:"
    + build_phrase_pattern(
        """
        مراسل | مراسلة | مراسلو | مراسلون | المراسل | مندوب | مندوبة | موفد | موفدة | موفدنا |
        محرر | محررة | المحرر | محررو | كاتب | كاتبة | باحث | باحثة | أستاذ | أستاذة | رئيس |
        رئيسة | مدير | مديرة | نائب | عضو | خبير | خبيرة | متابعة | متابعات | خاص | حصري |
        انفراد | تغطية | ترجمة | ترجمات | تقرير | تقارير | رصد | قسم | مكتب | كتب | كتبت |
        وكالات | هيئة | أسرة | فريق | غرفة | صفحة | ملحق | إعداد | تحرير | التحرير | بيان |
        بيان صحفي | سياسة | اقتصاد | رياضة | محليات | منوعات | تكنولوجيا | ثقافة | مجتمع
        """
    )
    + r")(?!\w)"
)  # fmt: skip
# A word of an outlet's name, anywhere in it …
OUTLET_WORD = re.compile(
    r"(?:^|\s)(?:"
    + build_phrase_pattern(
        """
        نيوز | برس | بريس | اونلاين | أون لاين | نت | دوت كوم | كوم | تي في | تيفي | ميديا | فيد |
        بوست | تايمز | تريبيون | جورنال | بلس | الإخبارية | الإخباري | الاخباري | الالكترونية |
        الإلكترونية | الإلكتروني | الإعلامية | الصحفية | news | press | media | times | post | tv |
        online | magazine | daily | tribune | journal | network | agency | group | inc | ltd | llc
        """
    )
    + r")(?:\s|$)"
)  # fmt: skip
# … its last, behind another …
OUTLET_END = re.compile(
    rf"\w+\s(?:{build_phrase_pattern('اليوم | الآن | الجديد | الجديدة | مباشر | 24')})"
)
# … or its first, before a word with the article: «صدى الشعب».
OUTLET_START = re.compile(
    r"(?:"
    + build_phrase_pattern(
        """
        صدى | صوت | نبض | عين | مرآة | مرايا | نافذة | بوابة | بوابتك | صحافة | شبكة | وكالة |
        موقع | صحيفة | جريدة | قناة | إذاعة | راديو | مجلة | تلفزيون | منصة | مركز | مؤسسة |
        أخبار | دنيا | عالم | أصداء | أنباء | ملاعب | منبر | مدار | رؤية | هنا | كل | عرب |
        ترجمات | ساحة | مراسلو
        """
    )
    + r")\s+\w+(?:\s+\w+){0,2}"
)  # fmt: skip
# In no name: a line that holds one is a sentence, a heading or a label.
NO_NAME_WORDS = _fold_phrases(
    """
    في | فى | من | إلى | عن | هل | ما | ماذا | لماذا | كيف | متى | أين | هذا | هذه | ذلك | تلك |
    التي | الذي | الذين | بعد | قبل | بين | خلال | منذ | حتى | أو | ثم | أن | إن | لا | لم | لن |
    قد | كل | بعض | غير | أكثر | أول | عند | عندما | حول | ضد | نحو | فوق | تحت | أمام | وراء |
    بدون | كان | كانت | يكون | قال | قالت | هو | هي | هم | نحن | أنا | اليوم | أمس | غدا | آخر |
    جديد | جديدة | شاهد | بالصور | بالفيديو | عاجل | the | of | and | for | in | on | at | to |
    is | are | with | from | how | what | why | this | that | your
    """
)
