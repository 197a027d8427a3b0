"""Verdicts of the classifier's rules."""

from typing import NamedTuple

from crawler.discovery.links import LinkKind


class UrlVerdict(NamedTuple):
    """A kind; `sure` says whether it stands against what an anchor suggests."""

    kind: LinkKind
    sure: bool = True


SKIP = UrlVerdict("skip")
FEED = UrlVerdict("feed")
SITEMAP = UrlVerdict("sitemap")
PAGING = UrlVerdict("paging")
ARTICLE = UrlVerdict("article")
LIKELY_ARTICLE = UrlVerdict("article", sure=False)
SECTION = UrlVerdict("section")
LIKELY_SECTION = UrlVerdict("section", sure=False)
PAGE = UrlVerdict("page", sure=False)
# Sure against anchors: a headline above a video does not make it an article.
MEDIA_PAGE = UrlVerdict("page")
