"""Editors' additions to a text: notes, pull quotes, fact boxes, hints at adverts."""

import pytest

from tests.extraction.pages import (
    PARAGRAPHS,
    article_page,
    extract_article,
    paragraphs,
    split_article_paragraphs,
)

NOTE = "تلقى الكاتب منحة من صندوق المدينة القديمة لدعم الصحافة المحلية."
QUOTE = "«عاد السوق كما عرفناه صغارا، وهذا يكفينا اليوم»"
NOTES = {
    "italic": f"<p><em>{NOTE}</em></p>",
    "italic with links": f'<p><i>{NOTE} </i><a href="/radio">إذاعة خبر</a> <i>كل صباح.</i></p>',
    "two": f"<p><i>{NOTE}</i></p><p><i>نشر أول مرة في العدد الورقي من الصحيفة.</i></p>",
    "below a separator": f"<p>***</p><p>{NOTE}</p>",
}
LAST_PARAGRAPHS = {
    "a quotation in italics": f"<p><em>{QUOTE}</em></p>",
    "a question in italics": "<p><em>فهل يعود الزبائن إلى الأزقة القديمة بعد هذا الغياب؟</em></p>",
    "words in italics": f"<p><i>{NOTE[:20]}</i>{NOTE[20:]}</p>",
}


def _extract_texts(body: str) -> list[str]:
    return split_article_paragraphs(
        extract_article(article_page(f'<div class="article-body">{body}</div>'))
    )


@pytest.mark.parametrize("name", NOTES)
def test_an_editors_note_below_the_text_goes(name: str) -> None:
    assert _extract_texts(paragraphs() + NOTES[name]) == list(PARAGRAPHS)


@pytest.mark.parametrize("name", LAST_PARAGRAPHS)
def test_a_last_paragraph_that_is_no_note_stays(name: str) -> None:
    texts = _extract_texts(paragraphs() + LAST_PARAGRAPHS[name])
    assert texts[:-1] == list(PARAGRAPHS)
    assert len(texts) == len(PARAGRAPHS) + 1


def test_a_text_in_italics_stays() -> None:
    body = "".join(f"<p><em>{text}</em></p>" for text in PARAGRAPHS)
    assert _extract_texts(body) == list(PARAGRAPHS)


def test_parts_of_a_text_between_separators_stay() -> None:
    body = "<p>***</p>".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    assert _extract_texts(body) == list(PARAGRAPHS)


def test_a_pull_quote_goes_and_another_quotation_stays() -> None:
    pull_quote = PARAGRAPHS[1].split("،")[0]
    first, rest = paragraphs(PARAGRAPHS[:3]), paragraphs(PARAGRAPHS[3:])
    assert _extract_texts(f"{first}<blockquote><p>{pull_quote}</p></blockquote>{rest}") == list(
        PARAGRAPHS
    )
    assert QUOTE in _extract_texts(f"{first}<blockquote><p>{QUOTE}</p></blockquote>{rest}")


def test_a_fact_box_may_hold_a_third_of_the_page() -> None:
    facts = "".join(f"<p>{text[::-1]}</p>" for text in PARAGRAPHS[:3])
    box = f'<div class="fact-box"><h3>السوق في سطور</h3>{facts}</div>'
    assert _extract_texts(paragraphs(PARAGRAPHS[:3]) + box + paragraphs(PARAGRAPHS[3:])) == list(
        PARAGRAPHS
    )


def test_a_hint_at_paid_links_goes_and_an_element_that_has_adverts_stays() -> None:
    hint = f'<div class="affiliate-info">{NOTE}</div>'
    column = f'<div class="column hasBanners"><p>{PARAGRAPHS[0]}</p></div>'
    assert _extract_texts(column + hint + paragraphs(PARAGRAPHS[1:])) == list(PARAGRAPHS)
