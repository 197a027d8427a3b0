"""Words of a page around its text. A line made of nothing else is the page's, not the article's."""

import re

from crawler.text.normalise import fold_text

_NETWORKS = """
    facebook fb messenger twitter whatsapp telegram instagram insta linkedin pinterest
    interest tiktok youtube snapchat threads viber reddit tumblr vk skype wechat gmail
    nabd flipboard rss feedly android ios iphone huawei
    فيسبوك فايسبوك الفيسبوك الفايسبوك ماسنجر مسنجر تويتر واتساب واتسآب
    الواتساب تلغرام تليغرام تليجرام تيليجرام تلجرام التلغرام انستغرام انستجرام إنستا
    انستقرام الانستغرام لينكدإن لينكدين بنترست بينتريست بنترست تيكتوك يوتيوب
    اليوتيوب سنابشات ثريدز فايبر ڤايبر ريديت جوجل غوغل قوقل ايفون
    آيفون أندرويد اندرويد
"""
# Each makes a line of these words the page's.
_SURE_WORDS = """
    شاركها شاركه شاركنا شاركونا مشاركة مشاركه المشاركات مشاركات انشرها
    طباعة إطبع أرسله إرسال ارسال نسخ انسخ النسخ حفظ تعليق تعليقا تعليقك تعليقكم
    تعليقاتكم تعليقات التعليق التعليقات ردود رد ردا ردك إعلان اعلان إعلانات اعلانات إعلاني
    ممول برعاية تابعنا تابعونا تابعينا تابعوا اشترك إشترك اشتركوا اشتراك الإشتراك للإشتراك انضم
    انضموا تحميل المزيد مزيد اقرؤوا اقرأوا إستمع استمعوا
    استماع للاستماع الاستماع الأكثر مشاهدات مشاهدة مشاهده القراءات قراءات وسوم الوسوم
    متعلقة مرتبطة مشابهة ذات صلة التالي التالى السابق تسجيل الدخول اضغط إضغط
    أضغط انقر أنقر الضغط النقر الرئيسية تكبير تصغير بحث إغلاق اغلاق إخفاء إظهار نشرتنا
    قناتنا صفحتنا حسابنا تطبيقنا موقعنا تفاصيل التفاصيل متصفحك إعجاب أعجبني الإعجابات ترويج
    عاجل مباشر المباشر بثنا صوتيا بالصوت راسلنا اتصل نحن بنا معنا كوكيز الخصوصية مقترحة
    مختارات مقترحات إضافة اضافة أترك إدارة رواجا تداولا شيوعا
    إكس اكس pdf تنزيل المفضلة للمفضلة تقييم قيم تشغيل تصفح شوف كمان إلغاء أوافق موافق قبول رفض
    إعدادات بلاغ مدفوع تهمك يهمك يعجبك للأعلى نرشح اخترنا ننصح نقترح الرجاء المظلم الليلي إنشاء
    المتبقية نافذة رأيك مرتبط
    share shares tweet print email mail copy copied link url short embed save follow subscribe
    subscription newsletter login logout register sign comment comments reply replies like likes
    view views reads read more related posts post articles trending search close result results
    advertisement advertisements ads ad sponsored promoted loading load next previous prev home
    menu skip back top download listen play pause mute captcha recaptcha javascript browser cookies
    cookie redirecting tags tag categories category bookmark click report
"""
# Imperatives that are also verbs of a narrator: never after «و», never alone.
_SURE_VERBS = """
    شارك شاركي شاركوا انشر حمل نزل علق سجل شاهد شاهدوا طالع ابحث اطبع اترك اكتب أضف أرسل استمع
    اقرأ إقرأ تابع تابعوا زر تواصل
"""
# These say nothing alone.
_OTHER_WORDS = """
    على علي عبر في من إلى الى عن مع أو او و ثم هذا هذه هنا لا لم كل أي اي أول أولا كن ما قد يهمك
    يعجبك تهمك تعجبك أيضا ايضا اكثر أكثر كذلك الآن الان اليوم مجانا لك لكم كزائر زائر زوار الزوار
    القراء قراءة قراءه القراءة القارئ عزيزي خبر الخبر خبرا أخبار الأخبار اخبار آخر اخر أحدث احدث
    جديد جديدا الجديد مقال المقال المقالة مقالة موضوع الموضوع الصفحة صفحة صفحات موقع الموقع مواقع
    بوابة قناة القناة قنوات حساب حسابات مجموعة رابط الرابط مختصر نص النص التقرير محتوى المحتوى فيديو
    الفيديو الصور صور صورة ألبوم شبكات وسائل منصات التواصل الاجتماعي الاجتماعى التطبيق تطبيق
    تطبيقات التطبيقات البريد الإلكتروني الالكتروني الإلكترونية بريدك بريدكم نشرة النشرة البريدية
    الإخبارية الاخبارية اليومية تلقي لتلقي لتصلك ليصلك لمتابعة بحثا البحث الكلمات
    الدلالية الدالة المفتاحية دلالية دالة مفتاحية مفتاح مفاتيح العلامات عدد مرة مرات المشاهدة
    حجم الخط خط الذهاب العودة الأعلى اعلى أعلى ترك رأيك برأيك رأي آراء الأصدقاء صديق صديقك
    أصدقائك لأصدقائك مغلقة مغلق توجد يوجد حتى بعد مطلوب مطلوبة الحقول الإلزامية العب الراديو
    إذاعة الإذاعة بث البث الصوت صوت صوتي نسخة النسخة تم بنجاح قراءته نشره الكل جميع
    كافة عرض رسالة الرسالة قائمة القائمة الرجاء يرجى من فضلك بواسطة المحرر تصفح الكاتب رواد
    الاشعارات إشعارات الإشعارات تفعيل السابقة التالية المقبل القادم قسم القسم الأقسام تصنيف
    كاملا كامل كاملة العدد الورقي الورقية الإلكتروني نسخة وضع ملفات الارتباط يستخدم مخالف كلمة
    المرور
    مقالات مواضيع موضوعات كلمات سياسة نسيت المستخدمون المستخدمين أصوات صوت أحرف الأحرف جودة إكس
    يضيف يعلق يكتب قصير الانتظار العام
    عام الاسم اسمك هل كان مفيدا مفيد نعم يهمنا اطلع تقرأ تقرؤون تقرأون أخرى اخرى
    قراء ذكر فى للمشاركة المشاركه للمزيد لمزيد للتفاصيل للتعليق متوفر متاح قصص قصة ملف
    اخترنا نرشح ننصح نقترح مستخدمي عنا انتظر لحظة جاري جارى التحميل حقوق محفوظة
    نبض نيوز بلاي ستور بريد فيس بوك تيك توك واتس الواتس اب سناب شات لينكد ان
    x line in pin interest whats google news app store play gallery on via to the a an and or of
    for in this that your you us our all no now please enter here box
    is was video unavailable must enabled enable powered wordpress page full article story by
    with from it be first time min mins minute minutes plus
    أعجب بهذه
    latest recent popular most add leave write submit send up out not has have continue
"""
_PREFIXES = ("", "ال", "و", "وال", "ل", "لل", "ب", "بال")
_TOKENS = re.compile(r"[a-z]+|\d+|[^\W\d_a-z]+")
_MAX_WORDS = 14
_MAX_NUMBERS = 4
_MIN_PREFIXED_CHARS = 4


