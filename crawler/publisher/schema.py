"""Tables of a publisher file as pydantic models; the shape of each value stands in its type.

Only `loader` imports this module, and late: pydantic takes 70 ms, which commands and workers that
read no file need not spend.
"""

import re
from dataclasses import fields
from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    TypeAdapter,
    ValidationError,
)

from crawler.items import Article
from crawler.publisher import checks
from crawler.publisher.model import PublisherSelectors, PublisherSources

_CONFIG = ConfigDict(
    extra="forbid", frozen=True, strict=True, str_strip_whitespace=True, allow_inf_nan=False
)


def _convert_list(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


def _convert_string_or_list(value: object) -> object:
    return (value,) if isinstance(value, str) else _convert_list(value)


def _make_field_check(record: type) -> AfterValidator:
    return AfterValidator(checks.make_key_check(field.name for field in fields(record)))


Text = Annotated[str, Field(min_length=1)]
Texts = Annotated[
    tuple[Text, ...], BeforeValidator(_convert_list), AfterValidator(checks.check_all_different)
]
CountryCode = Annotated[Text, AfterValidator(checks.check_country_code)]
Timezone = Annotated[Text, AfterValidator(checks.check_timezone)]
Domains = Annotated[
    tuple[Annotated[Text, AfterValidator(checks.check_domain)], ...],
    BeforeValidator(_convert_list),
    AfterValidator(checks.check_all_different),
    Field(min_length=1),
]
Address = Annotated[Text, AfterValidator(checks.check_address)]
Addresses = Annotated[
    tuple[Address, ...], BeforeValidator(_convert_list), AfterValidator(checks.check_all_different)
]
Patterns = Annotated[
    tuple[Annotated[re.Pattern[str], BeforeValidator(checks.compile_pattern)], ...],
    BeforeValidator(_convert_list),
    AfterValidator(checks.check_all_different),
]
Selectors = Annotated[
    tuple[Annotated[Text, AfterValidator(checks.check_selector)], ...],
    BeforeValidator(_convert_string_or_list),
    AfterValidator(checks.check_all_different),
]
SourceKey = Annotated[str, _make_field_check(PublisherSources)]
SelectorKey = Annotated[str, _make_field_check(PublisherSelectors)]
ArticleField = Annotated[str, _make_field_check(Article)]
Share = Annotated[float, AfterValidator(checks.make_range_check(0, 1))]


class LinksTable(BaseModel):
    """The table [links]."""

    model_config = _CONFIG

    allow: Patterns = ()
    deny: Patterns = ()


class PolitenessTable(BaseModel):
    """The table [politeness]."""

    model_config = _CONFIG

    delay: Annotated[float, AfterValidator(checks.make_range_check(0, 3600))] | None = None
    concurrency: Annotated[int, AfterValidator(checks.make_range_check(1, 16))] | None = None


class ExpectTable(BaseModel):
    """The table [expect]."""

    model_config = _CONFIG

    articles: Annotated[int, AfterValidator(checks.make_range_check(0, 1_000_000))] = 0
    filled: dict[ArticleField, Share] = Field(default_factory=dict)


class PublisherTable(BaseModel):
    """A whole file; the context of its validation has its `domains`, for checks of addresses."""

    model_config = _CONFIG

    name: Text
    homepage: Address
    domains: Domains
    country: CountryCode | None = None
    timezone: Timezone | None = None
    verified: bool = False
    facts: Annotated[int, AfterValidator(checks.make_range_check(1990, 2100))] | None = None
    sources: dict[SourceKey, Addresses] = Field(default_factory=dict)
    links: LinksTable = LinksTable()
    selectors: dict[SelectorKey, Selectors] = Field(default_factory=dict)
    chrome: Texts = ()
    politeness: PolitenessTable = PolitenessTable()
    expect: ExpectTable = ExpectTable()


_DOMAINS = TypeAdapter[tuple[str, ...]](Domains, config=_CONFIG)


def read_domains(content: dict[str, object]) -> tuple[str, ...]:
    """Return the domains of a file, which may be wrong elsewhere; () where they are wrong."""
    try:
        return _DOMAINS.validate_python(content.get("domains"))
    except ValidationError:
        return ()
