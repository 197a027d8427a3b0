"""Zones, labels, calendars and precision of dates; dates found in lines; dates of programs."""

from datetime import UTC, date, datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest

from crawler.dates import MAX_DATE_TEXT_CHARS, ParsedDate, find_dates, parse_date, parse_iso
from crawler.dates.normalise import fold_date_text
from crawler.dates.words import months, places
from crawler.dates.words.index import iter_date_terms

NOW = datetime.fromisoformat("2026-11-20T12:00:00+03:00")
RIYADH = "Asia/Riyadh"


def read(text: str, timezone: str = RIYADH, country: str | None = None) -> ParsedDate:
    parsed = parse_date(text, timezone=timezone, now=NOW, country=country)
    assert parsed is not None
    return parsed


def find(text: str) -> list[ParsedDate]:
    return find_dates(text, timezone=RIYADH, now=NOW)


MONTH_NAMES = [
    (number, name)
    for number, alternatives in months.GREGORIAN.items()
    for name in alternatives.split("|")
]
HIJRI_MONTH_NAMES = [
    (number, name)
    for number, alternatives in months.HIJRI.items()
    for name in alternatives.split("|")
]


@pytest.mark.parametrize(("number", "name"), MONTH_NAMES)
def test_every_month_in_every_order(number: int, name: str) -> None:
    for text in (f"7 {name} 2019", f"07-{name}-2019", f"{name} 7, 2019", f"2019 {name} 7"):
        assert read(text).day == date(2019, number, 7), text
    with_tatweel = name.replace("ا", "اـ") + "ـ"
    assert read(f"\u200f7 {with_tatweel}\u200e ٢٠١٩").day == date(2019, number, 7)


@pytest.mark.parametrize("number", months.GREGORIAN)
def test_every_pair_of_names(number: int) -> None:
    names = [name for month, name in MONTH_NAMES if month == number]
    for pair, form in product(product(names, names), ("{}/{}", "{} / {}", "{} ({})")):
        assert read(f"7 {form.format(*pair)} 2019").day == date(2019, number, 7)


@pytest.mark.parametrize(("number", "name"), HIJRI_MONTH_NAMES)
def test_every_hijri_month(number: int, name: str) -> None:
    day = read(f"1 {name} 1440 هـ").day
    assert read(f"{name} 1, 1440").day == day == read(f"1/{number}/1440هـ").day


def test_no_word_means_two_things() -> None:
    meanings: dict[str, object] = {}
    for name, term in iter_date_terms():
        assert meanings.setdefault(fold_date_text(name), term) == term, name


def test_every_place_has_a_zone() -> None:
    for zone, alternatives in places.PLACES.items():
        for name in alternatives.split("|"):
            parsed = read(f"12 مارس 2024 الساعة 14:05 بتوقيت {name}")
            assert parsed.zone == zone
            assert parsed.instant == datetime(2024, 3, 12, 14, 5, tzinfo=ZoneInfo(zone))


def test_place_by_country() -> None:
    text = "12 مارس 2024 14:05 بتوقيت عمان"
    assert read(text).zone == "Asia/Amman"
    assert read(text, country="OM").zone == "Asia/Muscat"


@pytest.mark.parametrize(
    ("text", "timezone", "zone", "assumed", "printed"),
    [
        ("12 مارس 2024 14:05", RIYADH, RIYADH, False, False),
        ("12 مارس 2024 14:05", "", None, True, False),
        ("12 مارس 2024 14:05 غرينتش", RIYADH, "UTC", False, True),
        ("12 مارس 2024 14:05 +0400", "", "+04:00", False, True),
        ("12 مارس 2024", "", None, True, False),
        ("منذ 3 ساعات", "", "UTC", False, False),
        ("2024-03-12T14:05:00Z", RIYADH, "UTC", False, True),
    ],
)
def test_zone(text: str, timezone: str, zone: str | None, assumed: bool, printed: bool) -> None:
    parsed = read(text, timezone)
    assert (parsed.zone, parsed.zone_assumed, parsed.zone_printed) == (zone, assumed, printed)


def test_unknown_zone_reads_the_wall_time_as_utc() -> None:
    assert read("12 مارس 2024 14:05", "").instant == datetime(2024, 3, 12, 14, 5, tzinfo=UTC)


def test_a_zone_that_does_not_exist() -> None:
    with pytest.raises(ZoneInfoNotFoundError):
        parse_date("12 مارس 2024", timezone="Asia/Nowhere", now=NOW)


def test_summer_time() -> None:
    assert read("12 يناير 2024 14:05", "Africa/Cairo").instant.utcoffset() == timedelta(hours=2)
    assert read("12 يوليو 2024 14:05", "Africa/Cairo").instant.utcoffset() == timedelta(hours=3)
    # The hour that comes twice is taken as the first.
    assert read("31 أكتوبر 2024 23:30", "Africa/Cairo").instant.utcoffset() == timedelta(hours=3)


def test_a_day_is_midnight_utc_of_the_printed_day() -> None:
    parsed = read("الثلاثاء ١٢ مارس ٢٠٢٤")
    assert parsed.precision == "day"
    assert parsed.day == date(2024, 3, 12)
    assert parsed.instant == datetime(2024, 3, 12, tzinfo=UTC)


