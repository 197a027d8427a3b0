"""Short lines of a page around its text: imprint, end signs, photos, neighbours.

All patterns are matched with folded texts.
"""

import re

from crawler.extraction.lexicon.phrases import SPACES_AND_SIGNS, build_phrase_pattern

_START = rf"{SPACES_AND_SIGNS}"
_WORD_END = r"(?!\w)"

# Headlines of the articles before and after this one.
NEIGHBOUR = re.compile(
    _START
    + r"(?:"
    + build_phrase_pattern(
        """
        السابق | التالي | المقال السابق | المقالة السابقة | المقالة التالية | المقال التالي |
        الخبر السابق | الخبر التالي | الموضوع السابق | الموضوع التالي | السابقة | التالية |
        المقال القادم | previous | next
        """
    )
    + r")(?:\s*[:|«»<>←→-]+\s*|\s+)(?=\w+\s+\w+\s+\w)"
)  # fmt: skip
# «رئيس مجلس الإدارة: د. فلان», the imprint's lines: a name behind the office ...
IMPRINT = re.compile(
    _START
    + r"(?:"
    + build_phrase_pattern(
        """
        رئيس مجلس الإدارة | رئيسة مجلس الإدارة | رئيس التحرير | رئيسة التحرير | مدير التحرير |
        مديرة التحرير | نائب رئيس التحرير | رئيس التحرير المسؤول | المدير المسؤول | مدير النشر |
        صاحب الامتياز | صاحبة الامتياز | مدير الموقع | المشرف العام | مستشار التحرير |
        سكرتير التحرير | هيئة التحرير | تصميم وبرمجة | تصميم وتطوير | برمجة وتصميم
        """
    )
    + r")\s*[:/]?\s*(?:\w{1,2}\.\s*)?(?!(?:لم|لن|لا|ما|هل|ان|نحن)\s)"
    r"\w+(?:\s+\w+){1,3}[\s\W_]*"
)
# ... and, at the ends of a text, where to find the outlet.
ADDRESS = re.compile(
    _START
    + r"(?:"
    + build_phrase_pattern(
        """
        المدير العام | الناشر | المدير الفني | رقم الإيداع | رقم الترخيص | العنوان | هاتف | تلفون |
        فاكس | البريد الإلكتروني | powered by
        """
    )
    + r")\s*[:/]\s*\S"
)
# «تردد القناة على النايل سات: 11096 أفقي 27500»
FREQUENCY = re.compile(
    rf"{_START}(?:{build_phrase_pattern('تردد | ترددات')})(?!\w).{{0,120}}?(?<!\w)(?:"
    + build_phrase_pattern(
        """
        نايل سات | النايل سات | عربسات | عرب سات | هوت بيرد | سهيل سات | أفقي | عمودي | افقى |
        hd | القناة | قناتنا | قناتي
        """
    )
    + r")(?!\w)"
)
# «اخبار لبنان على مدار الساعة»
SLOGAN = re.compile(
    rf"{_START}(?:(?:\w+\s+){{0,4}}{build_phrase_pattern('على مدار الساعة')}"
    rf"|(?:{build_phrase_pattern('مرحبا | أهلا | مرحبا بك | مرحبا بكم | أهلا بكم')})\s.{{0,40}}?"
    rf"(?:{build_phrase_pattern('موقع | بوابة | صحيفة | شبكة | منتدى | منصة')})(?!\w).{{0,160}})"
    rf"{SPACES_AND_SIGNS}"
)
# «انتهى», «(انتهى)/ ع.ش», «###», «-30-»
END_SIGN = re.compile(
    rf"{_START}(?:{build_phrase_pattern('انتهى | إنتهى | النهاية | تمت | يتبع | يتبع غدا')}"
    rf"){_WORD_END}(?:[\s\W_]*\w{{1,3}}(?!\w)){{0,5}}[\s\W_]*|\W*-\s*30\s*-\W*"
)
# Initials of those who wrote and edited: «ع.ش/ م.ن».
INITIALS = re.compile(r"[\s\W_]*\w{1,2}(?:\s*[./]\s*\w{1,2}){1,6}[\s\W_]*")
# A photo's line that says so itself.
PHOTO_LINE = re.compile(
    rf"{_START}(?:"
    + build_phrase_pattern(
        """
        صورة أرشيفية | صور أرشيفية | أرشيفية | أرشيف | صورة من الأرشيف | صورة توضيحية |
        صورة تعبيرية | تعبيرية | صورة متداولة | صورة خاصة | صورة تخيلية | الصورة أرشيفية |
        الصورة تعبيرية | صورة تعبيرية لـ | من الأرشيف | صورة مولدة بالذكاء الاصطناعي
        """
    )
    + rf"){_WORD_END}(?:[\s\W_]*(?:\w+[\s\W_]*){{0,6}})"
)  # fmt: skip
PHOTO_CREDIT = re.compile(
    rf"{_START}(?:"
    + build_phrase_pattern(
        """
        تصوير | عدسة | بعدسة | كاميرا | الصورة | الصور | صورة | صور | مصدر الصورة | مصدر الصور |
        حقوق الصورة | صدر الصورة | الصورة من | photo | photos | image | credit | getty images
        """
    )
    + r")\s*[:/|،]\s*(?:[\w.«»()\-–—/]+\s*){1,9}"
)  # fmt: skip
PHOTO_END = re.compile(
    r".*[(\[]\s*(?:"
    + build_phrase_pattern(
        """
        تصوير | عدسة | بعدسة | أرشيفية | أرشيف | صورة أرشيفية | الأرشيف | إنترنت | الإنترنت |
        مواقع التواصل | مواقع التواصل الاجتماعي | خاص الصورة | صورة متداولة | getty | غيتي |
        جيتي | رويترز أرشيف | صورة تعبيرية | تعبيرية
        """
    )
    + r")(?!\w)[^()\[\]]{0,40}[)\]][\s\W_]*"
)  # fmt: skip
# «سعادة رئيس التحرير», above a letter to the outlet.
LETTER_START = re.compile(
    _START
    + r"(?:"
    + build_phrase_pattern(
        """
        سعادة | معالي | فضيلة | سماحة | سيادة | السيد | السادة | الأخ | حضرة | عزيزي | عزيزتي |
        السلام عليكم | بسم الله | الحمد لله | إلى | تحية طيبة | قال تعالى
        """
    )
    + r")(?!\w)"
)
# Lines that are nothing else.
WHOLE_LINE = re.compile(
    rf"{_START}(?:"
    + build_phrase_pattern(
        """
        في هذا الموضوع | كلمات مفتاح | كلمات مفتاحية | وضع القراءة | حجم الخط ع ع |
        فيديو ذو صلة | خبر ذو صلة | مقال ذو صلة |
        البريد الإلكتروني مطلوب | البريد الإلكتروني | جودة الصوت | قد تقرأ أيضا | احفظ المقال |
        احفظ الخبر | احفظها | من أخبارنا | أهم الأخبار | أبرز الأخبار | الاسم | الاسم مطلوب |
        الموقع الإلكتروني | عرض الكل | مشاهدة الكل | نعم لا | المؤلف | رعاية | خاص | حصري |
        نبذة عن المؤلف | نبذة عن الكاتب | عن المؤلف | عن الكاتبة | تواصل مع الكاتب | انتهى الخبر |
        أقل من دقيقة | رأيك يهمنا | getty images | أخبار | الأخبار | القائمة | الصفحة الأولى |
        العدد الورقي | النسخة الورقية | اختيارات القراء | اختيارات المحرر | قد يهمك أيضا
        """
    )
    + rf"){SPACES_AND_SIGNS}"
)
# «#سوق #بلدية»; «00:00 / 03:12»; the signature of an embedded post.
MARKS = re.compile(
    r"(?:#\w+[\s،,|]*)+|\d{1,2}:\d\d(?::\d\d)?(?:\s*[/|-]\s*\d{1,2}:\d\d(?::\d\d)?)?"
    r"|[—–-].{1,60}\(@\w{1,30}\).{0,40}"
)
READING_TIME = re.compile(
    r"(?=.{0,60}(?:دقيقه|دقاءق|دقيقت|min))(?=.{0,60}(?:قراء|للقراء|read))"
    r"(?:[\W_]*(?:قراءه|القراءه|للقراءه|مده|وقت|زمن|من|اقل|حوالي|في|دقيقه|دقاءق|دقيقتان|دقيقتين"
    r"|واحده|min|mins|minutes|minute|read|\d{1,3})(?!\w)){2,8}[\W_]*"
)
# «شاهد.. عنوان خبر آخر», «بالفيديو | عنوان خبر آخر»
WATCH = re.compile(
    rf"{_START}(?:{build_phrase_pattern('شاهد | شاهدوا | بالفيديو | فيديو | بالصور | صور | إقرأ')})"
    r"\s*(?:\.{2,}|…|:|\|)\s*\w"
)
# Tags of WordPress stand before their label.
TAGS_BEFORE_LABEL = re.compile(r"(?:\w+[\s،,#]+){1,25}وسوم\W*")
SECTION_ROW = re.compile(
    rf"{_START}(?:{build_phrase_pattern('تصنيفات | التصنيفات | التصنيف | القسم | الأقسام')})"
    r"\s*:\s*\w"
)
# «كاتب وصحفي من لبنان», below an article.
_WRITER = build_phrase_pattern(
    """
    كاتب | كاتبة | صحفي | صحفية | صحافي | صحافية | باحث | باحثة | محلل | أكاديمي | أكاديمية |
    روائي | روائية | ناقد | ناقدة | خبير | محرر | محررة | إعلامي | إعلامية | مدون
    """
)
WRITER_NOTE = re.compile(
    rf"{_START}(?:\w+\s+){{0,4}}(?:{_WRITER})(?:\s+و?(?:{_WRITER}))+(?!\w).{{0,120}}"
    rf"|{_START}(?:{_WRITER})\s+(?:{build_phrase_pattern('من | في | متخصص | متخصصة | ومحلل')})"
    r"\s.{0,80}"
)
LABELLED_CAPTION = re.compile(
    _START
    + r"(?:"
    + build_phrase_pattern("التعليق على الصورة | تعليق على الصورة | تعليق الصورة | شرح الصورة")
    + r")\s*[:،,–-]\s*\S.{0,300}"
)
