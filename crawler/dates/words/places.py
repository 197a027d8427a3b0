"""Places and abbreviations that name a time zone, after «بتوقيت» or in brackets."""

# Alternatives separated by `|`; folded as the text is.
PLACES = {
    "Asia/Riyadh": "مكة المكرمة|مكة|الرياض|السعودية|المملكة العربية السعودية|المملكة"
    "|المدينة المنورة|جدة|ksa|riyadh|mecca|makkah|saudi arabia",
    "Africa/Cairo": "القاهرة|مصر|جمهورية مصر العربية|cairo|egypt",
    "Asia/Beirut": "بيروت|لبنان|beirut|lebanon|liban",
    "Asia/Damascus": "دمشق|سوريا|سورية|damascus|syria",
    "Asia/Amman": "عمان|الأردن|عمان الأردن|amman|jordan",
    "Asia/Muscat": "مسقط|سلطنة عمان|السلطنة|muscat|oman",
    "Asia/Baghdad": "بغداد|العراق|أربيل|baghdad|iraq",
    "Asia/Kuwait": "الكويت|kuwait",
    "Asia/Qatar": "الدوحة|قطر|doha|qatar",
    "Asia/Dubai": "دبي|أبوظبي|أبو ظبي|الإمارات|الإمارات العربية المتحدة|الشارقة"
    "|dubai|abu dhabi|uae",
    "Asia/Bahrain": "المنامة|البحرين|bahrain|manama",
    "Asia/Aden": "صنعاء|عدن|اليمن|sanaa|yemen",
    "Asia/Jerusalem": "القدس|القدس المحتلة|القدس الشريف|تل أبيب|إسرائيل|jerusalem",
    "Asia/Hebron": "فلسطين|رام الله|الضفة الغربية|palestine|ramallah",
    "Asia/Gaza": "غزة|gaza",
    "Africa/Tripoli": "طرابلس|ليبيا|بنغازي|طرابلس الغرب|tripoli|libya",
    "Africa/Tunis": "تونس|tunis|tunisia|tunisie",
    "Africa/Algiers": "الجزائر|الجزائر العاصمة|algiers|algeria|alger|algerie",
    "Africa/Casablanca": "المغرب|الرباط|الدار البيضاء|casablanca|morocco|rabat|maroc",
    "Africa/El_Aaiun": "العيون",
    "Africa/Nouakchott": "نواكشوط|موريتانيا|nouakchott|mauritania|mauritanie",
    "Africa/Khartoum": "الخرطوم|السودان|بورتسودان|khartoum|sudan",
    "Africa/Juba": "جوبا|جنوب السودان|juba",
    "Africa/Mogadishu": "مقديشو|الصومال|mogadishu|somalia",
    "Africa/Djibouti": "جيبوتي|djibouti",
    "Indian/Comoro": "موروني|جزر القمر",
    "Africa/Ndjamena": "نجامينا|إنجمينا|تشاد",
    "Africa/Addis_Ababa": "أديس أبابا|إثيوبيا",
    "Europe/Istanbul": "إسطنبول|اسطنبول|أنقرة|تركيا|istanbul|ankara|turkey",
    "Asia/Tehran": "طهران|إيران|tehran|iran",
    "Asia/Kabul": "كابول|كابل|أفغانستان",
    "Asia/Karachi": "إسلام آباد|باكستان|كراتشي",
    "Asia/Kolkata": "نيودلهي|نيو دلهي|الهند",
    "Europe/Moscow": "موسكو|روسيا|moscow|msk",
    "Europe/Kyiv": "كييف|أوكرانيا|kyiv",
    "Europe/London": "لندن|بريطانيا|المملكة المتحدة|london",
    "Europe/Paris": "باريس|فرنسا|paris",
    "Europe/Berlin": "برلين|ألمانيا|berlin",
    "Europe/Rome": "روما|إيطاليا",
    "Europe/Madrid": "مدريد|إسبانيا",
    "Europe/Brussels": "بروكسل|بلجيكا|brussels",
    "Europe/Zurich": "جنيف|زيورخ|سويسرا",
    "Europe/Vienna": "فيينا|النمسا",
    "Europe/Athens": "أثينا|اليونان",
    "Europe/Stockholm": "ستوكهولم|السويد",
    "America/New_York": "نيويورك|واشنطن|شرق الولايات المتحدة|الساحل الشرقي|شرق أمريكا"
    "|الساحل الشرقي للولايات المتحدة|new york|washington|eastern time",
    "America/Los_Angeles": "لوس أنجلوس|كاليفورنيا|الساحل الغربي",
    "Asia/Shanghai": "بكين|الصين|beijing",
    "Asia/Tokyo": "طوكيو|اليابان|tokyo",
    "Australia/Sydney": "سيدني",
}
# Names that mean another place in some countries: «عَمّان» the city and «عُمان» the sultanate
# are spelt alike without vowels.
ZONE_IN_COUNTRY = {
    ("Asia/Amman", "OM"): "Asia/Muscat",
    ("Asia/Jerusalem", "PS"): "Asia/Hebron",
    ("Africa/Tripoli", "LB"): "Asia/Beirut",
}

UTC_NAMES = (
    "غرينتش|غرينيتش|غرينتيش|غرينويتش|جرينتش|جرينيتش|جرينتيش|جرينويتش|قرينتش|كرينتش|غرنتش|ت غ"
    "|العالمي|العالمي الموحد|الدولي|gmt|utc|z|greenwich"
)
# Minutes east of Greenwich of abbreviations: RFC 822's, and what the others mean on Arab pages
# (AST is Arabia's standard time there, GST the Gulf's).
ABBREVIATIONS = {
    "wet": 0, "west": 60, "bst": 60, "cet": 60, "cest": 120, "eet": 120, "eest": 180,
    "ast": 180, "gst": 240, "eat": 180, "cat": 120, "trt": 180,
    "est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420, "mdt": -360,
    "pst": -480, "pdt": -420,
}  # fmt: skip