def _expand(words: str, prefixes: tuple[str, ...], min_chars: int = 1) -> frozenset[str]:
    """Return the words with prefixes; a short one would become another word («رد», «ورد»)."""
    return frozenset(
        prefix + word
        for word in fold_text(words).split()
        for prefix in (prefixes if len(word) >= min_chars else prefixes[:2])
    )


_SURE = _expand(_NETWORKS + _SURE_WORDS, _PREFIXES, _MIN_PREFIXED_CHARS)
_VERBS = _expand(_SURE_VERBS, ("",))
_KNOWN = _SURE | _VERBS | _expand(_OTHER_WORDS, _PREFIXES)
# Names of networks and buttons without a space between.
_GLUED_NETWORKS = re.compile(
    r"(?:facebook|twitter|whatsapp|telegram|instagram|linkedin|pinterest|email|print|copy|link|url"
    r"|share|messenger|viber|threads|reddit|tumblr|youtube|x){2,}"
)
# «+A -A», «ع ع ع», «أ- أ+»
_FONT_SIZES = re.compile(r"[\s\W_]*(?:(?:a|ا|ع|ض|t|ط)[\s\W_]*){2,4}")


def has_only_page_words(folded_text: str) -> bool:
    """Say whether a folded line is made of words of the page alone, one of them a sure one."""
    if not folded_text or len(folded_text) > 160:
        return False
    if _FONT_SIZES.fullmatch(folded_text):
        return True
    words = _TOKENS.findall(folded_text)
    numbers = sum(word.isdigit() for word in words)
    if not numbers < len(words) <= _MAX_WORDS + numbers or numbers > _MAX_NUMBERS:
        return False
    has_sure_word = False
    for word in words:
        if word in _SURE or (word in _VERBS and len(words) > 1) or _GLUED_NETWORKS.fullmatch(word):
            has_sure_word = True
        elif not (word in _KNOWN or word.isdigit()):
            return False
    return has_sure_word


def measure_page_words(folded_text: str) -> float:
    """Return the share of sure words of the page among a line's words."""
    words = [word for word in _TOKENS.findall(folded_text) if not word.isdigit()]
    return sum(word in _SURE for word in words) / len(words) if words else 0.0
