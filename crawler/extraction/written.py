"""What of a body is written down: all of it but the chrome the outlet's pages have taught. Pure."""

from dataclasses import dataclass

from crawler.extraction.blocks import Cut
from crawler.extraction.body import Body
from crawler.extraction.traces import Learned, lead_trace, learned_in, path_of, trace_of
from crawler.text.normalise import clean_line

_REASON = "learned chrome"


@dataclass(frozen=True, kw_only=True, slots=True)
class Written:
    """Text and standfirst with clean letters.

    `traces` are those of the paragraphs in their order, `chrome` those of what was cut; `container`
    is the body's path where trafilatura, or the outlet's other pages, say so too.
    """

    text: str | None
    lead: str | None
    traces: tuple[str, ...]
    chrome: tuple[str, ...]
    container: str | None


def write(body: Body, learned: Learned) -> Written:
    """Cut learned chrome, and note it in the body's cuts.

    The body stays as it is: what else is judged by it does not change with what is learned.
    """
    cleaned = zip(map(clean_line, body.paragraphs), body.homes, strict=True)
    paragraphs = [(text, trace_of(text, home)) for text, home in cleaned if text]
    texts, traces = [text for text, _ in paragraphs], [mark for _, mark in paragraphs]
    cut = learned_in(texts, traces, learned.chrome)
    kept = [at for at in range(len(texts)) if at not in cut]
    chrome = [traces[at] for at in sorted(cut)]
    body.cuts += [Cut(_REASON, texts[at]) for at in sorted(cut)]
    lead = clean_line(body.lead or "") or None
    if lead and lead_trace(lead) in learned.chrome:
        chrome.append(lead_trace(lead))
        body.cuts.append(Cut(_REASON, lead))
        lead = None
    return Written(
        text="\n\n".join(texts[at] for at in kept) or None,
        lead=lead,
        traces=tuple(traces[at] for at in kept),
        chrome=tuple(chrome),
        container=path_of(body.element) if body.sure and body.element is not None else None,
    )
