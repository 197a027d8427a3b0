"""Articles extracted from pages, with an account of every field. Pure."""

from dataclasses import dataclass, replace
from datetime import datetime

from crawler.discovery.links import Link
from crawler.extraction import (
    author_choice,
    body_evidence,
    date_evidence,
    evidence,
    title_evidence,
)
from crawler.extraction.body.block_ids import NOTHING_LEARNED, LearnedTemplate
from crawler.extraction.body.blocks import Cut
from crawler.extraction.body.learned_cuts import cut_learned_boilerplate
from crawler.extraction.context import ExtractionContext, RungAnswer, open_context
from crawler.extraction.fields import images
from crawler.extraction.fields.page_features import Features, measure_page
from crawler.extraction.fields.page_type import classify_page, weigh_features
from crawler.extraction.fields.page_type_weights import INTERCEPT
from crawler.extraction.page.boilerplate_elements import NOT_TEXT
from crawler.extraction.page.page import Page
from crawler.extraction.page.semantic_markup import read_element_text
from crawler.items import Article, PageKind, PublicationDate
from crawler.publisher import Publisher
from crawler.text import language
from crawler.urls import canonical_form

EXTRACTOR_VERSION = "2"

# The beginning of a text is enough to detect its language; no language has longer words.
_LANGUAGE_SAMPLE_CHARS = 1_000
_MAX_WORD_CHARS = 80


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
    context.title = title_evidence.extract_title(context)
    context.body = body_evidence.extract_body(context, learned.container_paths)
    if title_evidence.lacks_headline(context):
        context.title = title_evidence.find_title_above_text(context) or context.title
    published_at, modified_at, published = date_evidence.extract_dates(context)
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
    weights = {"intercept": INTERCEPT, **weigh_features(context.features)}
    for name, weight in weights.items():
        context.record_answer("kind", name, "", won=False, weight=weight)
    kind = classify_page(context.page, context.body, context.features, title=context.title)
    context.record_answer("kind", "sum", kind, won=False, weight=sum(weights.values()))
    return kind


def _detect_language(text: str) -> str | None:
    """Detect the language of a text's beginning, overlong words left out."""
    words = [word for word in text[:_LANGUAGE_SAMPLE_CHARS].split() if len(word) < _MAX_WORD_CHARS]
    return language.detect_language(" ".join(words))
