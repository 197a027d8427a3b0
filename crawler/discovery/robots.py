"""The sitemaps a robots.txt names."""

from protego import Protego

from crawler.discovery.bodies import unpacked
from crawler.discovery.robots_groups import own_groups
from crawler.urls import canonical

# RFC 9309 2.5 asks for 500 KiB at least; Google reads as much.
_LIMIT = 512_000
# Sitemap lines stand in no group.
_NOBODY = ""


def sitemap_addresses(body: bytes, url: str) -> list[str]:
    """Return the canonical addresses of the `Sitemap:` lines, each once, in their order.

    Relative ones are resolved against `url`, the robots file's own. A page of HTML gives nothing.
    """
    text = own_groups(b"".join(unpacked(body, limit=_LIMIT)), _NOBODY).decode()
    if text.lstrip().startswith("<"):
        return []
    addresses = (canonical(line, url) for line in Protego.parse(text).sitemaps)
    return list(dict.fromkeys(address for address in addresses if address))
