"""A page to an article, and the account of how. Pure."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial

from crawler.dates import ParsedDate
from crawler.discovery.links import Link
from crawler.extraction import dating, generic, images, ladder, meta, selected, structured
from crawler.extraction.blocks import Cut, PageBlocks
from crawler.extraction.body import Body, find_body
from crawler.extraction.case import ExtractionContext, RungAnswer, open_context
from crawler.extraction.chrome import NOT_TEXT
from crawler.extraction.clock import create_date_reader
from crawler.extraction.kind import classify_page
from crawler.extraction.markup import read_element_text
from crawler.extraction.page import Page
from crawler.extraction.traces import NOTHING_LEARNED, LearnedTemplate
from crawler.extraction.written import cut_learned_boilerplate
from crawler.items import Article, PublicationDate
from crawler.publisher import Publisher
from crawler.text import language
from crawler.urls import canonical_form

EXTRACTOR_VERSION = "1"

# Characters that tell a language, and the longest word of one.
_LANGUAGE_SAMPLE_CHARS = 1_000
_MAX_WORD_CHARS = 80


@dataclass(frozen=True, kw_only=True, slots=True)
class Explanation:
    """How an article came about: every rung's answer a field, and what was cut from the text."""

    article: Article
    answers: tuple[RungAnswer, ...]
    cuts: tuple[Cut, ...]


def extract(
    page: Page,
    publisher: Publisher,
    *,
    now: datetime,
    hint: Link | None = None,
    learned: LearnedTemplate = NOTHING_LEARNED,
) -> Article:
    """Return what a page holds, whatever its kind; a field nothing is known of is None.

    `now` is the instant of the fetch (aware), `hint` what a feed or sitemap said of the address,
    `learned` what the outlet's other pages have taught.
    """
    return _extract_with_context(page, publisher, now, hint, learned, explain_all=False)[0]


def explain(
    page: Page,
    publisher: Publisher,
    *,
    now: datetime,
    hint: Link | None = None,
    learned: LearnedTemplate = NOTHING_LEARNED,
) -> Explanation:
    """Return the article together with every rung's answers and everything cut from the text."""
    article, case = _extract_with_context(page, publisher, now, hint, learned, explain_all=True)
    skipped = [
        Cut(reason, read_element_text(element, 200))
        for reason, element, _ in case.body.page_blocks.skipped_elements
        if reason != NOT_TEXT
    ]
    cuts = [*case.body.cuts, *(cut for cut in skipped if cut.text)]
    return Explanation(article=article, answers=tuple(case.answers), cuts=tuple(cuts))


def _extract_with_context(
    page: Page,
    publisher: Publisher,
    now: datetime,
    hint: Link | None,
    learned: LearnedTemplate,
    *,
    explain_all: bool,
) -> tuple[Article, ExtractionContext]:
    case = open_context(page, publisher, now, hint, explain_all=explain_all)
    case.title = ladder.extract_title(case)
    case.body = _extract_body(case, learned.container_paths)
    published_at, modified_at, published = _extract_dates(case)
    written = cut_learned_boilerplate(case.body, learned)
    article = Article(
        url=canonical_form.resolve_canonical_link(page.canonical, page.url)
        if page.canonical
        else canonical_form.canonical(page.url) or page.url,
        fetched_url=page.url,
        publisher=publisher.slug,
        fetched_at=now,
        kind=classify_page(
            page,
            publisher,
            case.body,
            title=case.title,
            has_page_date=published is not None and published.source != "hint",
            has_any_date=published is not None,
        ),
        title=case.title,
        lead=written.standfirst,
        text=written.text,
        authors=tuple(ladder.extract_field(case, "authors")),
        agencies=tuple(ladder.extract_field(case, "agencies")),
        section=next(iter(ladder.extract_field(case, "section")), None),
        tags=tuple(ladder.extract_field(case, "tags")),
        images=images.find_images(page, case.body, title=case.title),
        language=_detect_language(written.text or case.title or ""),
        published_at=published_at,
        modified_at=modified_at,
        published=published,
        extractor=EXTRACTOR_VERSION,
        traces=written.block_ids,
        chrome=written.boilerplate_ids,
        container=written.container_path,
        judged=case.body.trafilatura_agrees,
    )
    if not article.lead:
        case.evidence.pop("lead", None)
    return replace(article, evidence=dict(case.evidence)), case


def _extract_body(context: ExtractionContext, container_paths: tuple[str, ...]) -> Body:
    """The selector's text, else what the page's shape says."""
    chosen = context.publisher.selectors
    own = selected.select_elements(context.page.tree, chosen.text)
    page_articles = context.page.json_ld_articles
    body = find_body(
        context.page.tree,
        title=context.title,
        meta_descriptions=tuple(meta.read_meta_values(context.page.meta, meta.DESCRIPTION)),
        removed_elements=context.removed_elements,
        selected_elements=own,
        boilerplate_phrases=context.publisher.chrome,
        article_body_text=structured.read_article_body_text(page_articles),
        other_extractor=partial(_read_trafilatura_paragraphs, context.page),
        container_paths=container_paths,
    )
    if body.paragraphs:
        context.record_answer("text", body.rung, f"{len(body.paragraphs)} paragraphs", won=True)
    if body.rung != "trafilatura" and body.trafilatura_agrees is not None:
        told = "much the same text" if body.trafilatura_agrees else "another text"
        context.record_answer("text", "trafilatura", told, won=False)
    lead = next(iter(selected.select_texts(context.page.tree, chosen.lead)), None)
    if lead:
        body.standfirst = lead
    if body.standfirst:
        context.record_answer("lead", "selector" if lead else "markup", body.standfirst, won=True)
    return body


def _read_trafilatura_paragraphs(page: Page, page_blocks: PageBlocks) -> list[str]:
    """What trafilatura takes for text; not asked of a page too deep for it."""
    return (
        [] if page.deeply_nested else generic.extract_trafilatura_paragraphs(page_blocks, page.url)
    )


def _detect_language(text: str) -> str | None:
    """The language of the beginning; what no language writes in one word is left out."""
    words = [word for word in text[:_LANGUAGE_SAMPLE_CHARS].split() if len(word) < _MAX_WORD_CHARS]
    return language.detect_language(" ".join(words))


def _extract_dates(
    context: ExtractionContext,
) -> tuple[datetime | None, datetime | None, PublicationDate | None]:
    clock = create_date_reader(context.page, context.publisher, context.now)
    found = dating.find_date_candidates(
        context.page,
        context.publisher,
        body=context.body,
        semantic_elements=context.semantic_elements,
        date_reader=clock,
        hint=context.hint,
        explain_all=context.explain_all,
    )
    first, changed = dating.choose_dates(found, clock)
    for one in found:
        name = "published_at" if one.role == "published" else "modified_at"
        context.record_answer(name, one.rung, one.date.raw, won=False)
    modified_at = changed.date.instant.astimezone(UTC) if changed else None
    if changed:
        context.record_answer("modified_at", changed.rung, changed.date.raw, won=True)
    if first is None:
        return None, modified_at, None
    context.record_answer("published_at", first.rung, _format_date_answer(first.date), won=True)
    instant, told = dating.build_published(first)
    return instant, modified_at, told


def _format_date_answer(date: ParsedDate) -> str:
    """The string as printed, and by how much its two calendars disagree."""
    gap = date.calendar_gap
    return f"{date.raw} (its Hijri half is {gap} days off)" if gap else date.raw
