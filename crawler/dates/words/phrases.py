"""Words of date strings other than months and places: hours, labels, counts.

`|` separates alternatives.
"""

# The hours each part of the day may mean are in `times_of_day`.
DAY_PARTS = {
    "am": "صباح|صباحا|صباحاً|صباحًا|الصباح|صبيحة|فجرا|الفجر|ضحى|الضحى|قبل الظهر|سحرا"
    "|بعد منتصف الليل|am|a m|du matin",
    "pm": "مساء|مساءا|المساء|عصرا|العصر|بعد الظهر|بعد ظهر|بعد الظهيرة|بعد الزوال|عشية|مغربا|pm|p m",
    "noon": "ظهرا|الظهر|ظهر|الظهيرة|زوالا|الزوال|منتصف النهار|noon",
    "night": "ليلا|الليل|ليل",
    "midnight": "منتصف الليل|midnight",
}
HOURS = {
    1: "الواحدة", 2: "الثانية", 3: "الثالثة", 4: "الرابعة", 5: "الخامسة", 6: "السادسة",
    7: "السابعة", 8: "الثامنة", 9: "التاسعة", 10: "العاشرة",
    11: "الحادية عشرة|الحادية عشر", 12: "الثانية عشرة|الثانية عشر",
}  # fmt: skip
# Minutes past the hour; «نصف ساعة» alone is a count.
HOUR_FRACTIONS = {
    30: "والنصف|ونصف|و النصف|و نصف|نصف",
    15: "والربع|وربع|و الربع|و ربع|ربع",
    20: "والثلث|وثلث|و الثلث|و ثلث|ثلث",
    -15: "إلا ربعا|إلا ربع|إلا الربع",
    -20: "إلا ثلثا|إلا ثلث|إلا الثلث",
}

# Days of the month in words: the units, joined to ten, twenty and thirty in `index`.
DAY_UNITS = {
    1: "الأول|أول|غرة", 2: "الثاني", 3: "الثالث", 4: "الرابع", 5: "الخامس",
    6: "السادس", 7: "السابع", 8: "الثامن", 9: "التاسع", 10: "العاشر",
}  # fmt: skip
ELEVENTH = "الحادي"

# «3» is the count of «ثلاث ساعات»; teens end in «عشر» or «عشرة».
COUNTS = {
    1: "واحد|واحدة|an|one|une|un", 2: "اثنين|اثنتين|two", 3: "ثلاث|ثلاثة|three",
    4: "أربع|أربعة|four", 5: "خمس|خمسة|five", 6: "ست|ستة|six", 7: "سبع|سبعة|seven",
    8: "ثماني|ثمانية|ثمان|eight", 9: "تسع|تسعة|nine", 10: "عشر|عشرة|ten",
    11: "أحد عشر|إحدى عشرة|إحدى عشر", 12: "اثني عشر|اثنتي عشرة|اثنا عشر", 20: "عشرين|عشرون",
    30: "ثلاثين|ثلاثون", 40: "أربعين|أربعون", 50: "خمسين|خمسون",
}  # fmt: skip
TIME_UNITS = {
    "second": "ثانية|ثواني|ثوان|second|seconds|sec|secs|secondes",
    "minute": "دقيقة|دقائق|دقايق|minute|minutes|min|mins",
    "hour": "ساعة|ساعات|hour|hours|hr|hrs|heure|heures",
    "day": "يوم|أيام|يوما|day|days|jour|jours",
    "week": "أسبوع|أسابيع|أسبوعا|week|weeks|semaine|semaines",
    "month": "شهر|أشهر|شهور|شهرا|month|months|mois",
    "year": "سنة|سنوات|سنين|عام|أعوام|عاما|year|years|ans",
}
DUAL_TIME_UNITS = {
    "second": "ثانيتين|ثانيتان",
    "minute": "دقيقتين|دقيقتان",
    "hour": "ساعتين|ساعتان",
    "day": "يومين|يومان",
    "week": "أسبوعين|أسبوعان",
    "month": "شهرين|شهران",
    "year": "سنتين|سنتان|عامين|عامان",
}
DAYS_BACK = {
    0: "اليوم|today|aujourd hui",
    1: "أمس|امس|الأمس|البارحة|yesterday|hier",
    2: "أول أمس|أول من أمس|أمس الأول|اول امبارح|أمس الاول|قبل أمس|أمس الأسبق|avant hier",
}
# Units of an age of one letter: «3 س», «منذ 5 د». Those of the hour also part hours and minutes.
SHORT_HOUR = "h|س|سا"
SHORT_TIME_UNITS = {"minute": "د", "day": "ي|d|j", "week": "w"}
# The precision of «now»; a newspaper or a button may be called «الآن», which must stand alone.
NOW = {
    "minute": "منذ لحظات|قبل لحظات|منذ أقل من دقيقة|قبل أقل من دقيقة|منذ ثوان|منذ ثواني"
    "|قبل ثوان|قبل ثواني|منذ لحظة|قبل لحظة|منذ بضع ثوان|منذ بضع ثواني"
    "|قبل بضع ثوان|منذ دقائق قليلة|just now",
    "day": "منذ قليل|قبل قليل|منذ فترة وجيزة|منذ وقت قصير",
    "alone": "الآن|للتو|now",
}

