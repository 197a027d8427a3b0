"""Who made it: what the rungs say of authors and agencies, and what of it is believed. Pure."""

from lxml import html

from crawler.extraction import agencies, authors, byline, markup, meta, structured, titles
from crawler.extraction.case import Case

_MAX_BYLINES = 16
_LONGEST_CREDIT = 120


def declared_people(case: Case) -> list[str]:
    """Persons of the article object; what it calls an organisation is none."""
    found: list[str] = []
    for node in case.page.articles:
        for value in (node.get("author"), node.get("creator")):
            for one in structured.resolve(value, case.page.json_ld):
                if "organization" not in "".join(structured.types(one)):
                    found.extend(structured.strings(one.get("name")))
            found.extend(
                structured.strings([item for item in _listed(value) if isinstance(item, str)])
            )
    return found


def bylines(case: Case) -> list[str]:
    """The first marked bylines that name people, and those marked alike beside them."""
    groups: dict[tuple[str, str, str], list[str]] = {}
    for element in case.marks.of("author")[:_MAX_BYLINES]:
        mark = (
            str(element.tag),
            element.get("class") or "",
            element.get("rel") or element.get("itemprop") or "",
        )
        groups.setdefault(mark, []).extend(_names_in(element))
    for values in groups.values():
        if any(len(name.split()) > 1 for name in authors.people(values, case.site_names)):
            return values
    return []


def declared_credits(case: Case) -> list[str]:
    """Whoever the article object names as author, maker or source, organisations too."""
    named = _names_under(case, "author", "creator", "sourceOrganization", "provider")
    return named + [
        text
        for node in case.page.articles
        for key in ("author", "creator")
        for text in structured.strings(node.get(key))
    ]


def credit_lines(case: Case) -> list[str]:
    marked = case.marks.of("author")[:_MAX_BYLINES]
    texts = [markup.text_of(element, _LONGEST_CREDIT) for element in marked]
    return texts + [row for row in byline.rows(case.body) if len(row) <= _LONGEST_CREDIT]


def people(case: Case, rung: str, said: list[str]) -> list[str]:
    return list(authors.people(said, case.site_names, declared=rung in ("selector", "json-ld")))


def credited(case: Case, _rung: str, said: list[str]) -> list[str]:
    """Not the outlet itself; an organisation that JSON-LD names may well be the agency."""
    outlet = [
        *meta.every(case.page.meta, meta.SITE),
        *_names_under(case, "publisher"),
        case.publisher.name or "",
    ]
    return list(agencies.credited(said, titles.site_names(outlet, case.page.url)))


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _names_in(element: html.HtmlElement) -> list[str]:
    """The links of a byline, else its pieces of text, each on a line."""
    content = element.get("content")
    if content:
        return [content]
    links = [markup.text_of(link, 80) for link in element.iter("a") if link is not element]
    named = [link for link in links if len(link.split()) > 1]
    pieces = [piece.strip() for piece in element.itertext() if piece.strip()]
    text = "\n".join(pieces)
    return named or ([text] if len(text) < 160 else [])


def _names_under(case: Case, *keys: str) -> list[str]:
    return [
        name
        for node in case.page.articles
        for key in keys
        for one in structured.resolve(node.get(key), case.page.json_ld)
        for name in structured.strings(one.get("name"))
    ]
