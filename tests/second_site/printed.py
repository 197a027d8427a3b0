"""How the three outlets print their dates."""

from datetime import date, datetime, timedelta

_DAYS = ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")
_EASTERN = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_COMMON = (
    "يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو",
    "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر",
)  # fmt: skip
_LEVANTINE = (
    "كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران",
    "تموز", "آب", "أيلول", "تشرين الأول", "تشرين الثاني", "كانون الأول",
)  # fmt: skip
_TUNISIAN = (
    "جانفي", "فيفري", "مارس", "أفريل", "ماي", "جوان",
    "جويلية", "أوت", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر",
)  # fmt: skip
_MOROCCAN = (
    "يناير", "فبراير", "مارس", "أبريل", "ماي", "يونيو",
    "يوليوز", "غشت", "شتنبر", "أكتوبر", "نونبر", "دجنبر",
)  # fmt: skip


def eastern(text: str) -> str:
    """Write digits as the Arab east does."""
    return text.translate(_EASTERN)


def levantine(moment: datetime | date, *, hour: bool = True) -> str:
    """Print a day with both names of its month, and «الساعة» with the time of day."""
    month = f"{_LEVANTINE[moment.month - 1]}/{_COMMON[moment.month - 1]}"
    day = f"{_DAYS[moment.weekday()]} {moment.day} {month} {moment.year}"
    if not hour or not isinstance(moment, datetime):
        return eastern(day)
    half = "صباحاً" if moment.hour < 12 else "ظهراً" if moment.hour == 12 else "مساءً"
    return eastern(f"{day} الساعة {(moment.hour - 1) % 12 + 1}:{moment:%M} {half}")


def gulf(moment: datetime | date) -> str:
    """Print a day with the months' common names, and the hour after a dash."""
    day = f"{moment.day} {_COMMON[moment.month - 1]} {moment.year}"
    return f"{day} - {moment:%H:%M}" if isinstance(moment, datetime) else day


def maghrebi(moment: datetime | date, *, zone: bool = True) -> str:
    """Print a day with Tunisian month names, with Moroccan ones where the clock is Greenwich's."""
    at_greenwich = isinstance(moment, datetime) and moment.utcoffset() == timedelta(0)
    months = _MOROCCAN if at_greenwich else _TUNISIAN
    day = f"{_DAYS[moment.weekday()]} {moment.day} {months[moment.month - 1]} {moment.year}"
    if not isinstance(moment, datetime):
        return day
    if not zone:
        return f"{day} - {moment:%H:%M}"
    named = "بتوقيت غرينتش" if at_greenwich else "(GMT+1)"
    return f"{day} على الساعة {moment:%H:%M} {named}"
