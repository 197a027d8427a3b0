"""The context of one extraction: the page and its inputs, and the answers so far. Pure."""

from dataclasses import dataclass, field
from datetime import datetime

from lxml import html

from crawler.discovery.links import Link
from crawler.extraction.body.body import Body
from crawler.extraction.page import json_ld, meta_tags, publisher_selectors, semantic_markup
from crawler.extraction.page.page import Page
from crawler.extraction.page.semantic_markup import SemanticElements
from crawler.extraction.page.site_names import list_site_names
from crawler.publisher import Publisher, PublisherSelectors


@dataclass(frozen=True, kw_only=True, slots=True)
class RungAnswer:
    """One answer of one rung for one field; `won` where it became the value of the field.

    `weight` is None where answers are not weighed but taken in an order.
    """

    field: str
    rung: str
    value: str
    won: bool = False
    weight: float | None = None


@dataclass(slots=True)
class ExtractionContext:
    """The state of one extraction, shared by all rungs.

    `selected_captions` are what the publisher's selectors of captions find; they and what `remove`
    selects are the `removed_elements`, which are no part of the body. With `explain_all`, rungs
    behind the winning one are read too. `answers` lists what every rung said, `evidence` maps each
    field to the rung that won.
    """

    page: Page
    publisher: Publisher
    now: datetime | None
    hint: Link | None
    site_names: list[str]
    semantic_elements: SemanticElements
    selected_captions: tuple[html.HtmlElement, ...]
    removed_elements: frozenset[html.HtmlElement]
    explain_all: bool
    title: str | None = None
    body: Body = field(default_factory=Body)
    features: dict[str, float] = field(default_factory=dict)
    answers: list[RungAnswer] = field(default_factory=list)
    evidence: dict[str, str] = field(default_factory=dict)

    def record_answer(
        self, field_name: str, rung: str, value: str, *, won: bool, weight: float | None = None
    ) -> None:
        """Record an answer and, where it won, its rung as the evidence of the field."""
        self.answers.append(
            RungAnswer(field=field_name, rung=rung, value=value, won=won, weight=weight)
        )
        if won:
            self.evidence[field_name] = rung


def open_context(
    page: Page,
    publisher: Publisher,
    now: datetime | None,
    hint: Link | None,
    *,
    explain_all: bool,
) -> ExtractionContext:
    """Build the context of a page, reading once what all rungs share."""
    declared_names = [
        *meta_tags.read_meta_values(page.meta, meta_tags.SITE),
        *_read_organisation_names(page),
        publisher.name or "",
        publisher.slug,
    ]
    # No other evidence can support a selector that takes text away.
    selectors = publisher.selectors if publisher.verified else PublisherSelectors()
    selected_captions = publisher_selectors.select_all_elements(page.tree, selectors.caption)
    removed_elements = publisher_selectors.select_all_elements(page.tree, selectors.remove)
    return ExtractionContext(
        page=page,
        publisher=publisher,
        now=now,
        hint=hint,
        site_names=list_site_names([name for name in declared_names if name], page.url),
        semantic_elements=semantic_markup.read_semantic_elements(page.tree, page.foreign_elements),
        selected_captions=selected_captions,
        removed_elements=frozenset((*removed_elements, *selected_captions)),
        explain_all=explain_all,
    )


def _read_organisation_names(page: Page) -> list[str]:
    types = {"organization", "newsmediaorganization", "website"}
    return [
        name
        for node in json_ld.find_nodes_of_types(page.json_ld, types)
        if "person" not in json_ld.read_node_types(node)  # a blog's writer is its publisher too
        for name in json_ld.read_json_ld_strings(node.get("name"))
    ]
