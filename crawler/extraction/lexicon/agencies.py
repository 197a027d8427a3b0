"""News agencies: the name stored for each, and the spellings that outlets print."""

import re

from crawler.extraction.lexicon.phrases import build_phrase_pattern

_SPELLINGS_BY_AGENCY = {
    "رويترز": "رويترز | وكالة رويترز | وكالة رويترز للأنباء | reuters",
    "أ ف ب": "أ ف ب | أ.ف.ب | ا ف ب | ا.ف.ب | أف ب | فرانس برس | وكالة فرانس برس | "
    "وكالة الصحافة الفرنسية | الفرنسية | afp | agence france-presse",
    "أ ب": "أ ب | أ.ب | ا ب | أسوشيتد برس | أسوشييتد برس | اسوشيتدبرس | وكالة أسوشيتد برس | "
    "أسوشيتدبرس | ap | associated press | the associated press",
    "د ب أ": "د ب أ | د.ب.أ | د ب ا | الألمانية | وكالة الأنباء الألمانية | dpa",
    "أ ش أ": "أ ش أ | أ.ش.أ | أشأ | وكالة أنباء الشرق الأوسط",
    "واس": "واس | وكالة الأنباء السعودية",
    "وام": "وام | وكالة أنباء الإمارات | wam",
    "قنا": "قنا | وكالة الأنباء القطرية | qna",
    "كونا": "كونا | وكالة الأنباء الكويتية | kuna",
    "بنا": "بنا | وكالة أنباء البحرين | bna",
    "العمانية": "العمانية | وكالة الأنباء العمانية",
    "بترا": "بترا | وكالة الأنباء الأردنية",
    "سانا": "سانا | الوكالة العربية السورية للأنباء",
    "الوطنية للإعلام": "الوكالة الوطنية للإعلام | الوطنية للإعلام | nna",
    "وفا": "وفا | وكالة الأنباء الفلسطينية | وكالة وفا | wafa",
    "واع": "واع | وكالة الأنباء العراقية",
    "سبأ": "سبأ | سبأ نت | وكالة الأنباء اليمنية | وكالة سبأ",
    "سونا": "سونا | وكالة السودان للأنباء",
    "وال": "وال | وكالة الأنباء الليبية",
    "وات": "وات | وكالة تونس أفريقيا للأنباء",
    "وأج": "وأج | و أ ج | و.أ.ج | وكالة الأنباء الجزائرية | aps",
    "ومع": "ومع | و م ع | و.م.ع | وكالة المغرب العربي للأنباء | لاماب",
    "وما": "وما | الوكالة الموريتانية للأنباء",
    "الأناضول": "الأناضول | وكالة الأناضول | وكالة الأناضول للأنباء | anadolu",
    "شينخوا": "شينخوا | وكالة شينخوا | وكالة أنباء الصين الجديدة | xinhua",
    "سبوتنيك": "سبوتنيك | وكالة سبوتنيك | sputnik",
    "نوفوستي": "نوفوستي | وكالة نوفوستي | ria novosti",
    "تاس": "تاس | وكالة تاس | tass",
    "إنترفاكس": "إنترفاكس | وكالة إنترفاكس | interfax",
    "إفي": "إفي | وكالة إفي | efe",
    "أنسا": "أنسا | وكالة أنسا | ansa",
    "آكي": "آكي | وكالة آكي | adnkronos",
    "بلومبرغ": "بلومبرغ | بلومبيرغ | بلومبيرج | وكالة بلومبرغ | bloomberg",
    "وكالات": "وكالات | الوكالات | وكالات الأنباء | agencies",
}

# Short Latin names that are also words or given names (Petra, Sana, MAP) are left out.
# Group names would have to be Latin: the number of the group is the index of the agency instead.
AGENCY_NAMES = tuple(_SPELLINGS_BY_AGENCY)
AGENCY_SPELLINGS = re.compile(
    "|".join(f"({build_phrase_pattern(printed)})" for printed in _SPELLINGS_BY_AGENCY.values())
)
# Any other agency by its full name; «وكالة الطاقة الذرية» and «وكالة الفضاء» are none.
_LAST_WORDS = build_phrase_pattern("للأنباء | للإعلام")
_FIRST_WORDS = build_phrase_pattern("الأنباء | أنباء")
AGENCY_FULL_NAME = re.compile(
    rf"(?:ال)?{build_phrase_pattern('وكالة')}\s+"
    rf"(?:(?:\w+\s+){{1,4}}(?:{_LAST_WORDS})|(?:{_FIRST_WORDS})(?:\s+\w+){{1,2}})"
)
