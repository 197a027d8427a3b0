"""An article as plain values with the stored document's field names. Pure."""

from dataclasses import asdict
from typing import Any

from crawler.items import Article

# Of the page or the run, not of the article.
_PASSING = ("kind", "outcome", "traces", "chrome", "container", "judged")


def as_document(article: Article) -> dict[str, Any]:
    """Return the article's fields as dicts, lists, strings and aware datetimes."""
    document = asdict(article)
    for name in _PASSING:
        del document[name]
    for name in ("authors", "agencies", "tags", "images"):
        document[name] = list(document[name])
    return document
