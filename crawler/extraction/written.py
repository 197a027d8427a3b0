"""What of a body is written down: all of it but the chrome the outlet's pages have taught. Pure."""

from dataclasses import dataclass

from crawler.extraction.blocks import Cut
from crawler.extraction.body import Body
from crawler.extraction.traces import (
    LearnedTemplate,
    build_element_path,
    compute_block_id,
    compute_standfirst_id,
    find_learned_boilerplate,
)
from crawler.text.normalise import clean_line

_CUT_REASON = "learned chrome"


@dataclass(frozen=True, kw_only=True, slots=True)
class CleanedText:
    """Text and standfirst with clean letters.

    `traces` are those of the paragraphs in their order, `chrome` those of what was cut; `container`
    is the body's path where trafilatura, or the outlet's other pages, say so too.
    """

    text: str | None
    standfirst: str | None
    block_ids: tuple[str, ...]
    boilerplate_ids: tuple[str, ...]
    container_path: str | None


def cut_learned_boilerplate(body: Body, learned: LearnedTemplate) -> CleanedText:
    """Cut learned chrome, and note it in the body's cuts.

    The body stays as it is: what else is judged by it does not change with what is learned.
    """
    cleaned = zip(map(clean_line, body.paragraphs), body.paragraph_elements, strict=True)
    paragraphs = [(text, compute_block_id(text, home)) for text, home in cleaned if text]
    texts, traces = [text for text, _ in paragraphs], [mark for _, mark in paragraphs]
    cut = find_learned_boilerplate(texts, traces, learned.boilerplate_ids)
    kept = [at for at in range(len(texts)) if at not in cut]
    chrome = [traces[at] for at in sorted(cut)]
    body.cuts += [Cut(_CUT_REASON, texts[at]) for at in sorted(cut)]
    lead = clean_line(body.standfirst or "") or None
    if lead and compute_standfirst_id(lead) in learned.boilerplate_ids:
        chrome.append(compute_standfirst_id(lead))
        body.cuts.append(Cut(_CUT_REASON, lead))
        lead = None
    return CleanedText(
        text="\n\n".join(texts[at] for at in kept) or None,
        standfirst=lead,
        block_ids=tuple(traces[at] for at in kept),
        boilerplate_ids=tuple(chrome),
        container_path=build_element_path(body.container)
        if body.is_confirmed and body.container is not None
        else None,
    )
