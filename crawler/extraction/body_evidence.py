"""The body of an article by its evidence: selectors, the page's structure, its scripts. Pure."""

from collections.abc import Sequence
from functools import partial

from lxml.html import HtmlElement

from crawler.extraction.body.body import Body, find_body
from crawler.extraction.body.embedded_text import take_embedded_text
from crawler.extraction.body.trafilatura import TrafilaturaReader
from crawler.extraction.context import ExtractionContext
from crawler.extraction.page import json_ld, meta_tags, publisher_selectors
from crawler.extraction.page.page import parse_page

# Where a page shows less, its scripts may hold the text.
_SHORT_TEXT_CHARS = 300


def extract_body(context: ExtractionContext, container_paths: tuple[str, ...]) -> Body:
    """Extract the body by selector or by the page's structure, and record the answers."""
    selectors = context.publisher.selectors
    selected_elements = publisher_selectors.select_elements(context.page.tree, selectors.text)
    find_text = partial(_find_text, context, container_paths)
    if context.publisher.verified:
        body = find_text(selected_elements)
    else:  # what nobody verified is asked where nothing else finds a text
        body = find_text([])
        body = find_text(selected_elements) if selected_elements and not body.paragraphs else body
    if sum(map(len, body.paragraphs)) < _SHORT_TEXT_CHARS:
        body = _add_embedded_text(context, body)
    if body.paragraphs:
        context.record_answer("text", body.rung, _describe_body(body), won=True)
    if body.rung != "trafilatura" and body.trafilatura_agrees is not None:
        agreement = "much the same text" if body.trafilatura_agrees else "another text"
        context.record_answer("text", "trafilatura", agreement, won=False)
    selected_standfirst = next(
        iter(publisher_selectors.select_texts(context.page.tree, selectors.lead)), None
    )
    if selected_standfirst and (context.publisher.verified or not body.standfirst):
        body.standfirst = selected_standfirst
    if body.standfirst:
        context.record_answer(
            "lead",
            "selector" if body.standfirst == selected_standfirst else "markup",
            body.standfirst,
            won=True,
        )
    return body


def _describe_body(body: Body) -> str:
    """Say how much text was found, and in which element."""
    amount = f"{len(body.paragraphs)} paragraphs, {sum(map(len, body.paragraphs))} characters"
    if body.container is None:
        return amount
    names = (body.container.get("id"), body.container.get("class"), body.container.get("itemprop"))
    return f"{amount} in {' '.join((str(body.container.tag), *filter(None, names)))}"


def _find_text(
    context: ExtractionContext,
    container_paths: tuple[str, ...],
    selected_elements: Sequence[HtmlElement],
) -> Body:
    page_articles = context.page.json_ld_articles
    reader = TrafilaturaReader(context.page.url, deeply_nested=context.page.deeply_nested)
    return find_body(
        context.page.tree,
        title=context.title,
        meta_descriptions=tuple(
            meta_tags.read_meta_values(context.page.meta, meta_tags.DESCRIPTION)
        ),
        removed_elements=context.removed_elements,
        selected_elements=selected_elements,
        boilerplate_phrases=context.publisher.chrome,
        article_body_text=json_ld.read_article_body_text(page_articles),
        other_extractor=reader.read_paragraphs,
        full_extractor=reader.read_full_paragraphs,
        container_paths=container_paths,
    )


def _add_embedded_text(context: ExtractionContext, body: Body) -> Body:
    """Take the text from the page's scripts where they hold more of it than its elements."""
    embedded = context.page.embedded_article
    if embedded is None:
        return body
    tree = parse_page(embedded.markup.encode(), url=context.page.url).tree
    return take_embedded_text(body, tree, context.title)
