"""The JSON-LD graph of «مرقاب»'s articles, and the form of its instants."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from tests.second_site.mirqab_parts import json_ld
from tests.second_site.story import Story


def iso(moment: datetime | date) -> str:
    """Write an instant with milliseconds and Z in UTC, else with its offset."""
    if isinstance(moment, datetime) and moment.utcoffset() == timedelta(0):
        return f"{moment:%Y-%m-%dT%H:%M:%S}.000Z"
    return moment.isoformat()


def graph(story: Story, absolute: Callable[[str], str], name: str, section_path: str) -> str:
    """Describe the site, its organisation, the breadcrumb and the article in one graph."""
    home = absolute("/")
    organization = {"@type": "NewsMediaOrganization", "@id": f"{home}#org", "name": name}
    breadcrumb = {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": 1, "name": "الرئيسية", "item": home},
            {
                "@type": "ListItem",
                "position": 2,
                "name": story.section,
                "item": absolute(section_path),
            },
        ],
    }
    site = {"@type": "WebSite", "@id": f"{home}#site", "name": name, "url": home}
    nodes = [organization, site, breadcrumb, _article(story, absolute, home, name)]
    if story.linked:
        nodes += _people(story, absolute)
    return json_ld({"@graph": nodes})


def _article(story: Story, absolute: Callable[[str], str], home: str, name: str) -> dict[str, Any]:
    url = absolute(story.path)
    node: dict[str, Any] = {
        "@type": ["NewsArticle", "ReportageNewsArticle"] if story.linked else "NewsArticle",
        "@id": f"{url}#article",
        "mainEntityOfPage": {"@type": "WebPage", "@id": url},
        "headline": story.title,
        "description": story.lead or story.teaser,
        "inLanguage": story.language,
        "datePublished": iso(story.published),
        "articleSection": [story.section],
        "publisher": {"@id": f"{home}#org"},
        "isAccessibleForFree": True,
    }
    if story.modified:
        node["dateModified"] = iso(story.modified)
    if authors := _authors(story, absolute, name):
        node["author"] = authors
    if story.tags:
        node["keywords"] = "، ".join(story.tags) if story.linked else list(story.tags)
    if story.photos:
        images = [absolute(f"/media/{photo.file}") for photo in story.photos]
        node["image"] = [{"@type": "ImageObject", "url": image} for image in images]
    return node


def _authors(story: Story, absolute: Callable[[str], str], name: str) -> list[dict[str, str]]:
    people = _people(story, absolute)
    if story.linked:
        return [{"@id": person["@id"]} for person in people]
    organizations = [story.agency] if story.agency else [name] if story.desk else []
    return people + [{"@type": "Organization", "name": each} for each in organizations]


def _people(story: Story, absolute: Callable[[str], str]) -> list[dict[str, str]]:
    pages = {person: absolute(f"/people/{person.replace(' ', '-')}") for person in story.authors}
    return [
        {"@type": "Person", "@id": f"{page}#person", "name": person, "url": page}
        for person, page in pages.items()
    ]
