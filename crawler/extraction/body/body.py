"""The body of an article: its paragraphs, its standfirst, and what was cut. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from lxml import html

from crawler.extraction.body.adjoining import add_adjoining_paragraphs
from crawler.extraction.body.block_walker import read_blocks
from crawler.extraction.body.blocks import Block, Cut, PageBlocks
from crawler.extraction.body.comments import mark_reader_comments
from crawler.extraction.body.container import find_fullest_container, measure_prose
from crawler.extraction.body.container_choice import (
    ContainerChoice,
    ParagraphExtractor,
    choose_containers,
)
from crawler.extraction.body.filtering import find_cut_reasons, find_word_cuts
from crawler.extraction.body.marked_text import find_text_in_boilerplate
from crawler.extraction.body.other_articles import drop_other_articles
from crawler.extraction.body.region import BodyRegion
from crawler.extraction.body.standfirst import (
    StandfirstResult,
    find_headline_index,
    find_standfirst,
)
from crawler.extraction.page.text_match import extract_letters, is_beginning_of
from crawler.text.normalise import fold_text

# A page with fewer characters of text is read again, boilerplate by its names kept.
_MIN_BODY_CHARS = 140
# Another extractor's text is the fuller one where the body holds a smaller share of it.
_MIN_FULL_SHARE = 0.5


@dataclass(slots=True)
class Body:
    """The text of a page, where it stands, and what was cut from it.

    `container` is the element that holds the text, `block_span` the range of its blocks,
    `paragraph_elements` the elements of the `paragraphs`, in the same order. `rung`,
    `trafilatura_agrees` and `is_confirmed` come from the `ContainerChoice`.
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
        """The element of the headline above the text."""
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
    full_extractor: ParagraphExtractor | None = None,
    container_paths: tuple[str, ...] = (),
) -> Body:
    """Find the text of a page.

    - `removed_elements`: elements to leave out
    - `selected_elements`: those a publisher's selector says hold the text
    - `boilerplate_phrases`: beginnings of blocks that the publisher's file calls boilerplate
    - `article_body_text`: JSON-LD's articleBody
    - `other_extractor`: gives another extractor's paragraphs; asked until a container is confirmed
    - `full_extractor`: the same, but it leaves out less
    - `container_paths`: paths of containers that the outlet's other pages have confirmed
    """
    search = _BodySearch(
        title=title,
        meta_descriptions=meta_descriptions,
        selected_elements=frozenset(selected_elements),
        boilerplate_phrases=tuple(map(fold_text, boilerplate_phrases)),
        article_body_letters=extract_letters(article_body_text),
        other_extractor=other_extractor,
        full_extractor=full_extractor or other_extractor,
        container_paths=container_paths,
    )
    page_blocks = read_blocks(
        root, removed_elements=removed_elements, kept_elements=search.selected_elements
    )
    mark_reader_comments(page_blocks, title)
    page_blocks.drop_boilerplate(find_text_in_boilerplate(page_blocks, search.full_extractor))
    body = _find_fuller_text(page_blocks, search, _extract_body_text(page_blocks, search))
    if _is_long_enough(body) or selected_elements:
        return body
    page_blocks = read_blocks(root, removed_elements=removed_elements, enters_all=True)
    mark_reader_comments(page_blocks, title)
    page_blocks.unmark_all_but("comments")
    page_blocks.drop_boilerplate()
    second_body = _extract_body_text(page_blocks, search)
    if sum(map(len, second_body.paragraphs)) > 2 * sum(map(len, body.paragraphs)):
        body = second_body
    return body


def _is_long_enough(body: Body) -> bool:
    return sum(map(len, body.paragraphs)) >= _MIN_BODY_CHARS


@dataclass(frozen=True, kw_only=True, slots=True)
class _BodySearch:
    """The arguments of `find_body`, prepared for comparing."""

    title: str | None
    meta_descriptions: tuple[str, ...]
    selected_elements: frozenset[html.HtmlElement]
    boilerplate_phrases: tuple[str, ...]
    article_body_letters: str
    other_extractor: ParagraphExtractor
    full_extractor: ParagraphExtractor
    container_paths: tuple[str, ...]


