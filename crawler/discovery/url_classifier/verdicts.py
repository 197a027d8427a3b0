"""What a rule of the classifier answers."""

from typing import NamedTuple

from crawler.discovery.links import LinkKind


class Verdict(NamedTuple):
    """A kind, and whether it stands against what an anchor suggests."""

    kind: LinkKind
    sure: bool = True


SKIP = Verdict("skip")
FEED = Verdict("feed")
SITEMAP = Verdict("sitemap")
PAGING = Verdict("paging")
ARTICLE = Verdict("article")
LIKELY_ARTICLE = Verdict("article", sure=False)
SECTION = Verdict("section")
LIKELY_SECTION = Verdict("section", sure=False)
PAGE = Verdict("page", sure=False)
# A headline above a video does not make it an article: only the page itself can tell.
MEDIA_PAGE = Verdict("page")
