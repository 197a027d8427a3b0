"""Articles extracted from pages, with an account of every field. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial

from lxml.html import HtmlElement

from crawler.dates import ParsedDate
from crawler.discovery.links import Link
from crawler.extraction import author_choice, evidence
from crawler.extraction.body import trafilatura
from crawler.extraction.body.block_ids import NOTHING_LEARNED, LearnedTemplate
from crawler.extraction.body.blocks import Cut, PageBlocks
from crawler.extraction.body.body import Body, find_body
from crawler.extraction.body.embedded_text import take_embedded_text
from crawler.extraction.body.learned_cuts import cut_learned_boilerplate
from crawler.extraction.context import ExtractionContext, RungAnswer, open_context
from crawler.extraction.fields import date_candidates, dates, images
from crawler.extraction.fields.date_reader import DateCandidate, PageDateReader, create_date_reader
from crawler.extraction.fields.page_country import find_page_country
from crawler.extraction.fields.page_features import Features, measure_page
from crawler.extraction.fields.page_type import classify_page, weigh_features
from crawler.extraction.page import json_ld, meta_tags, publisher_selectors
from crawler.extraction.page.boilerplate_elements import NOT_TEXT
from crawler.extraction.page.page import Page, parse_page
from crawler.extraction.page.semantic_markup import read_element_text
from crawler.items import Article, PageKind, PublicationDate
from crawler.publisher import Publisher
from crawler.text import language
from crawler.urls import canonical_form

EXTRACTOR_VERSION = "1"

# The beginning of a text is enough to detect its language; no language has longer words.
_LANGUAGE_SAMPLE_CHARS = 1_000
_MAX_WORD_CHARS = 80
# Where a page shows less, its scripts may hold the text.
_SHORT_TEXT_CHARS = 300


@dataclass(frozen=True, kw_only=True, slots=True)
class Explanation:
    """An article, the answers of all rungs for each field, and what was cut from the text.

    `features` are what its kind was decided by.
    """

    article: Article
    answers: tuple[RungAnswer, ...]
    cuts: tuple[Cut, ...]
    features: Features


def extract(
    page: Page,
    publisher: Publisher,
    *,
    now: datetime | None,
    hint: Link | None = None,
    learned: LearnedTemplate = NOTHING_LEARNED,
) -> Article:
    """Return what a page holds, whatever its type; a field without evidence is None.

    `now` is the time of the fetch (aware), None where it is unknown, `hint` what a feed or sitemap
    said of the address, `learned` what was learned from the outlet's other pages.
    """
    return _extract_with_context(page, publisher, now, hint, learned, explain_all=False)[0]


def explain(
    page: Page,
    publisher: Publisher,
    *,
    now: datetime | None,
    hint: Link | None = None,
    learned: LearnedTemplate = NOTHING_LEARNED,
) -> Explanation:
    """Return the article with the answers of all rungs and everything cut from the text."""
    article, context = _extract_with_context(page, publisher, now, hint, learned, explain_all=True)
    skipped = [
        Cut(reason, read_element_text(element, 200))
        for reason, element, _ in context.body.page_blocks.skipped_elements
        if reason != NOT_TEXT
    ]
    cuts = [*context.body.cuts, *(cut for cut in skipped if cut.text)]
    return Explanation(
        article=article,
        answers=tuple(context.answers),
        cuts=tuple(cuts),
        features=context.features,
    )


def _extract_with_context(
    page: Page,
    publisher: Publisher,
    now: datetime | None,
    hint: Link | None,
    learned: LearnedTemplate,
    *,
    explain_all: bool,
) -> tuple[Article, ExtractionContext]:
    context = open_context(page, publisher, now, hint, explain_all=explain_all)
    context.title = evidence.extract_title(context)
    context.body = _extract_body(context, learned.container_paths)
    if evidence.lacks_headline(context):
        context.title = evidence.find_title_above_text(context) or context.title
    published_at, modified_at, published = _extract_dates(context)
    written = cut_learned_boilerplate(context.body, learned)
    authors = author_choice.extract_authors(context)
    agencies = tuple(evidence.extract_field(context, "agencies"))
    article = Article(
        url=canonical_form.resolve_canonical_link(page.canonical, page.url)
        if page.canonical
        else canonical_form.canonical(page.url) or page.url,
        fetched_url=page.url,
        publisher=publisher.slug,
        fetched_at=now,
        kind=_classify(context, published, has_byline=bool(authors or agencies)),
        title=context.title,
        lead=written.standfirst,
        text=written.text,
        authors=authors,
        agencies=agencies,
        section=next(iter(evidence.extract_field(context, "section")), None),
        tags=tuple(evidence.extract_field(context, "tags")),
        images=images.find_images(context),
        language=_detect_language(written.text or context.title or ""),
        published_at=published_at,
        modified_at=modified_at,
        published=published,
        extractor=EXTRACTOR_VERSION,
        traces=written.block_ids,
        chrome=written.boilerplate_ids,
        container=written.container_path,
        judged=context.body.trafilatura_agrees,
    )
    if not article.lead:
        context.evidence.pop("lead", None)
    return replace(article, evidence=dict(context.evidence)), context


def _classify(
    context: ExtractionContext, published: PublicationDate | None, *, has_byline: bool
) -> PageKind:
    """Classify the page by its features, and record what each of them weighs.

    The date of a hint says nothing of the page: feeds and sitemaps announce videos too.
    """
    context.features = measure_page(
        context.page,
        context.publisher,
        context.body,
        title=context.title,
        is_dated=published is not None and published.source != "hint",
        has_byline=has_byline,
    )
    for name, weight in weigh_features(context.features).items():
        context.record_answer("kind", name, f"{weight:+.2f}", won=False)
    return classify_page(context.page, context.body, context.features, title=context.title)


def _extract_body(context: ExtractionContext, container_paths: tuple[str, ...]) -> Body:
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
        context.record_answer("text", body.rung, f"{len(body.paragraphs)} paragraphs", won=True)
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


def _find_text(
    context: ExtractionContext,
    container_paths: tuple[str, ...],
    selected_elements: Sequence[HtmlElement],
) -> Body:
    page_articles = context.page.json_ld_articles
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
        other_extractor=partial(_read_trafilatura_paragraphs, context.page),
        full_extractor=partial(_read_trafilatura_paragraphs, context.page, is_full=True),
        container_paths=container_paths,
    )


def _add_embedded_text(context: ExtractionContext, body: Body) -> Body:
    """Take the text from the page's scripts where they hold more of it than its elements."""
    embedded = context.page.embedded_article
    if embedded is None:
        return body
    tree = parse_page(embedded.markup.encode(), url=context.page.url).tree
    return take_embedded_text(body, tree, context.title)


