"""What a site tells of itself, as the draft of a publisher file."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from crawler.publisher.countries import by_code, country_of
from crawler.urls.canonical_form import fetchable, site

_NO_SLUG = re.compile(r"[^a-z0-9]+")
_NUMERIC = re.compile(r"[\d.]+(:\d+)?|\[.*")
SECTIONS_MAX = 12


@dataclass(frozen=True, kw_only=True, slots=True)
class SiteFacts:
    """What a probe found; addresses are canonical and on the site of `homepage`."""

    homepage: str
    name: str | None = None
    country: str | None = None
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()


def slug_for(url: str) -> str:
    """Return the slug of an address's site: the name before the public suffix, in Latin letters."""
    name = site(url)
    label = name if _NUMERIC.fullmatch(name) else name.partition(".")[0]
    sent = urlsplit(fetchable(f"http://{label}/")).netloc
    return _NO_SLUG.sub("-", sent).strip("-")


def draft(facts: SiteFacts, today: date) -> str:
    """Return the text of a file for the site; what it does not tell stands as a comment to fill."""
    country = country_of(facts.homepage) or by_code(facts.country)
    lines = [
        f"# Drafted {today.isoformat()} from what the site declares. Check every line.",
        f"name = {_quoted(facts.name or site(facts.homepage))}",
        f'country = "{country.code}"' if country else '# country = "EG"',
        f'timezone = "{country.timezone}"' if country else '# timezone = "Africa/Cairo"',
        f'months = "{country.months}"' if country else '# months = "egyptian"',
        f"homepage = {_quoted(facts.homepage)}",
        f"domains = [{_quoted(site(facts.homepage))}]",
        "verified = false",
        f"facts = {today.year}",
        "",
        "[sources]",
        *_listed("feeds", facts.feeds),
        *_listed("sitemaps", facts.sitemaps),
        *_listed("sections", facts.sections[:SECTIONS_MAX]),
    ]
    return "\n".join(lines) + "\n"


def _listed(key: str, addresses: Iterable[str]) -> list[str]:
    items = [f"    {_quoted(address)}," for address in addresses]
    return [f"{key} = [", *items, "]"] if items else [f"{key} = []"]


def _quoted(text: str) -> str:
    """JSON's strings are TOML's, but for DEL, which no name or address has."""
    return json.dumps(text, ensure_ascii=False)
