"""Who made it: what the rungs say of authors and agencies, and what of it is believed. Pure."""

from lxml import html

from crawler.extraction import agencies, authors, byline, markup, meta, structured, titles
from crawler.extraction.case import ExtractionContext

_MAX_BYLINES = 16
_MAX_CREDIT_CHARS = 120


def read_json_ld_people(context: ExtractionContext) -> list[str]:
    """Persons of the article object; what it calls an organisation is none."""
    found: list[str] = []
    for node in context.page.json_ld_articles:
        for value in (node.get("author"), node.get("creator")):
            for one in structured.resolve_node_references(value, context.page.json_ld):
                if "organization" not in "".join(structured.read_node_types(one)):
                    found.extend(structured.read_json_ld_strings(one.get("name")))
            found.extend(
                structured.read_json_ld_strings(
                    [item for item in _as_list(value) if isinstance(item, str)]
                )
            )
    return found


def read_marked_bylines(context: ExtractionContext) -> list[str]:
    """The first marked bylines that name people, and those marked alike beside them."""
    groups: dict[tuple[str, str, str], list[str]] = {}
    for element in context.semantic_elements.get("author")[:_MAX_BYLINES]:
        mark = (
            str(element.tag),
            element.get("class") or "",
            element.get("rel") or element.get("itemprop") or "",
        )
        groups.setdefault(mark, []).extend(_read_byline_names(element))
    for values in groups.values():
        if any(
            len(name.split()) > 1 for name in authors.find_person_names(values, context.site_names)
        ):
            return values
    return []


def read_json_ld_credits(context: ExtractionContext) -> list[str]:
    """Whoever the article object names as author, maker or source, organisations too."""
    named = _read_json_ld_names(context, "author", "creator", "sourceOrganization", "provider")
    return named + [
        text
        for node in context.page.json_ld_articles
        for key in ("author", "creator")
        for text in structured.read_json_ld_strings(node.get(key))
    ]


def read_credit_lines(context: ExtractionContext) -> list[str]:
    marked = context.semantic_elements.get("author")[:_MAX_BYLINES]
    texts = [markup.read_element_text(element, _MAX_CREDIT_CHARS) for element in marked]
    return texts + [
        row for row in byline.read_lines_above_text(context.body) if len(row) <= _MAX_CREDIT_CHARS
    ]


def accept_authors(context: ExtractionContext, rung: str, values: list[str]) -> list[str]:
    return list(
        authors.find_person_names(
            values, context.site_names, declared_person=rung in ("selector", "json-ld")
        )
    )


def accept_agencies(context: ExtractionContext, _rung: str, values: list[str]) -> list[str]:
    """Not the outlet itself; an organisation that JSON-LD names may well be the agency."""
    outlet = [
        *meta.read_meta_values(context.page.meta, meta.SITE),
        *_read_json_ld_names(context, "publisher"),
        context.publisher.name or "",
    ]
    return list(agencies.find_agencies(values, titles.list_site_names(outlet, context.page.url)))


def _as_list(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _read_byline_names(element: html.HtmlElement) -> list[str]:
    """The links of a byline, else its pieces of text, each on a line."""
    content = element.get("content")
    if content:
        return [content]
    links = [
        markup.read_element_text(link, 80) for link in element.iter("a") if link is not element
    ]
    named = [link for link in links if len(link.split()) > 1]
    pieces = [piece.strip() for piece in element.itertext() if piece.strip()]
    text = "\n".join(pieces)
    return named or ([text] if len(text) < 160 else [])


def _read_json_ld_names(context: ExtractionContext, *keys: str) -> list[str]:
    return [
        name
        for node in context.page.json_ld_articles
        for key in keys
        for one in structured.resolve_node_references(node.get(key), context.page.json_ld)
        for name in structured.read_json_ld_strings(one.get("name"))
    ]