def _extract_body_text(page_blocks: PageBlocks, search: _BodySearch) -> Body:
    choice = choose_containers(
        page_blocks,
        selected_elements=search.selected_elements,
        container_paths=search.container_paths,
        article_body_letters=search.article_body_letters,
        other_extractor=search.other_extractor,
    )
    block_indexes = add_adjoining_paragraphs(
        page_blocks, choice.node_indexes, _list_block_indexes(page_blocks, choice.node_indexes)
    )
    return _build_body(page_blocks, search, choice, block_indexes, find_cut_reasons)


def _find_fuller_text(page_blocks: PageBlocks, search: _BodySearch, body: Body) -> Body:
    """Return trafilatura's text where the body holds little of it, else the body."""
    text_chars = sum(map(len, body.paragraphs))
    prose = [measure_prose(block) for block in page_blocks.blocks]
    if body.rung in ("selector", "shape") or text_chars >= _MIN_FULL_SHARE * sum(prose):
        return body
    extracted = set(map(extract_letters, search.full_extractor(page_blocks)))
    block_indexes = [
        index
        for index, block in enumerate(page_blocks.blocks)
        if prose[index] and extract_letters(block.text) in extracted
    ]
    if text_chars >= _MIN_FULL_SHARE * sum(prose[index] for index in block_indexes):
        return body
    node_indexes = find_fullest_container(page_blocks, frozenset(extracted))
    if not node_indexes:
        return body
    choice = ContainerChoice(node_indexes=node_indexes, rung="trafilatura")
    return _build_body(page_blocks, search, choice, block_indexes, find_word_cuts)


def _build_body(
    page_blocks: PageBlocks,
    search: _BodySearch,
    choice: ContainerChoice,
    block_indexes: list[int],
    find_cuts: Callable[[BodyRegion], dict[int, str]],
) -> Body:
    """Build the body from the chosen blocks without what is cut from them."""
    block_indexes = drop_other_articles(page_blocks, block_indexes, search.title)
    if not block_indexes:
        return Body(page_blocks=page_blocks)
    region = BodyRegion(
        [page_blocks.blocks[index] for index in block_indexes],
        page_blocks,
        search.title,
        search.boilerplate_phrases,
        search.article_body_letters,
        frozenset(choice.node_indexes),
    )
    cut_reasons = find_cuts(region)
    kept_blocks = [block for index, block in enumerate(region.blocks) if index not in cut_reasons]
    first_block = block_indexes[region.first_text_block]
    headline_index = find_headline_index(page_blocks, first_block, search.title)
    standfirst_result = find_standfirst(
        page_blocks, first_block, headline_index, kept_blocks, search.meta_descriptions
    )
    text_blocks = _list_text_blocks(page_blocks, kept_blocks, standfirst_result)
    return Body(
        paragraphs=[block.text for block in text_blocks],
        standfirst=standfirst_result.standfirst,
        container=page_blocks.nodes[choice.node_indexes[0]].element,
        cuts=[
            Cut(reason, region.blocks[index].text) for index, reason in sorted(cut_reasons.items())
        ],
        page_blocks=page_blocks,
        block_span=(first_block, block_indexes[region.last_text_block] + 1),
        headline_index=headline_index,
        rung=choice.rung,
        trafilatura_agrees=choice.trafilatura_agrees,
        is_confirmed=choice.is_confirmed,
        paragraph_elements=[page_blocks.nodes[block.node_index].element for block in text_blocks],
    )


def _list_block_indexes(page_blocks: PageBlocks, node_indexes: list[int]) -> list[int]:
    return [
        block_index
        for node in (page_blocks.nodes[index] for index in node_indexes)
        for block_index in range(node.first_block, node.end_block)
    ]


def _list_text_blocks(
    page_blocks: PageBlocks, kept_blocks: list[Block], standfirst_result: StandfirstResult
) -> list[Block]:
    """Return the kept blocks without the standfirst.

    A first paragraph found above them comes first.
    """
    standfirst = standfirst_result.standfirst
    letters = extract_letters(standfirst) if standfirst else None
    text_blocks = [
        block
        for block in kept_blocks
        if not (letters and is_beginning_of(extract_letters(block.text), letters, is_cut=False))
    ]
    first_paragraph = standfirst_result.first_paragraph
    if first_paragraph:
        first = next(block for block in page_blocks.blocks if block.text == first_paragraph)
        text_blocks.insert(0, first)
    return text_blocks
