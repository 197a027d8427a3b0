"""Fingerprints of stored articles: computed once for each content, a bounded number cached."""

from crawler.cleaning import compute_content_hash
from crawler.near_duplicates import make_fingerprint
from crawler.text.normalise import fold_text
from pipelines.collections import story_claims
from pipelines.mongo.operations import Document

TITLE, LEAD = "افتتاح الميناء الجديد", "ثلاثون سفينة في أول يوم"


def make_document(number: int) -> Document:
    text = f"استقبل الميناء {number} سفينة محملة بالقمح، وقال مديره إن العمل يستمر ليلا."
    parts = (TITLE, LEAD, text)
    return {
        "title": TITLE,
        "lead": LEAD,
        "search_text": fold_text("\n".join(parts)),
        "content_hash": compute_content_hash(*parts),
    }


def test_a_document_has_the_fingerprint_of_its_article() -> None:
    text = "استقبل الميناء 7 سفينة محملة بالقمح، وقال مديره إن العمل يستمر ليلا."
    assert story_claims.get_fingerprint(make_document(7)) == make_fingerprint(TITLE, LEAD, text)


def test_a_fingerprint_is_cached_by_content_and_only_the_last_ones_are() -> None:
    first = make_document(10_000)
    fingerprint = story_claims.get_fingerprint(first)
    assert story_claims.get_cached_fingerprint(first["content_hash"]) is fingerprint
    assert story_claims.get_fingerprint({"content_hash": first["content_hash"]}) is fingerprint
    for number in range(10_001, 11_001):
        story_claims.get_fingerprint(make_document(number))
    assert story_claims.get_cached_fingerprint(first["content_hash"]) is None
    assert story_claims.get_fingerprint(first) == fingerprint


def test_a_document_without_text_has_a_fingerprint() -> None:
    assert not story_claims.get_fingerprint(
        {"title": None, "lead": None, "search_text": None}
    ).shingles
