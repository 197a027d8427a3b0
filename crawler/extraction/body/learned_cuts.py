"""Learned boilerplate cut from a body: what is left is stored. Pure."""

from dataclasses import dataclass

from crawler.extraction.body.block_ids import (
    LearnedTemplate,
    build_element_path,
    compute_block_id,
    compute_standfirst_id,
    find_learned_boilerplate,
)
from crawler.extraction.body.blocks import Cut
from crawler.extraction.body.body import Body
from crawler.text.normalise import clean_line

_CUT_REASON = "learned chrome"


@dataclass(frozen=True, kw_only=True, slots=True)
class CleanedText:
    """Text and standfirst, with clean letters and without learned boilerplate.

    `block_ids` are those of the paragraphs, in their order, `boilerplate_ids` those of what was
    cut. `container_path` is None unless trafilatura or the outlet's other pages confirm it.
    """

    text: str | None
    standfirst: str | None
    block_ids: tuple[str, ...]
    boilerplate_ids: tuple[str, ...]
    container_path: str | None


def cut_learned_boilerplate(body: Body, learned: LearnedTemplate) -> CleanedText:
    """Return a body's text without learned boilerplate, and add what was cut to the body's cuts.

    The body's paragraphs stay, so that no other field changes with what is learned.
    """
    cleaned = zip(map(clean_line, body.paragraphs), body.paragraph_elements, strict=True)
    paragraphs = [(text, compute_block_id(text, element)) for text, element in cleaned if text]
    texts, block_ids = [text for text, _ in paragraphs], [block_id for _, block_id in paragraphs]
    cut = find_learned_boilerplate(texts, block_ids, learned.boilerplate_ids)
    kept = [index for index in range(len(texts)) if index not in cut]
    boilerplate_ids = [block_ids[index] for index in sorted(cut)]
    body.cuts += [Cut(_CUT_REASON, texts[index]) for index in sorted(cut)]
    standfirst = clean_line(body.standfirst or "") or None
    if standfirst and compute_standfirst_id(standfirst) in learned.boilerplate_ids:
        boilerplate_ids.append(compute_standfirst_id(standfirst))
        body.cuts.append(Cut(_CUT_REASON, standfirst))
        standfirst = None
    return CleanedText(
        text="\n\n".join(texts[index] for index in kept) or None,
        standfirst=standfirst,
        block_ids=tuple(block_ids[index] for index in kept),
        boilerplate_ids=tuple(boilerplate_ids),
        container_path=build_element_path(body.container)
        if body.is_confirmed and body.container is not None
        else None,
    )
