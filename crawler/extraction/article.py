"""A page to an article, and the account of how. Pure."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial

from crawler.dates import ParsedDate
from crawler.discovery.links import Link
from crawler.extraction import dating, generic, images, ladder, meta, selected, structured
from crawler.extraction.blocks import Blocks, Cut
from crawler.extraction.body import Body, find_body
from crawler.extraction.case import Answer, Case, open_case
from crawler.extraction.chrome import NOT_TEXT
from crawler.extraction.clock import clock_for
from crawler.extraction.kind import kind_of
from crawler.extraction.markup import text_of
from crawler.extraction.page import Page
from crawler.extraction.traces import NOTHING, Learned
from crawler.extraction.written import write
from crawler.items import Article, Published
from crawler.publisher import Publisher
from crawler.text import language
from crawler.urls import canonical_form

EXTRACTOR = "1"

# Characters that tell a language, and the longest word of one.
_TOLD_BY = 1_000
_LONGEST_WORD = 80


@dataclass(frozen=True, kw_only=True, slots=True)
class Explanation:
    """How an article came about: every rung's answer a field, and what was cut from the text."""

    article: Article
    answers: tuple[Answer, ...]
    cuts: tuple[Cut, ...]


def extract(
    page: Page,
    publisher: Publisher,
    *,
    now: datetime,
    hint: Link | None = None,
    learned: Learned = NOTHING,
) -> Article:
    """Return what a page holds, whatever its kind; a field nothing is known of is None.

    `now` is the instant of the fetch (aware), `hint` what a feed or sitemap said of the address,
    `learned` what the outlet's other pages have taught.
    """
    return _judge(page, publisher, now, hint, learned, told=False)[0]


def explain(
    page: Page,
    publisher: Publisher,
    *,
    now: datetime,
    hint: Link | None = None,
    learned: Learned = NOTHING,
) -> Explanation:
    """Return the article together with every rung's answers and everything cut from the text."""
    article, case = _judge(page, publisher, now, hint, learned, told=True)
    skipped = [
        Cut(reason, text_of(element, 200))
        for reason, element, _ in case.body.blocks.skipped
        if reason != NOT_TEXT
    ]
    cuts = [*case.body.cuts, *(cut for cut in skipped if cut.text)]
    return Explanation(article=article, answers=tuple(case.answers), cuts=tuple(cuts))


def _judge(
    page: Page,
    publisher: Publisher,
    now: datetime,
    hint: Link | None,
    learned: Learned,
    *,
    told: bool,
) -> tuple[Article, Case]:
    case = open_case(page, publisher, now, hint, told=told)
    case.title = ladder.title_of(case)
    case.body = _body(case, learned.containers)
    published_at, modified_at, published = _dates(case)
    written = write(case.body, learned)
    article = Article(
        url=canonical_form.twin_of(page.canonical, page.url)
        if page.canonical
        else canonical_form.canonical(page.url) or page.url,
        fetched_url=page.url,
        publisher=publisher.slug,
        fetched_at=now,
        kind=kind_of(
            page,
            publisher,
            case.body,
            title=case.title,
            dated=published is not None and published.source != "hint",
            announced=published is not None,
        ),
        title=case.title,
        lead=written.lead,
        text=written.text,
        authors=tuple(ladder.climb(case, "authors")),
        agencies=tuple(ladder.climb(case, "agencies")),
        section=next(iter(ladder.climb(case, "section")), None),
        tags=tuple(ladder.climb(case, "tags")),
        images=images.find_images(page, case.body, title=case.title),
        language=_language(written.text or case.title or ""),
        published_at=published_at,
        modified_at=modified_at,
        published=published,
        extractor=EXTRACTOR,
        traces=written.traces,
        chrome=written.chrome,
        container=written.container,
        judged=case.body.agrees,
    )
    if not article.lead:
        case.evidence.pop("lead", None)
    return replace(article, evidence=dict(case.evidence)), case


def _body(case: Case, containers: tuple[str, ...]) -> Body:
    """The selector's text, else what the page's shape says."""
    chosen = case.publisher.selectors
    own = selected.elements(case.page.tree, chosen.text)
    page_articles = case.page.articles
    body = find_body(
        case.page.tree,
        title=case.title,
        descriptions=tuple(meta.every(case.page.meta, meta.DESCRIPTION)),
        removed=case.removed,
        within=own,
        phrases=case.publisher.chrome,
        told=structured.article_body(page_articles),
        judge=partial(_judged, case.page),
        containers=containers,
    )
    if body.paragraphs:
        case.note("text", body.rung, f"{len(body.paragraphs)} paragraphs", won=True)
    if body.rung != "trafilatura" and body.agrees is not None:
        told = "much the same text" if body.agrees else "another text"
        case.note("text", "trafilatura", told, won=False)
    lead = next(iter(selected.values(case.page.tree, chosen.lead)), None)
    if lead:
        body.lead = lead
    if body.lead:
        case.note("lead", "selector" if lead else "markup", body.lead, won=True)
    return body


def _judged(page: Page, seen: Blocks) -> list[str]:
    """What trafilatura takes for text; not asked of a page too deep for it."""
    return [] if page.deep else generic.paragraphs(seen, page.url)


def _language(text: str) -> str | None:
    """The language of the beginning; what no language writes in one word is left out."""
    words = [word for word in text[:_TOLD_BY].split() if len(word) < _LONGEST_WORD]
    return language.detect(" ".join(words))


def _dates(case: Case) -> tuple[datetime | None, datetime | None, Published | None]:
    clock = clock_for(case.page, case.publisher, case.now)
    found = dating.gather(
        case.page,
        case.publisher,
        body=case.body,
        marks=case.marks,
        clock=clock,
        hint=case.hint,
        told=case.told,
    )
    first, changed = dating.choose(found, clock)
    for one in found:
        name = "published_at" if one.what == "published" else "modified_at"
        case.note(name, one.rung, one.date.raw, won=False)
    modified_at = changed.date.instant.astimezone(UTC) if changed else None
    if changed:
        case.note("modified_at", changed.rung, changed.date.raw, won=True)
    if first is None:
        return None, modified_at, None
    case.note("published_at", first.rung, _as_told(first.date), won=True)
    instant, told = dating.as_published(first)
    return instant, modified_at, told


def _as_told(date: ParsedDate) -> str:
    """The string as printed, and by how much its two calendars disagree."""
    gap = date.calendar_gap
    return f"{date.raw} (its Hijri half is {gap} days off)" if gap else date.raw
