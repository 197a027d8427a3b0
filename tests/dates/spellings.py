"""Lines with every spelling of every date word that the reader knows."""

from collections.abc import Iterator

from crawler.dates.words import months, phrases


def split_spellings(*lists: str) -> list[str]:
    """Return the alternatives of lists of words."""
    return [spelling for alternatives in lists for spelling in alternatives.split("|")]


WEEKDAYS = split_spellings(*months.WEEKDAYS.values())
DAYS_BACK = split_spellings(*phrases.DAYS_BACK.values())
PUBLISHED_LABELS = split_spellings(phrases.WORDS_BY_KIND["l"])
MODIFIED_LABELS = split_spellings(phrases.WORDS_BY_KIND["u"])


def iter_days() -> Iterator[str]:
    """Yield a date with every spelling of every month, and one with every day in words."""
    for name in split_spellings(*months.GREGORIAN.values()):
        yield f"15 {name} 2024"
    for name in split_spellings(*months.LIBYAN.values(), months.FATEH):
        yield f"15 {name} 2005"
    for name in split_spellings(*months.HIJRI.values()):
        yield f"15 {name} 1445"
    for ordinal in split_spellings(*phrases.DAY_UNITS.values()):
        yield f"{ordinal} من مارس 2024"
    yield "الفاتح من نوفمبر 2005"


def iter_ages() -> Iterator[str]:
    """Yield an age with every word that ages are made of."""
    for unit in split_spellings(*phrases.TIME_UNITS.values()):
        yield f"منذ 3 {unit}"
    for unit in split_spellings(*phrases.DUAL_TIME_UNITS.values()):
        yield f"قبل {unit}"
    for count in split_spellings(*phrases.COUNTS.values()):
        yield f"منذ {count} ساعات"
    for word in split_spellings(phrases.WORDS_BY_KIND["r"]):
        yield f"{word} 3 ساعات"
    for word in split_spellings(phrases.WORDS_BY_KIND["b"]):
        yield f"3 ساعات {word}"
    yield from split_spellings(*phrases.NOW.values())
    yield from DAYS_BACK


def iter_stamps() -> Iterator[str]:
    """Yield every day alone, and with a weekday and a time; every weekday; a time in words."""
    for index, day in enumerate(iter_days()):
        yield day
        yield f"{WEEKDAYS[index % len(WEEKDAYS)]} {day} - 10:30"
    for weekday in WEEKDAYS:
        yield f"{weekday} 15 يونيه 2024"
        yield f"10:30 - {weekday} 15 يونيه 2024"
