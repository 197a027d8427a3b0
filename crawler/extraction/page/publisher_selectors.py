"""Elements and texts that the publisher's selectors find. Pure."""

from collections.abc import Iterable

from lxml import html

from crawler.extraction.page.semantic_markup import read_element_text
from crawler.publisher.selectors import compile_selector


def select_elements(tree: html.HtmlElement, selectors: Iterable[str]) -> list[html.HtmlElement]:
    """Return the elements of the first selector that finds any."""
    for selector in selectors:
        elements = [item for item in compile_selector(selector)(tree) if not isinstance(item, str)]
        if elements:
            return elements
    return []


def select_all_elements(
    tree: html.HtmlElement, selectors: Iterable[str]
) -> tuple[html.HtmlElement, ...]:
    """Return the elements of all selectors, each once."""
    items = (item for selector in selectors for item in compile_selector(selector)(tree))
    return tuple(dict.fromkeys(item for item in items if not isinstance(item, str)))


def select_texts(tree: html.HtmlElement, selectors: Iterable[str]) -> list[str]:
    """Return the texts of the first selector that finds any.

    A `<meta>` gives its content, a `<time>` its datetime.
    """
    for selector in selectors:
        values = [
            item if isinstance(item, str) else _read_element_value(item)
            for item in compile_selector(selector)(tree)
        ]
        texts = [" ".join(text.split()) for text in values if text and text.strip()]
        if texts:
            return texts
    return []


def _read_element_value(element: html.HtmlElement) -> str:
    return element.get("content") or element.get("datetime") or read_element_text(element)
