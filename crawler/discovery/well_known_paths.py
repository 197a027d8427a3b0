"""Usual addresses of feeds and sitemaps, for outlets that declare none; the likeliest first.

The lists are short because every miss is a needless request to the outlet's server.
"""

from urllib.parse import urljoin

_FEED_PATHS = ("feed/", "rss", "rss.xml", "feed.xml", "atom.xml")
_SITEMAP_PATHS = (
    "sitemap.xml",
    "sitemap_index.xml",
    "news-sitemap.xml",
    "wp-sitemap.xml",
    "sitemap.xml.gz",
)


def list_well_known_feeds(home: str) -> tuple[str, ...]:
    """Return addresses below the front page `home` where feeds usually are."""
    return tuple(urljoin(_end_with_slash(home), name) for name in _FEED_PATHS)


def list_well_known_sitemaps(home: str) -> tuple[str, ...]:
    """Return addresses at the root of the site of `home` where sitemaps usually are."""
    return tuple(urljoin(home, f"/{name}") for name in _SITEMAP_PATHS)


def _end_with_slash(home: str) -> str:
    return home if home.endswith("/") else f"{home}/"
