"""Month and weekday names as Arab outlets print them, alternatives separated by `|`.

Hamza, tashkeel, ta marbuta and the like need no alternative: names are folded as the text is.
Here are those of the Gulf and Egypt, the Levant and Iraq, Tunisia and Algeria, Morocco, Mauritania
and the Libya of 1977-2011, and the English and French ones, which Arabic pages print too.
"""

GREGORIAN = {
    1: "يناير|ينائر|كانون الثاني|كانون ثاني|كانون ثان|كانون2|كانون 2|ك2|ك 2|جانفي|جانفيي|اي النار"
    "|january|jan|janvier|janv",
    2: "فبراير|فبرائر|فبرابر|شباط|اشباط|فيفري|فيبراير|النوار|february|feb|fevrier|fevr",
    3: "مارس|مارت|آذار|march|mar|mars",
    4: "أبريل|أبرايل|ابرل|نيسان|أفريل|april|apr|avril|avr",
    5: "مايو|ماي|مايس|أيار|ايّار|may|mai",
    6: "يونيو|يونيه|يونية|حزيران|جوان|june|jun|juin",
    7: "يوليو|يوليه|يوليوز|يوليز|تموز|جويلية|جويليا|جولييه|جوييه|جولية|july|jul|juillet|juil",
    8: "أغسطس|اغسطوس|أوغسطس|آب|أوت|غشت|أغشت|هانيبال|august|aug|aout",
    9: "سبتمبر|سيبتمبر|سبتمر|سبتمير|سبتنبر|شتنبر|شتمبر|أيلول|september|sept|sep|septembre",
    10: "أكتوبر|أوكتوبر|اكتوبير|تشرين الأول|تشرين أول|تشرين1|تشرين 1|ت1|ت 1"
    "|التمور|الثمور|october|oct|octobre",
    11: "نوفمبر|نوفنبر|نفمبر|نونبر|نونمبر|تشرين الثاني|تشرين ثاني|تشرين ثان|تشرين2|تشرين 2"
    "|ت2|ت 2|الحرث|november|nov|novembre",
    12: "ديسمبر|دسمبر|ديسنبر|دجنبر|دجمبر|كانون الأول|كانون أول|كانون1|كانون 1|ك1|ك 1|الكانون"
    "|december|dec|decembre",
}
# Libyan months that are words of everyday language: months only between a day and a year, and only
# while they were in use.
LAST_LIBYAN_YEAR = 2012
LIBYAN = {3: "الربيع", 4: "الطير", 5: "الماء", 6: "الصيف", 7: "ناصر"}
# Libya's September, and the first day of any month: «الفاتح من نوفمبر».
FATEH = "الفاتح|فاتح"

HIJRI = {
    1: "محرم|المحرم|محرم الحرام|شهر الله المحرم",
    2: "صفر|صفر الخير|صفر المظفر",
    3: "ربيع الأول|ربيع أول|ربيع الاولى|ربيع1|ربيع 1|ربيع الأنور",
    4: "ربيع الآخر|ربيع آخر|ربيع الثاني|ربيع ثاني|ربيع ثان|ربيع2|ربيع 2",
    5: "جمادى الأولى|جمادى الأول|جمادى أولى|جمادى أول|جماد الأولى|جماد الأول|جماد أول"
    "|جمادى1|جمادى 1|جمادى الاولي",
    6: "جمادى الآخرة|جمادى الآخر|جمادى آخرة|جمادى الثانية|جمادى الثاني|جمادى ثانية|جمادى ثاني"
    "|جماد الآخرة|جماد الآخر|جماد الثانية|جماد الثاني|جماد ثاني|جمادى2|جمادى 2",
    7: "رجب|رجب المرجب|رجب الفرد|رجب الأصب|رجب الحرام",
    8: "شعبان|شعبان المعظم|شعبان المبارك",
    9: "رمضان|رمضان المبارك|رمضان الكريم|رمضان المعظم",
    10: "شوال|شوال المكرم",
    11: "ذو القعدة|ذي القعدة|ذا القعدة|ذوالقعدة|ذيالقعدة|القعدة|ذو قعدة|ذي قعدة"
    "|ذو القعدة الحرام|ذي القعدة الحرام",
    12: "ذو الحجة|ذي الحجة|ذا الحجة|ذوالحجة|ذيالحجة|الحجة|ذو حجة|ذي حجة"
    "|ذو الحجة الحرام|ذي الحجة الحرام",
}

# Numbered as `datetime.date.weekday` does. «اثنين» stands among the counts, and is read as Monday
# before a date.
WEEKDAYS = {
    0: "الاثنين|الإثنان|الأثنين|الاتنين|monday|mon|lundi",
    1: "الثلاثاء|ثلاثاء|الثلثاء|الثلاثا|الثلاتاء|tuesday|tue|tues|mardi",
    2: "الأربعاء|أربعاء|الاربعا|الإربعاء|wednesday|wed|mercredi",
    3: "الخميس|خميس|thursday|thu|thur|thurs|jeudi",
    4: "الجمعة|جمعة|friday|fri|vendredi",
    5: "السبت|سبت|saturday|sat|samedi",
    6: "الأحد|أحد|الاحد|sunday|sun|dimanche",
}
