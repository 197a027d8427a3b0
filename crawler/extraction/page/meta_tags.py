"""The `<meta>` elements: Open Graph, Twitter, Dublin Core, sailthru, parsely and friends. Pure."""

from collections.abc import Iterable, Mapping

from lxml import html

Meta = Mapping[str, tuple[str, ...]]

_NAME_ATTRIBUTES = ("property", "name", "itemprop", "http-equiv")

TITLE = (
    "og:title", "twitter:title", "sailthru.title", "parsely-title", "dc.title", "title",
    "headline", "mediator_title",
)  # fmt: skip
DESCRIPTION = (
    "og:description", "description", "twitter:description", "sailthru.description",
    "dc.description",
)  # fmt: skip
PUBLISHED = (
    "article:published_time", "article:published", "og:article:published_time",
    "og:published_time", "datepublished", "date_published", "publish-date", "publishdate",
    "publish_date", "publication_date", "parsely-pub-date", "sailthru.date", "dc.date.issued",
    "dcterms.created", "dcterms.date", "dc.date.created", "dc.date", "dcterms.issued",
    "pubdate", "pdate", "cxenseparse:recs:publishtime", "article_date_original",
    "article.published", "originalpublicationdate", "datecreated", "created",
    "rnews:datepublished", "vr:published_time", "iso-8601-publish-date", "date",
)  # fmt: skip
MODIFIED = (
    "article:modified_time", "article:modified", "og:updated_time", "datemodified",
    "date_modified", "dcterms.modified", "dc.date.modified", "lastmod", "last-modified",
    "article.updated", "revised", "modified",
)  # fmt: skip
AUTHOR = (
    "author", "article:author", "og:article:author", "parsely-author", "sailthru.author",
    "byl", "dc.creator", "dcterms.creator", "dc.contributor", "creator", "article:author_name",
    "cxenseparse:author", "vr:author", "authors", "article.author", "rnews:author",
)  # fmt: skip
SECTION = (
    "article:section", "og:article:section", "articlesection", "parsely-section", "section",
    "sailthru.section", "category", "cxenseparse:recs:category", "article.section",
    "news_category", "dc.subject.section",
)  # fmt: skip
TAGS = (
    "article:tag", "og:article:tag", "news_keywords", "parsely-tags", "sailthru.tags",
    "keywords", "dc.subject",
)  # fmt: skip
SITE = (
    "og:site_name", "application-name", "apple-mobile-web-app-title", "twitter:site",
    "publisher", "dc.publisher", "copyright",
)  # fmt: skip
IMAGE = (
    "og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src",
    "sailthru.image.full", "parsely-image-url", "thumbnail", "image",
)  # fmt: skip

_MAX_VALUES = 200  # of one name: a page may repeat it a hundred thousand times


def read_meta(tree: html.HtmlElement, foreign_elements: frozenset[html.HtmlElement]) -> Meta:
    """Read the values of `<meta>` elements, in page order, by each of their lower-case names.

    Empty and repeated values, and those of `foreign_elements`, are left out.
    """
    values_by_name: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        content = (element.get("content") or element.get("value") or "").strip()
        if not content or element in foreign_elements:
            continue
        for attribute in _NAME_ATTRIBUTES:
            for name in (element.get(attribute) or "").lower().split():
                values = values_by_name.setdefault(name, [])
                if len(values) < _MAX_VALUES and content not in values:
                    values.append(content)
    return {name: tuple(values) for name, values in values_by_name.items()}


def read_meta_values(meta: Meta, names: Iterable[str]) -> list[str]:
    """Return all values of all names, in the order of the names, each once."""
    return list(dict.fromkeys(value for name in names for value in meta.get(name, ())))
