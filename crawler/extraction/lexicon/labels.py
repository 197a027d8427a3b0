"""Labels of sections, tags, captions and credits; titles of service and error pages."""

import re

from crawler.extraction.lexicon.phrases import SPACES_AND_SIGNS, build_phrase_pattern

# Before a section's name.
SECTION_LABEL = re.compile(
    rf"^{SPACES_AND_SIGNS}(?:" + build_phrase_pattern(
        """
        أقسام | الأقسام | القسم | قسم | التصنيف | التصنيفات | تصنيف | في قسم | section |
        categories | category
        """
    )
    + rf")(?!\w){SPACES_AND_SIGNS}"
)  # fmt: skip
FRONT_PAGE_LABEL = re.compile(
    rf"^{SPACES_AND_SIGNS}(?:" + build_phrase_pattern(
        """
        الرئيسية | الصفحة الرئيسية | الرئيسيه | رئيسية | البداية | الاستقبال |
        الاستقبال الرئيسية | أنت هنا | أنت الآن في | موقعك الحالي | المسار | الصفحة الأولى |
        الصفحة الرئيسة | الرئيسة | الواجهة | واجهة الموقع | home | homepage | accueil | main |
        index | you are here | startseite | start
        """
    )
    + rf"){SPACES_AND_SIGNS}$"
)  # fmt: skip
# The beginning of a breadcrumb printed as a line.
BREADCRUMB_START = re.compile(rf"{FRONT_PAGE_LABEL.pattern.removesuffix('$')}[»«>›<‹/|:←→-]")
TAG_LABEL = re.compile(
    rf"^{SPACES_AND_SIGNS}(?:" + build_phrase_pattern(
        """
        وسوم | الوسوم | الكلمات المفتاحية | كلمات مفتاحية | كلمات دلالية | الكلمات الدلالية |
        كلمات مفاتيح | الكلمات المفاتيح | مفاتيح | كلمات دالة | الكلمات الدالة | دلالات |
        علامات | العلامات | تاغ | تاغات | تاج | هاشتاغ | هاشتاج | كلمات البحث | كلمات مرجعية |
        كلمات مرتبطة | كلمات ذات علاقة | مواضيع | المواضيع | موضوعات | الموضوعات | tags | tag |
        keywords | mots clés | mots-clés | étiquettes | topics
        """
    )
    + rf")(?!\w){SPACES_AND_SIGNS}"
)  # fmt: skip

# Before a photo's caption, and before its credit.
CAPTION_LABEL = re.compile(rf"^{SPACES_AND_SIGNS}(?:" + build_phrase_pattern(
        """
        التعليق على الصورة | تعليق على الصورة | تعليق الصورة | شرح الصورة | image caption |
        caption
        """
    ) + r")\s*[:،,\-–]?\s*")  # fmt: skip
CREDIT_LABEL = re.compile(
    r"(?:^|[\s(|،\-–/])(?:"
    + build_phrase_pattern(
        """
        مصدر الصورة | صدر الصورة | المصدر | تصوير | عدسة | بعدسة | الصورة من | صورة من |
        الصورة | حقوق الصورة | image source | photo by | photo | credit | crédit | source
        """
    )
    + r")\s*[:/،,\-–]\s*"
)  # fmt: skip
# «صورة: …» begins captions, but after a sign it names the owner.
CREDIT_AFTER_SIGN = re.compile(rf"[|(\-–—/]\s*(?:{build_phrase_pattern('صورة | صور')})\s*:\s*")
# In brackets a name needs no sign after the label.
OWNER_LABEL = re.compile(
    r"\W*(?:"
    + build_phrase_pattern(
        """
        المصدر | مصدر الصورة | تصوير | عدسة | بعدسة | الصورة من | صورة من | photo by | photo |
        credit | crédit | source
        """
    )
    + r")(?:\s*[:/\-–]\s*|\s+)(?=\w)"
)  # fmt: skip
PHOTO_AGENCIES = re.compile(
    rf"{SPACES_AND_SIGNS}(?:"
    + build_phrase_pattern(
        """
        غيتي | جيتي | غيتي إيمجز | جيتي إيمجز | غيتي ايمدجز | شترستوك | شاترستوك | أي ستوك |
        بيكساباي | أونسبلاش | فليكر | ويكيبيديا | ويكيميديا | مواقع التواصل |
        مواقع التواصل الاجتماعي | وسائل التواصل | وسائل التواصل الاجتماعي | الإنترنت |
        إنترنت | فيسبوك | تويتر | إنستغرام | منصة إكس | getty | getty images | shutterstock |
        istock | alamy | epa | pixabay | unsplash | flickr | wikipedia | wikimedia |
        wikimedia commons | social media | facebook | twitter | instagram
        """
    )
    + rf"){SPACES_AND_SIGNS}"
)  # fmt: skip