# Labels before a date: those that stand before a date only, then those that begin sentences as well
# («نشر المجلس 12 صورة»). «و» may lead them.
PUBLISHED_LABELS = (
    "نشر بتاريخ|تاريخ النشر|وقت النشر|تم النشر|أضيف بتاريخ|تاريخ الإضافة|تمت الإضافة|كتب بتاريخ"
    "|تاريخ الخبر|تاريخ المقال|تاريخ الإنشاء|date published"
)
PUBLISHED_VERBS = (
    "نشر|نشر في|نشرت|نشرت في|نشر يوم|تم نشره|تم نشرها|النشر|منشور|منشور في|أضيف|أضيف في|أضيفت"
    "|كتب|كتبت|كتب في|تاريخ الكتابة|حرر|حرر في|صدر في|أنشئ في|أنشئت في|أدرج في|أدرجت في"
    "|published|published on|published at|posted|posted on|created|publie le|publie"
)
MODIFIED_LABELS = (
    "آخر تحديث|آخر تحديث في|اخر تحديث بتاريخ|تاريخ التحديث|تاريخ آخر تحديث|تم التحديث|حدث بتاريخ"
    "|آخر تعديل|تاريخ التعديل|تاريخ آخر تعديل|تم التعديل|آخر مراجعة|آخر تحيين|تم التحيين"
    "|تاريخ التحيين|derniere mise a jour|derniere mise a jour le|last updated|last updated on"
    "|last update|last modified"
)
MODIFIED_VERBS = (
    "تحديث|التحديث|تحديث في|محدث|محدثة|تم تحديثه|تم تحديثها|تم تحديث|حدث في|حدثت في|تعديل"
    "|التعديل|تم تعديله|عدل في|عدلت في|عدل|جدد في|التحديث الأخير|أعيد تحديثه|جرى تحديثه|حدث"
    "|حدثت|عدلت|تحيين|التحيين|تم تحيينه|وقع تحيينه|حين في|محين|بروزرسانی|updated|updated on"
    "|updated at|update|modified|edited|mise a jour|mise a jour le|mis a jour|mis a jour le"
    "|modifie le"
)

# The words of each kind of token; `tokenizer` explains the letters.
WORDS_BY_KIND = {
    "l": f"{PUBLISHED_LABELS}|{PUBLISHED_VERBS}",
    "u": f"{MODIFIED_LABELS}|{MODIFIED_VERBS}",
    "k": "الساعة|بالساعة|في الساعة|على الساعة|عند الساعة|في تمام الساعة|ساعة النشر|الوقت|at",
    "q": "بتوقيت|توقيت|بتوقيت العاصمة|بتوقيت مدينة|حسب توقيت|وفق توقيت"
    "|بحسب توقيت|بالتوقيت|التوقيت|توقيت مدينة",
    "e": "ه|هج|هجري|هجرية|للهجرة|من الهجرة|الهجرية|هجريا|ه ق",
    "s": "ش|شمسي|شمسية|ه ش|هجري شمسي|هجرية شمسية",
    "~": "إلى|حتى|لغاية|until|to",
    "g": "ميلادي|ميلادية|ميلاديا|للميلاد|الميلادية|ad|ce",
    "M": "م",
    "S": "ص",
    "=": "الموافق|الموافق ل|الموافقة|الموافقة ل|الموافق لـ|موافق|موافق ل|يوافق|المصادف|المصادفة"
    "|الموافق فيه|corresponding to",
    "r": "منذ|قبل|il y a|depuis",
    "b": "مضت|مضى|مضوا|خلت|ago",
    "f": "من|في|بتاريخ|تاريخ|التاريخ|لشهر|لعام|لسنة|بعام|بسنة|لليوم|ليوم|هذا"
    "|عند|على|تمام|حوالي|تقريبا|نحو|قرابة|زهاء|ما يقارب|ما يقرب|حدود|نهار|بيوم"
    "|on|of|the|th|st|nd|rd|er|le|de|du|a"
    "|date|t|ل|ب",
    "&": "و|and|et",
    "v": "حقوق النشر|دار النشر|هاتف|تلفون|تليفون|الهاتف|فاكس|جوال|موبايل|واتساب|رقم|الرقم"
    "|صفحة|الصفحة|إصدار|الإصدار|نسخة|النسخة|tel|phone|fax|version|v|سعر|السعر|ip",
}
