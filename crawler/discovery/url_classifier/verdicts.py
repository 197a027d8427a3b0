"""What a rule of the classifier answers."""

from typing import NamedTuple

from crawler.discovery.links import LinkKind


class UrlVerdict(NamedTuple):
    """A kind, and whether it stands against what an anchor suggests."""

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
# A headline above a video does not make it an article: only the page itself can tell.
MEDIA_PAGE = UrlVerdict("page")
