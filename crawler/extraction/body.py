"""The text of an article: its paragraphs, its standfirst, and what was left out. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml import html

from crawler.extraction.blocks import Cut, PageBlocks, read_blocks
from crawler.extraction.choice import ParagraphExtractor, choose_containers
from crawler.extraction.lead import find_headline_index, find_standfirst
from crawler.extraction.region import BodyRegion
from crawler.extraction.sameness import extract_letters, is_beginning_of
from crawler.extraction.sieve import find_cut_reasons
from crawler.text.normalise import fold_text

# Below this a page has no text worth the name, and the walk is done again without names.
_MIN_BODY_CHARS = 140


@dataclass(slots=True)
class Body:
    """What was found; `element` is the container, `cuts` what was left out of it.

    `rung`, `agrees` and `sure` are those of the choice, `homes` the elements the paragraphs stand
    in, in the same order.
    """

    paragraphs: list[str] = field(default_factory=list)
    standfirst: str | None = None
    container: html.HtmlElement | None = None
    cuts: list[Cut] = field(default_factory=list)
    page_blocks: PageBlocks = field(default_factory=PageBlocks)
    block_span: tuple[int, int] = (0, 0)
    headline_index: int | None = None
    rung: str = "markup"
    trafilatura_agrees: bool | None = None
    is_confirmed: bool = False
    paragraph_elements: list[html.HtmlElement] = field(default_factory=list)

    @property
    def headline_element(self) -> html.HtmlElement | None:
        """The element the headline above the text stands in."""
        if self.headline_index is None:
            return None
        return self.page_blocks.nodes[
            self.page_blocks.blocks[self.headline_index].node_index
        ].element

    @property
    def text(self) -> str | None:
        """The paragraphs joined by a blank line; None where there are none."""
        return "\n\n".join(self.paragraphs) or None


def find_body(
    root: html.HtmlElement,
    *,
    title: str | None,
    meta_descriptions: tuple[str, ...] = (),
    removed_elements: frozenset[html.HtmlElement] = frozenset(),
    selected_elements: Sequence[html.HtmlElement] = (),
    boilerplate_phrases: tuple[str, ...] = (),
    article_body_text: str = "",
    other_extractor: ParagraphExtractor = lambda _: [],
    container_paths: tuple[str, ...] = (),
) -> Body:
    """Find the text of a page.

    `meta_descriptions` are the meta ones, `removed_elements` elements to leave out, `selected_elements` those a selector
    says hold the text, `boilerplate_phrases` what the publisher's file calls chrome, `article_body_text` is JSON-LD's
    articleBody, `other_extractor` gives the paragraphs of another extractor, asked until the shape is
    confirmed; `container_paths` are the paths that the outlet's other pages have confirmed.
    """
    asked = _BodySearch(
        title,
        meta_descriptions,
        frozenset(selected_elements),
        tuple(map(fold_text, boilerplate_phrases)),
        extract_letters(article_body_text),
        other_extractor,
        container_paths,
    )
    body = _extract_body_text(
        read_blocks(root, removed_elements=removed_elements, kept_elements=asked.selected_elements),
        asked,
    )
    if sum(map(len, body.paragraphs)) < _MIN_BODY_CHARS and not selected_elements:
        second = _extract_body_text(
            read_blocks(root, keep_boilerplate=True, removed_elements=removed_elements), asked
        )
        if sum(map(len, second.paragraphs)) > 2 * sum(map(len, body.paragraphs)):
            return second
    return body


@dataclass(frozen=True, slots=True)
class _BodySearch:
    title: str | None
    meta_descriptions: tuple[str, ...]
    selected_elements: frozenset[html.HtmlElement]
    boilerplate_phrases: tuple[str, ...]
    article_body_letters: str
    other_extractor: ParagraphExtractor
    container_paths: tuple[str, ...]


def _extract_body_text(page_blocks: PageBlocks, search: _BodySearch) -> Body:
    choice = choose_containers(
        page_blocks,
        selected_elements=search.selected_elements,
        container_paths=search.container_paths,
        article_body_letters=search.article_body_letters,
        other_extractor=search.other_extractor,
    )
    chosen = choice.node_indexes
    at = [
        index
        for place in chosen
        for index in range(page_blocks.nodes[place].first_block, page_blocks.nodes[place].end_block)
    ]
    if not at:
        return Body(page_blocks=page_blocks)
    region = BodyRegion(
        [page_blocks.blocks[index] for index in at],
        page_blocks,
        search.title,
        search.boilerplate_phrases,
        search.article_body_letters,
        frozenset(chosen),
    )
    verdicts = find_cut_reasons(region)
    kept = [block for index, block in enumerate(region.blocks) if index not in verdicts]
    cuts = [Cut(reason, region.blocks[index].text) for index, reason in sorted(verdicts.items())]
    span = (at[region.first_text_block], at[region.last_text_block] + 1)
    headline = find_headline_index(page_blocks, span[0], search.title)
    opening = find_standfirst(page_blocks, span[0], headline, kept, search.meta_descriptions)
    lead = extract_letters(opening.standfirst) if opening.standfirst else None
    text = [
        block
        for block in kept
        if not (lead and is_beginning_of(extract_letters(block.text), lead, is_cut=False))
    ]
    if opening.first_paragraph:
        text.insert(
            0, next(one for one in page_blocks.blocks if one.text == opening.first_paragraph)
        )
    return Body(
        [block.text for block in text],
        opening.standfirst,
        page_blocks.nodes[chosen[0]].element,
        cuts,
        page_blocks,
        span,
        headline,
        choice.rung,
        choice.trafilatura_agrees,
        choice.is_confirmed,
        [page_blocks.nodes[block.node_index].element for block in text],
    )
