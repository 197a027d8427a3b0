"""Rules an article must meet to be stored. Pure; used by the pipelines and by `scrapy extract`."""

from datetime import datetime

from crawler.items import Article

# One sentence of breaking news («عاجل») is an article; fewer words are no text to a reader.
MIN_WORDS = 10

_KIND_REASONS = {"video": "video-page", "gallery": "gallery-page"}


def reason_to_reject(article: Article) -> str | None:
    """Return the reason to reject a cleaned article, as a slug; None for an acceptable one."""
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
    """Say whether an instant lies in [since, until); an unknown instant counts as inside."""
    if instant is None:
        return True
    return (since is None or instant >= since) and (until is None or instant < until)
