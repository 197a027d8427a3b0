"""Dates as the three outlets print them."""

from datetime import date, datetime, timedelta

from tests.newsroom.markup import LEVANTINE_MONTHS, MONTHS, WEEKDAYS, arabic_indic

_TUNISIAN = (
    "جانفي", "فيفري", "مارس", "أفريل", "ماي", "جوان",
    "جويلية", "أوت", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر",
)  # fmt: skip
_MOROCCAN = (
    "يناير", "فبراير", "مارس", "أبريل", "ماي", "يونيو",
    "يوليوز", "غشت", "شتنبر", "أكتوبر", "نونبر", "دجنبر",
)  # fmt: skip


def levantine(moment: datetime | date, *, hour: bool = True) -> str:
    """Print a day with both names of its month, and «الساعة» with the time of day."""
    month = f"{LEVANTINE_MONTHS[moment.month - 1]}/{MONTHS[moment.month - 1]}"
    day = f"{WEEKDAYS[moment.weekday()]} {moment.day} {month} {moment.year}"
    if not hour or not isinstance(moment, datetime):
        return arabic_indic(day)
    half_day = "صباحاً" if moment.hour < 12 else "ظهراً" if moment.hour == 12 else "مساءً"
    return arabic_indic(f"{day} الساعة {(moment.hour - 1) % 12 + 1}:{moment:%M} {half_day}")


def gulf(moment: datetime | date) -> str:
    """Print a day with the common month names, and the time after a dash."""
    day = f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}"
    return f"{day} - {moment:%H:%M}" if isinstance(moment, datetime) else day


def maghrebi(moment: datetime | date, *, zone: bool = True) -> str:
    """Print a day with Tunisian month names, with Moroccan ones where the time is in UTC."""
    at_greenwich = isinstance(moment, datetime) and moment.utcoffset() == timedelta(0)
    months = _MOROCCAN if at_greenwich else _TUNISIAN
    day = f"{WEEKDAYS[moment.weekday()]} {moment.day} {months[moment.month - 1]} {moment.year}"
    if not isinstance(moment, datetime):
        return day
    if not zone:
        return f"{day} - {moment:%H:%M}"
    zone_name = "بتوقيت غرينتش" if at_greenwich else "(GMT+1)"
    return f"{day} على الساعة {moment:%H:%M} {zone_name}"
