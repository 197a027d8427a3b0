"""Evidence of authors and agencies: what each rung says, and which names are accepted. Pure."""

from lxml import html

from crawler.extraction.context import ExtractionContext
from crawler.extraction.fields import agencies, authors
from crawler.extraction.fields import bylines as byline
from crawler.extraction.page import json_ld, meta_tags, semantic_markup
from crawler.extraction.page.site_names import list_site_names

_MAX_BYLINES = 16
_MAX_CREDIT_CHARS = 120


def read_json_ld_people(context: ExtractionContext) -> list[str]:
    """Return the authors and creators of the article object that are no organisations."""
    names: list[str] = []
    for node in context.page.json_ld_articles:
        for value in (node.get("author"), node.get("creator")):
            for author in json_ld.resolve_node_references(value, context.page.json_ld):
                if "organization" not in "".join(json_ld.read_node_types(author)):
                    names.extend(json_ld.read_json_ld_strings(author.get("name")))
            names.extend(
                json_ld.read_json_ld_strings(
                    [item for item in _as_list(value) if isinstance(item, str)]
                )
            )
    return names


def read_marked_bylines(context: ExtractionContext) -> list[str]:
    """Return the first marked bylines that name people, with those marked alike."""
    groups: dict[tuple[str, str, str], list[str]] = {}
    for element in context.semantic_elements.get("author")[:_MAX_BYLINES]:
        group_key = (
            str(element.tag),
            element.get("class") or "",
            element.get("rel") or element.get("itemprop") or "",
        )
        groups.setdefault(group_key, []).extend(_read_byline_names(element))
    for bylines in groups.values():
        if any(
            len(name.split()) > 1 for name in authors.find_person_names(bylines, context.site_names)
        ):
            return bylines
    return []


def read_json_ld_credits(context: ExtractionContext) -> list[str]:
    """Return all whom the article object names as author, creator or source."""
    names = _read_json_ld_names(context, "author", "creator", "sourceOrganization", "provider")
    return names + [
        text
        for node in context.page.json_ld_articles
        for key in ("author", "creator")
        for text in json_ld.read_json_ld_strings(node.get(key))
    ]


def read_credit_lines(context: ExtractionContext) -> list[str]:
    elements = context.semantic_elements.get("author")[:_MAX_BYLINES]
    texts = [semantic_markup.read_element_text(element, _MAX_CREDIT_CHARS) for element in elements]
    return texts + [
        line
        for line in byline.read_lines_above_text(context.body)
        if len(line) <= _MAX_CREDIT_CHARS
    ]


def accept_authors(context: ExtractionContext, rung: str, values: list[str]) -> list[str]:
    return list(
        authors.find_person_names(
            values, context.site_names, declared_person=rung in ("selector", "json-ld")
        )
    )


def accept_agencies(context: ExtractionContext, _rung: str, values: list[str]) -> list[str]:
    """Accept agencies other than the outlet itself.

    Only the `publisher` of the JSON-LD is the outlet: another organisation there may be the agency.
    """
    outlet_names = [
        *meta_tags.read_meta_values(context.page.meta, meta_tags.SITE),
        *_read_json_ld_names(context, "publisher"),
        context.publisher.name or "",
    ]
    return list(agencies.find_agencies(values, list_site_names(outlet_names, context.page.url)))


def _as_list(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _read_byline_names(element: html.HtmlElement) -> list[str]:
    """Read the links of a byline, else its pieces of text, one a line."""
    content = element.get("content")
    if content:
        return [content]
    links = [
        semantic_markup.read_element_text(link, 80)
        for link in element.iter("a")
        if link is not element
    ]
    linked_names = [link for link in links if len(link.split()) > 1]
    pieces = [piece.strip() for piece in element.itertext() if piece.strip()]
    text = "\n".join(pieces)
    return linked_names or ([text] if len(text) < 160 else [])


def _read_json_ld_names(context: ExtractionContext, *keys: str) -> list[str]:
    return [
        name
        for node in context.page.json_ld_articles
        for key in keys
        for maker in json_ld.resolve_node_references(node.get(key), context.page.json_ld)
        for name in json_ld.read_json_ld_strings(maker.get("name"))
    ]
