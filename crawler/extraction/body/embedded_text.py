"""The text of a page from its scripts, where its elements hold none. Pure."""

from dataclasses import replace

from lxml import html

from crawler.extraction.body.body import Body, find_body

# A text that the page shows is at least this share of what its scripts hold of it.
_MIN_SHOWN_SHARE = 0.25


def take_embedded_text(body: Body, embedded_tree: html.HtmlElement, title: str | None) -> Body:
    """Return the body with the paragraphs of an embedded article's tree, if it has few itself."""
    embedded = find_body(embedded_tree, title=title)
    shown_chars = sum(map(len, body.paragraphs))
    if shown_chars >= _MIN_SHOWN_SHARE * sum(map(len, embedded.paragraphs)):
        return body
    return replace(
        body,
        paragraphs=embedded.paragraphs,
        paragraph_elements=embedded.paragraph_elements,
        cuts=[*body.cuts, *embedded.cuts],
        rung="embedded",
        is_confirmed=False,
    )
