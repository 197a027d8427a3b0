"""What makes a page an acceptable article. Pure; asked by the pipelines and by `extract` alike."""

from datetime import datetime

from crawler.items import Article

# A dated flash («عاجل») is one sentence; below this a page has nothing a reader would call a text.
MIN_WORDS = 10

_KIND_REASONS = {"video": "video-page", "gallery": "gallery-page"}


def reason_to_reject(article: Article) -> str | None:
    """Return why a cleaned article is not acceptable, as a slug; None where it is."""
    if article.kind != "article":
        return _KIND_REASONS.get(article.kind, "not-an-article")
    if not article.title:
        return "no-title"
    if not article.text:
        return "no-text"
    if article.language != "ar":
        return "not-arabic"
    if (article.word_count or 0) < MIN_WORDS:
        return "too-short"
    return None


def is_in_date_range(
    instant: datetime | None, since: datetime | None, until: datetime | None
) -> bool:
    """Say whether an instant lies in [since, until); an unknown one is given the benefit."""
    if instant is None:
        return True
    return (since is None or instant >= since) and (until is None or instant < until)
