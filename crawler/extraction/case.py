"""A page under judgement, and what was said of it so far. Pure."""

from dataclasses import dataclass, field
from datetime import datetime

from lxml import html

from crawler.discovery.links import Link
from crawler.extraction import markup, meta, selected, structured, titles
from crawler.extraction.body import Body
from crawler.extraction.markup import Marks
from crawler.extraction.page import Page
from crawler.publisher import Publisher


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What one rung said for one field; `won` where it was believed and came first."""

    field: str
    rung: str
    value: str
    won: bool = False


@dataclass(slots=True)
class Case:
    """A page under judgement: what is known of it, and what the rungs said so far.

    `told`: somebody wants to know what every rung says, those behind the winner too.
    """

    page: Page
    publisher: Publisher
    now: datetime
    hint: Link | None
    site_names: list[str]
    marks: Marks
    removed: frozenset[html.HtmlElement]
    told: bool
    title: str | None = None
    body: Body = field(default_factory=Body)
    answers: list[Answer] = field(default_factory=list)
    evidence: dict[str, str] = field(default_factory=dict)

    def note(self, name: str, rung: str, value: str, *, won: bool) -> None:
        """Write down an answer, and the rung of one that won."""
        self.answers.append(Answer(field=name, rung=rung, value=value, won=won))
        if won:
            self.evidence[name] = rung


def open_case(
    page: Page, publisher: Publisher, now: datetime, hint: Link | None, *, told: bool
) -> Case:
    """Read once what all rungs share."""
    names = [
        *meta.every(page.meta, meta.SITE),
        *_organisations(page),
        publisher.name or "",
        publisher.slug,
    ]
    return Case(
        page=page,
        publisher=publisher,
        now=now,
        hint=hint,
        site_names=titles.site_names([name for name in names if name], page.url),
        marks=markup.read_marks(page.tree),
        removed=selected.every_element(page.tree, publisher.selectors.remove),
        told=told,
    )


def _organisations(page: Page) -> list[str]:
    kinds = {"organization", "newsmediaorganization", "website"}
    return [
        name
        for node in structured.of_types(page.json_ld, kinds)
        for name in structured.strings(node.get("name"))
    ]
