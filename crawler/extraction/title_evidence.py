"""Evidence for the headline: its candidates listed, and the choice recorded. Pure."""

from crawler.extraction.context import ExtractionContext
from crawler.extraction.evidence import Rung, make_json_ld_reader, make_meta_reader
from crawler.extraction.fields import title, title_candidates
from crawler.extraction.fields.title_candidates import TitleCandidate
from crawler.extraction.page import meta_tags, publisher_selectors
from crawler.extraction.page.page import Page
from crawler.extraction.page.site_names import find_front_page_labels
from crawler.extraction.page.text_match import extract_letters
from crawler.text.normalise import clean_line, split_words

_MAX_NAME_WORDS = 3  # of a site that says it where its headline should stand
_DECLARED_RUNGS = (
    Rung("json-ld", make_json_ld_reader("headline")),
    Rung("meta", make_meta_reader(meta_tags.TITLE)),
    Rung("title", lambda context: [context.page.title_tag] if context.page.title_tag else []),
)


def extract_title(context: ExtractionContext) -> str | None:
    """Return the headline, by the first of these that gives one.

    The publisher's selector; a second-level heading that shows the title of the meta data; what the
    candidates agree on; the hint; an element named a headline.
    """
    selected_title = _read_selected_title(context)
    if selected_title:
        context.record_answer("title", "selector", selected_title, won=True)
        return clean_line(selected_title)
    labels = find_front_page_labels(context.page.tree, context.page.url)
    site_names = [*context.site_names, *labels]
    candidates = _list_title_candidates(context, site_names)
    best = _find_second_level_title(context.page, candidates, site_names)
    best = best or title.choose_title(candidates, site_names)
    weights_by_words: dict[tuple[str, ...], float] = {}
    if context.explain_all:
        for candidate, votes in title.weigh_titles(candidates, site_names):
            weights_by_words[tuple(split_words(candidate.text))] = votes
            context.record_answer("title", candidate.rung, candidate.text, won=False, weight=votes)
    if best is None and context.hint and context.hint.title:
        best = TitleCandidate("hint", context.hint.title)
    if best is None:
        named = title_candidates.read_named_titles(context.semantic_elements.get("title"))
        best = title.choose_title((TitleCandidate("markup", text) for text in named), site_names)
    if best is None:
        return None
    rung = "meta" if best.rung == "title" else best.rung
    weight = weights_by_words.get(tuple(split_words(best.text)))
    context.record_answer("title", rung, best.text, won=True, weight=weight)
    return best.text


def _read_selected_title(context: ExtractionContext) -> str | None:
    """Return what the publisher's selector finds, unverified only where another rung says it too.

    It stands alone where no other rung says anything.
    """
    publisher = context.publisher
    texts = publisher_selectors.select_texts(context.page.tree, publisher.selectors.title)
    if not texts or publisher.verified:
        return texts[0] if texts else None
    letters = extract_letters(texts[0])
    others = [text for rung in _DECLARED_RUNGS for text in rung.read_values(context)]
    is_supported = not others or any(letters in extract_letters(text) for text in others)
    return texts[0] if letters and is_supported else None


def lacks_headline(context: ExtractionContext) -> bool:
    """Say whether a page has no title, or a short one of which its text says no word."""
    words = split_words(context.title or "")
    if len(words) > _MAX_NAME_WORDS:
        return False
    text_words = {word for text in context.body.paragraphs for word in split_words(text)}
    return not text_words.intersection(words)


def find_title_above_text(context: ExtractionContext) -> str | None:
    """Return the line above the text that looks like a headline, for pages that declare none.

    The first line of the text is taken out of it.
    """
    body = context.body
    named = title_candidates.read_named_titles(context.semantic_elements.get("title"))
    line = title_candidates.find_line_above_text(body)
    line = line or (named[0] if len(set(named)) == 1 else None)
    if line is None:
        return None
    if line in body.paragraphs[:1]:
        del body.paragraphs[0], body.paragraph_elements[0]
    context.record_answer("title", "markup", line, won=True)
    return clean_line(line)


def _find_second_level_title(
    page: Page, candidates: list[TitleCandidate], site_names: list[str]
) -> TitleCandidate | None:
    names = {tuple(split_words(name)) for name in site_names}
    meta_titles = [
        title.strip_site_name(clean_line(candidate.text), names, [])
        for candidate in candidates
        if candidate.rung == "meta"
    ]
    shown = [candidate.text for candidate in candidates if candidate.rung == "markup"]
    found = title_candidates.find_second_level_title(page.tree, meta_titles, shown)
    return TitleCandidate("markup", found) if found else None


def _list_title_candidates(
    context: ExtractionContext, site_names: list[str]
) -> list[TitleCandidate]:
    """List what the page offers as its headline, declared and shown."""
    tree = context.page.tree
    declared = [
        TitleCandidate(rung.name, text)
        for rung in _DECLARED_RUNGS
        for text in rung.read_values(context)
    ]
    headings = title_candidates.read_first_level_headings(tree, site_names)
    shown = [title_candidates.read_heading_text(heading) for heading in headings]
    titles = [candidate.text for candidate in declared]
    if not title.say_most_of_any(shown, titles):
        shown += title_candidates.find_shown_titles(tree, titles)
    return [*declared, *(TitleCandidate("markup", text) for text in shown)]