# On the page of an address without content.
NOT_FOUND_PHRASE = re.compile(
    build_phrase_pattern(
        """
        الصفحة غير موجودة | لم يتم العثور على الصفحة | لم يتم العثور | صفحة غير موجودة |
        الصفحة المطلوبة غير موجودة | الصفحة التي تبحث عنها | عذرا الصفحة | خطأ 404 | 404 |
        page not found | not found | المحتوى غير متوفر | هذه الصفحة لم تعد
        """
    )
)  # fmt: skip

# Titles of an outlet's service pages, matched whole: no headline is so short.
SERVICE_PAGE_TITLE = re.compile(
    rf"{SPACES_AND_SIGNS}(?:"
    + build_phrase_pattern(
        """
        من نحن | من نكون | عن الموقع | عن الجريدة | عن الصحيفة | عن القناة | عنا | حول الموقع |
        تعرف علينا | تعريف | اتصل بنا | اتصلوا بنا | للاتصال بنا | الاتصال بنا | تواصل معنا |
        للتواصل معنا | راسلنا | أعلن معنا | أعلن لدينا | الإعلان معنا | للإعلان | للنشر معنا |
        الإعلانات | سياسة الخصوصية | الخصوصية | بيان الخصوصية | سياسة ملفات الارتباط |
        سياسة الكوكيز | سياسة النشر | سياسة التحرير | السياسة التحريرية | ميثاق التحرير |
        شروط الاستخدام | الشروط والأحكام | شروط النشر | اتفاقية الاستخدام | حقوق النشر |
        الأحكام والشروط | تنبيه قانوني | إخلاء مسؤولية | إخلاء المسؤولية | بيانات قانونية |
        معلومات قانونية | إشعار قانوني | هيئة التحرير | فريق التحرير | أسرة التحرير |
        فريق العمل | طاقم التحرير | كتابنا | كتاب الرأي | خريطة الموقع | خارطة الموقع |
        الأسئلة الشائعة | تسجيل الدخول | إنشاء حساب | الأرشيف | البث المباشر | الاشتراك |
        about us | about | contact us | contact | privacy policy | terms of use | terms |
        terms and conditions | disclaimer | advertise with us | advertise | sitemap | login |
        mentions légales | contactez nous | qui sommes nous | à propos
        """
    )
    + rf"){SPACES_AND_SIGNS}"
)  # fmt: skip

# The last step of a breadcrumb that does not repeat the headline.
DETAILS_STEP = re.compile(
    rf"{SPACES_AND_SIGNS}(?:"
    + build_phrase_pattern(
        "التفاصيل | تفاصيل | تفاصيل الخبر | الخبر | المقال | عرض الخبر | اقرأ | details"
    )
    + rf"){SPACES_AND_SIGNS}"
)

# What the frame of an application asks its reader to allow, and what it says while it loads.
SCRIPT_LANGUAGE_NAME = re.compile(
    build_phrase_pattern(
        """
        javascript | java script | java-script | جافا سكريبت | جافاسكريبت | جافا سكربت |
        جافاسكربت | جافا سكريب | جافاسكريب | جافا سكريبات
        """
    )
)  # fmt: skip
LOADING_PHRASE = re.compile(
    rf"{SPACES_AND_SIGNS}(?:"
    + build_phrase_pattern(
        """
        جاري التحميل | جار التحميل | جاري تحميل الصفحة | جار تحميل الصفحة | يتم التحميل |
        يتم تحميل الصفحة | جاري تحميل المحتوى | جار تحميل المحتوى | تحميل | يرجى الانتظار |
        الرجاء الانتظار | انتظر | انتظر قليلا | لحظات | لحظة من فضلك | جاري التحميل يرجى الانتظار |
        loading | loading please wait | please wait | chargement | chargement en cours |
        veuillez patienter
        """
    )
    + rf"){SPACES_AND_SIGNS}"
)  # fmt: skip
