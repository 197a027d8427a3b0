"""A page under judgement, and what was said of it so far. Pure."""

from dataclasses import dataclass, field
from datetime import datetime

from lxml import html

from crawler.discovery.links import Link
from crawler.extraction import markup, meta, selected, structured, titles
from crawler.extraction.body import Body
from crawler.extraction.markup import SemanticElements
from crawler.extraction.page import Page
from crawler.publisher import Publisher


@dataclass(frozen=True, kw_only=True, slots=True)
class RungAnswer:
    """What one rung said for one field; `won` where it was believed and came first."""

    field: str
    rung: str
    value: str
    won: bool = False


@dataclass(slots=True)
class ExtractionContext:
    """A page under judgement: what is known of it, and what the rungs said so far.

    `told`: somebody wants to know what every rung says, those behind the winner too.
    """

    page: Page
    publisher: Publisher
    now: datetime
    hint: Link | None
    site_names: list[str]
    semantic_elements: SemanticElements
    removed_elements: frozenset[html.HtmlElement]
    explain_all: bool
    title: str | None = None
    body: Body = field(default_factory=Body)
    answers: list[RungAnswer] = field(default_factory=list)
    evidence: dict[str, str] = field(default_factory=dict)

    def record_answer(self, field_name: str, rung: str, value: str, *, won: bool) -> None:
        """Write down an answer, and the rung of one that won."""
        self.answers.append(RungAnswer(field=field_name, rung=rung, value=value, won=won))
        if won:
            self.evidence[field_name] = rung


def open_context(
    page: Page, publisher: Publisher, now: datetime, hint: Link | None, *, explain_all: bool
) -> ExtractionContext:
    """Read once what all rungs share."""
    names = [
        *meta.read_meta_values(page.meta, meta.SITE),
        *_read_organisation_names(page),
        publisher.name or "",
        publisher.slug,
    ]
    return ExtractionContext(
        page=page,
        publisher=publisher,
        now=now,
        hint=hint,
        site_names=titles.list_site_names([name for name in names if name], page.url),
        semantic_elements=markup.read_semantic_elements(page.tree),
        removed_elements=selected.select_all_elements(page.tree, publisher.selectors.remove),
        explain_all=explain_all,
    )


def _read_organisation_names(page: Page) -> list[str]:
    kinds = {"organization", "newsmediaorganization", "website"}
    return [
        name
        for node in structured.find_nodes_of_types(page.json_ld, kinds)
        for name in structured.read_json_ld_strings(node.get("name"))
    ]
