"""Every spelling of a date word, on a page whose only date is a visible one."""

from datetime import datetime
from typing import Any

from crawler.dates import find_dates
from crawler.items import Article
from crawler.publisher.model import PublisherSelectors
from tests.dates.spellings import (
    DAYS_BACK,
    MODIFIED_LABELS,
    PUBLISHED_LABELS,
    iter_ages,
    iter_stamps,
)
from tests.extraction.pages import NOW, TITLE, document, extract_article, paragraphs

UNDATED = "https://khabar.example/market-roof-4821"
# Quicker: trafilatura is not asked what is body.
SELECTORS = PublisherSelectors(text=("article",))


def extract_below_headline(html: str, **publisher: Any) -> Article:
    page = document(f"<h1>{TITLE}</h1>{html}<article>{paragraphs()}</article>")
    return extract_article(page, url=UNDATED, **publisher)


def test_every_spelling_is_found_where_a_page_shows_no_other_date() -> None:
    lost = []
    for line in (*iter_stamps(), *iter_ages(), *(f"{day} 10:30" for day in DAYS_BACK)):
        [read] = find_dates(line, timezone="", now=NOW)
        published = extract_below_headline(f"<div>{line}</div>", selectors=SELECTORS).published
        if published is None or published.raw != read.raw:
            lost.append(line)
    assert not lost


def test_every_label_says_which_date_it_stands_before() -> None:
    for label in (*PUBLISHED_LABELS, *MODIFIED_LABELS):
        read = find_dates(f"{label} 20 مارس 2024", timezone="", now=NOW)
        expected = "published" if label in PUBLISHED_LABELS else "modified"
        assert [date.label for date in read] == [expected], label


def test_the_label_of_an_element_dates_its_attribute() -> None:
    times = [
        f'<time datetime="2026-11-{day}T09:00:00Z">{text}</time>'
        for day, text in ((18, "نشر"), (19, "آخر تحديث بتاريخ اليوم"))
    ]
    for html in ("".join(times), "".join(reversed(times))):
        article = extract_below_headline(html)
        assert article.published_at == datetime.fromisoformat("2026-11-18T09:00:00Z")
        assert article.modified_at == datetime.fromisoformat("2026-11-19T09:00:00Z")


def test_a_second_label_joined_by_and() -> None:
    article = extract_below_headline(
        "<div>نشر في 18 نوفمبر 2026 وتم تحديثه في 19 نوفمبر 2026</div>"
    )
    assert article.published_at == datetime.fromisoformat("2026-11-18T00:00:00Z")
    assert article.modified_at == datetime.fromisoformat("2026-11-19T00:00:00Z")


def test_french_month_with_accent_leaves_the_text() -> None:
    line = "<p>Publié le 15 février 2024</p>"
    assert "février" not in (extract_below_headline(paragraphs() + line).text or "")