def _read_trafilatura_paragraphs(
    page: Page, page_blocks: PageBlocks, *, is_full: bool = False
) -> list[str]:
    """Return the paragraphs trafilatura finds; none where the page nests too deep for it."""
    return (
        []
        if page.deeply_nested
        else trafilatura.extract_trafilatura_paragraphs(page_blocks, page.url, is_full=is_full)
    )


def _detect_language(text: str) -> str | None:
    """Detect the language of a text's beginning, overlong words left out."""
    words = [word for word in text[:_LANGUAGE_SAMPLE_CHARS].split() if len(word) < _MAX_WORD_CHARS]
    return language.detect_language(" ".join(words))


def _extract_dates(
    context: ExtractionContext,
) -> tuple[datetime | None, datetime | None, PublicationDate | None]:
    publisher = context.publisher
    date_reader = create_date_reader(context.page, publisher, context.now)
    candidates = date_candidates.find_date_candidates(
        context.page,
        publisher,
        body=context.body,
        semantic_elements=context.semantic_elements,
        date_reader=date_reader,
        hint=context.hint,
        explain_all=context.explain_all,
    )
    candidates += _read_embedded_date(context, date_reader)
    if not date_reader.timezone and any(dates.lacks_zone(each.date) for each in candidates):
        country = find_page_country(context.page, context.site_names)
        date_reader = replace(date_reader, timezone=country.timezone if country else "")
    published, modified = dates.choose_dates(candidates, date_reader)
    for candidate, weight in zip(candidates, dates.weigh_candidates(candidates), strict=True):
        field_name = "published_at" if candidate.role == "published" else "modified_at"
        answer = f"{candidate.date.raw} ({candidate.evidence}: {weight:.3g})"
        context.record_answer(field_name, candidate.rung, answer, won=False)
    modified_at = modified.date.instant.astimezone(UTC) if modified else None
    if modified:
        context.record_answer("modified_at", modified.rung, modified.date.raw, won=True)
    if published is None:
        return None, modified_at, None
    context.record_answer(
        "published_at", published.rung, _format_date_answer(published.date), won=True
    )
    instant, publication_date = dates.build_publication_date(published)
    return instant, modified_at, publication_date


def _read_embedded_date(
    context: ExtractionContext, date_reader: PageDateReader
) -> list[DateCandidate]:
    """Read the date that stands beside the text in a script."""
    embedded = context.page.embedded_article if context.body.rung == "embedded" else None
    date = date_reader.parse(embedded.published) if embedded and embedded.published else None
    return [DateCandidate("embedded", "published", date, "embedded")] if date else []


def _format_date_answer(date: ParsedDate) -> str:
    """Format a date as printed, with the days by which its two calendars disagree."""
    gap = date.calendar_gap
    return f"{date.raw} (its Hijri half is {gap} days off)" if gap else date.raw
