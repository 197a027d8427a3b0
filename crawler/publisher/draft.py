"""Drafts of publisher files, made from what a site declares."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from crawler.publisher.countries import find_country_by_code, find_country_by_domain
from crawler.urls.canonical_form import get_site, to_ascii_url

_NON_SLUG_CHARACTERS = re.compile(r"[^a-z0-9]+")
_IP_ADDRESS = re.compile(r"[\d.]+(:\d+)?|\[.*")
MAX_DRAFT_SECTIONS = 12


@dataclass(frozen=True, kw_only=True, slots=True)
class SiteFacts:
    """Facts a probe found on a site; addresses are canonical and on the site of `homepage`."""

    homepage: str
    name: str | None = None
    country: str | None = None
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()


def make_slug(url: str) -> str:
    """Return the slug of an address's site: the name before the public suffix, in Latin letters."""
    site = get_site(url)
    label = site if _IP_ADDRESS.fullmatch(site) else site.partition(".")[0]
    ascii_label = urlsplit(to_ascii_url(f"http://{label}/")).netloc
    return _NON_SLUG_CHARACTERS.sub("-", ascii_label).strip("-")


def draft_publisher_file(facts: SiteFacts, today: date) -> str:
    """Return a publisher file for the site, with comments to fill in where facts are missing."""
    country = find_country_by_domain(facts.homepage) or find_country_by_code(facts.country)
    lines = [
        f"# Drafted {today.isoformat()} from what the site declares. Check every line.",
        f"name = {_quote_string(facts.name or get_site(facts.homepage))}",
        f'country = "{country.code}"' if country else '# country = "EG"',
        f'timezone = "{country.timezone}"' if country else '# timezone = "Africa/Cairo"',
        f"homepage = {_quote_string(facts.homepage)}",
        f"domains = [{_quote_string(get_site(facts.homepage))}]",
        "verified = false",
        f"facts = {today.year}",
        "",
        "[sources]",
        *_format_list("feeds", facts.feeds),
        *_format_list("sitemaps", facts.sitemaps),
        *_format_list("sections", facts.sections[:MAX_DRAFT_SECTIONS]),
    ]
    return "\n".join(lines) + "\n"


def _format_list(key: str, addresses: Iterable[str]) -> list[str]:
    items = [f"    {_quote_string(address)}," for address in addresses]
    return [f"{key} = [", *items, "]"] if items else [f"{key} = []"]


def _quote_string(text: str) -> str:
    """Quote as JSON does: TOML differs only in DEL, which no name or address has."""
    return json.dumps(text, ensure_ascii=False)
