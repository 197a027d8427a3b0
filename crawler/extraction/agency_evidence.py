"""Evidence of agencies: what each rung says, and which names are accepted. Pure."""

from crawler.extraction.context import ExtractionContext
from crawler.extraction.fields import agencies, printed_bylines
from crawler.extraction.page import json_ld, meta_tags, semantic_markup
from crawler.extraction.page.site_names import list_site_names

_MAX_BYLINES = 16
_MAX_CREDIT_CHARS = 120


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
        for line in printed_bylines.read_lines_above_text(context.body)
        if len(line) <= _MAX_CREDIT_CHARS
    ]


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


def _read_json_ld_names(context: ExtractionContext, *keys: str) -> list[str]:
    return [
        name
        for node in context.page.json_ld_articles
        for key in keys
        for maker in json_ld.resolve_node_references(node.get(key), context.page.json_ld)
        for name in json_ld.read_json_ld_strings(maker.get("name"))
    ]