@pytest.mark.parametrize("text", ["قبل 4 أيام", "منذ 3 أسابيع", "قبل شهرين", "منذ سنة"])
def test_days_counted_back_keep_the_instant(text: str) -> None:
    parsed = read(text)
    assert parsed.precision == "day"
    assert parsed.instant.timetz().replace(tzinfo=None) == NOW.time()


def test_months_counted_back_end_with_the_month() -> None:
    now = datetime.fromisoformat("2024-03-31T10:00:00+03:00")
    parsed = parse_date("قبل شهر", timezone=RIYADH, now=now)
    assert parsed is not None
    assert parsed.day == date(2024, 2, 29)


def test_the_future_begins_after_a_day() -> None:
    assert read("21 نوفمبر 2026").day == date(2026, 11, 21)
    assert read("2026-11-21T11:59:00+03:00").precision == "minute"
    for text in ("22 نوفمبر 2026", "2026-11-21T12:01:00+03:00", "21/11/2026 12:01"):
        assert parse_date(text, timezone=RIYADH, now=NOW) is None, text


def test_calendars_that_disagree() -> None:
    assert read("2 رمضان 1445 هـ الموافق 12 مارس 2024").calendar_gap is None
    assert read("3 رمضان 1445 هـ الموافق 12 مارس 2024").calendar_gap is None
    parsed = read("12 رمضان 1445 هـ الموافق 12 مارس 2024")
    assert (parsed.day, parsed.calendar_gap) == (date(2024, 3, 12), 10)


def test_raw_is_what_was_printed() -> None:
    assert read("  \u200fنُشر فـي: 12 آذار 2024م\n").raw == "\u200fنُشر فـي: 12 آذار 2024م"
    assert find("نُشر فـي: 12 آذار ٢٠٢٤م، مساءً")[0].raw == "12 آذار ٢٠٢٤م"


def test_prose_is_no_date() -> None:
    sentence = "وكان المجلس قد أقر القانون في 12 مارس 2020 بعد نقاش طويل شارك فيه ممثلون عن "
    sentence += "الأحزاب والنقابات والجمعيات المهنية في البلاد"
    assert parse_date(sentence, timezone=RIYADH, now=NOW) is None
    assert [parsed.day for parsed in find(sentence)] == [date(2020, 3, 12)]
    padded = "12 مارس 2024" + " -" * MAX_DATE_TEXT_CHARS
    assert parse_date(padded, timezone=RIYADH, now=NOW) is None


def test_a_line_with_both_labels() -> None:
    line = (
        "كتبت: سلمى الخطيب، القاهرة | الأحد 3 آذار 2024 الساعة 10:30 ص"
        " | آخر تحديث: الإثنين 4 آذار 2024، 11:15 مساءً"
    )
    published, modified = find(line)
    assert (published.label, published.raw) == ("published", "3 آذار 2024 الساعة 10:30 ص")
    assert published.instant.isoformat() == "2024-03-03T10:30:00+03:00"
    assert (modified.label, modified.raw) == ("modified", "4 آذار 2024، 11:15 مساءً")
    assert modified.instant.isoformat() == "2024-03-04T23:15:00+03:00"


def test_a_time_with_a_label_of_its_own() -> None:
    first, second = find("17 مارس 2020 10:00 (تحديث: 11:45)")
    assert (first.label, first.instant.hour) == (None, 10)
    assert (second.label, second.instant.hour, second.day) == ("modified", 11, first.day)
    assert read("17 مارس 2020 | آخر تحديث 14:32").precision == "minute"


def test_several_dates_of_which_none_is_meant() -> None:
    line = "الدورة من 3 مارس 2024 إلى 9 مارس 2024"
    assert parse_date(line, timezone=RIYADH, now=NOW) is None
    assert [parsed.day.day for parsed in find(line)] == [3, 9]


@pytest.mark.parametrize(
    "text",
    [
        "2024-03-12T14:05:00+03:00",
        "2024-03-12 14:05:00 +0300",
        "2024-03-12T11:05:00.123Z",
        "20240312T140500+0300",
        "Tue, 12 Mar 2024 11:05:00 GMT",
        "Tue, 12 Mar 24 14:05:00 +0300",
        "Tue Mar 12 2024 14:05:00 GMT+0300 (Arabian Standard Time)",
        "Tue Mar 12 14:05:00 AST 2024",
        "1710241500",
        "1710241500000",
        "2024-03-12T14:05",
    ],
)
def test_machine_dates(text: str) -> None:
    for parsed in (parse_iso(text, timezone=RIYADH, now=NOW), read(text)):
        assert parsed is not None
        assert parsed.instant.replace(microsecond=0) == datetime(2024, 3, 12, 11, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    "text", ["", "12 مارس 2024", "منذ 3 ساعات", "3 hours ago", "1970-01-01T00:00:00Z", "0", "x" * 9]
)
def test_other_strings_are_no_machine_dates(text: str) -> None:
    assert parse_iso(text, timezone=RIYADH, now=NOW) is None


@pytest.mark.parametrize(
    "bait",
    ["1", "1-", "12/3/2024 ", "12 مارس ", "اليوم 10:30 ", "(", "ـ", "منذ 3 ", "10:30:", "12 آب/"],
)
def test_bait_is_read_in_one_pass(bait: str) -> None:
    bait *= 100_000 // len(bait)
    assert parse_date(bait, timezone=RIYADH, now=NOW) is None
    assert isinstance(find(bait), list)
