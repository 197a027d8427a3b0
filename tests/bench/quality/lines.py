"""Lines as real outlets print them, alone and on a page of an invented outlet.

A date is read alone and above the text, a byline above the text and as its first line; a line of
boilerplate must go from the middle and from the end of the text, and nothing else with it.
"""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from statistics import fmean
from typing import Any
from zoneinfo import ZoneInfo

from crawler.acceptance import reason_to_reject
from crawler.dates import parse_date
from crawler.items import Article
from crawler.publisher.countries import ARAB_COUNTRIES
from tests.bench.quality.cases import CASES_NOW, extract_saved_page

Row = dict[str, Any]

_ZONES = {country.code: country.timezone for country in ARAB_COUNTRIES}
_TITLE = "مكتبة المدينة تفتح أبوابها من جديد بعد ثلاث سنوات"
_PARAGRAPHS = [
    "افتتح مجلس البلدية صباح أمس مكتبة عامة جديدة في الحي الشمالي بعد أعمال ترميم استمرت قرابة"
    " ثلاث سنوات، بحضور عدد كبير من سكان الحي.",
    "وقالت مديرة المكتبة إن المبنى يضم نحو أربعين ألف كتاب، إضافة إلى قاعة للأطفال وأخرى"
    " للباحثين، وإن الإعارة ستكون مجانية في العام الأول.",
    "وبلغت كلفة المشروع وفق بيان المجلس نحو مليوني دينار، غطت معظمها تبرعات الأهالي وصندوق تنمية"
    " المدن خلال السنوات الماضية.",
    "ويعود المبنى إلى ثلاثينيات القرن الماضي، وكان مدرسة ابتدائية قبل أن يغلق بسبب تصدعات ظهرت في"
    " سقفه عقب أمطار غزيرة.",
    "وأشار مهندس الترميم إلى أن الواجهة الحجرية أعيدت إلى شكلها الأول بالاستناد إلى صور قديمة"
    " احتفظ بها بعض سكان الحي.",
    "ومن المقرر أن تنظم المكتبة أول معرض للكتاب المستعمل في نهاية الشهر المقبل بالتعاون مع مدارس"
    " المدينة ونواديها الثقافية.",
]
_RELATIVE_TOLERANCE, _RELATIVE_SHARE = timedelta(hours=1), 0.05


def compute_line_shares(folder: Path) -> dict[str, float]:
    """Return the share of lines read right, by sort and place."""
    right: dict[str, list[bool]] = {}
    for name, is_right in _judge_all(folder):
        right.setdefault(name, []).append(is_right)
    return {name: fmean(values) for name, values in right.items()}


def _judge_all(folder: Path) -> Iterator[tuple[str, bool]]:
    for row in _read_rows(folder / "dates.jsonl"):
        yield "dates alone", _is_date_right_alone(row)
        yield "dates on a page", _is_date_right_on_page(row)
    for row in _read_rows(folder / "bylines.jsonl"):
        authors = set(row["authors"])
        above = _read_page(above=f'<div class="by">{row["text"]}</div>')
        yield "bylines above", above is not None and set(above.authors) == authors
        first = _read_page(paragraphs=[row["text"], *_PARAGRAPHS])
        yield "bylines as first line", first is not None and set(first.authors) == authors
    for row in _read_rows(folder / "chrome.jsonl"):
        for name, place in (("chrome in the middle", 3), ("chrome at the end", len(_PARAGRAPHS))):
            paragraphs = [*_PARAGRAPHS[:place], row["text"], *_PARAGRAPHS[place:]]
            article = _read_page(paragraphs=paragraphs)
            yield name, article is not None and article.text == "\n\n".join(_PARAGRAPHS)


def _read_rows(file: Path) -> list[Row]:
    rows = map(json.loads, file.read_text(encoding="utf-8").splitlines())
    return [row for row in rows if not row.get("unsure") and not row.get("glued")]


def _read_page(*, above: str = "", paragraphs: list[str] = _PARAGRAPHS) -> Article | None:
    """Return the article of a page with such lines; None where it is refused."""
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    body = (
        f'<html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{_TITLE}</title></head>'
        '<body><header><a href="/"><img src="/l.png" alt=""></a><nav><a href="/a">سياسة</a> '
        f'<a href="/b">رياضة</a></nav></header><main><h1>{_TITLE}</h1>{above}'
        f'<div class="content">{text}</div></main></body></html>'
    )
    article = extract_saved_page(body.encode(), "https://www.khabar-sarw.example/news/48000")
    return None if reason_to_reject(article) else article


def _is_date_right_alone(row: Row) -> bool:
    zone = _ZONES.get(row["country"], "UTC")
    parsed = parse_date(row["text"], timezone=zone, now=CASES_NOW, country=row["country"])
    return _is_instant_right(row, parsed.instant if parsed else None, zone)


def _is_date_right_on_page(row: Row) -> bool:
    """Say whether the page's date is right; its outlet's zone is unknown, so its day may do."""
    article = _read_page(above=f'<div class="date">{row["text"]}</div>')
    instant = article.published_at if article else None
    if _is_instant_right(row, instant, "UTC"):
        return True
    is_day = bool(instant and row["expect"]) and not row.get("relative")
    return is_day and instant is not None and instant.date().isoformat() == row["expect"][:10]


def _is_instant_right(row: Row, instant: datetime | None, zone: str) -> bool:
    if row.get("relative"):
        return _is_age_right(row.get("minutes_ago"), instant)
    expected = row["expect"]
    if expected is None or instant is None:
        return expected is None and instant is None
    times = [instant.astimezone(ZoneInfo(zone)).isoformat(), instant.isoformat()]
    return expected[:10] in [time[:10] for time in times]


def _is_age_right(minutes: int | None, instant: datetime | None) -> bool:
    if minutes is None or instant is None:
        return minutes is None
    age = timedelta(minutes=minutes)
    return abs(CASES_NOW - age - instant) <= max(_RELATIVE_TOLERANCE, _RELATIVE_SHARE * age)
