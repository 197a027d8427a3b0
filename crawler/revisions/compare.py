"""Comparison of two versions of an article: the edit between them, or none. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any, Literal

from crawler.items import Article
from crawler.revisions.alignment import SentenceChanges, compare_sentences
from crawler.revisions.diff import (
    Difference,
    Paragraphs,
    diff_lines,
    diff_paragraphs,
    limit_differences,
)
from crawler.revisions.template_lines import drop_template_lines
from crawler.revisions.tokens import Sentence, fold_sentence_words, split_sentences, split_tokens
from crawler.revisions.typos import is_typo

EditClass = Literal["headline", "typo", "correction", "added", "rewritten"]
EDIT_CLASSES: tuple[EditClass, ...] = ("headline", "typo", "correction", "added", "rewritten")
Version = Article | Mapping[str, Any]

# A text of more characters or sentences is no news article, and might take very long: its
# beginning is compared, the rest only as a whole.
_MAX_CHARACTERS, _MAX_SENTENCES = 200_000, 1000


@dataclass(frozen=True, slots=True)
class Edit:
    """An edit: its class and the differences; `omitted` counts the differences not shown."""

    kind: EditClass
    diff: tuple[Difference, ...]
    omitted: int = 0

    def as_values(self) -> dict[str, Any]:
        """Return plain values, the kind as `class`."""
        diff = [difference._asdict() for difference in self.diff]
        return {"class": self.kind, "diff": diff, "omitted": self.omitted}


@dataclass(frozen=True, slots=True)
class _ComparedVersion:
    title: str
    lead: str
    text: Paragraphs
    uncompared_text: str  # the characters above the limit

    @property
    def body(self) -> list[Sentence]:
        return [*split_sentences(self.lead), *self.sentences]

    @property
    def sentences(self) -> list[Sentence]:
        return [sentence for _, paragraph in self.text for sentence in split_sentences(paragraph)]


def compare_versions(old: Version, new: Version) -> Edit | None:
    """Return the edit between two versions of an article; None where a reader sees none.

    Only `title`, `lead` and `text` count, cleaned as they are stored. White space and typesetting
    (`tokens`), other paragraph breaks, a standfirst that moves into the text or out of it, and
    lines of the template (`template_lines`) are no edit. Otherwise the first class that holds:

    - typo: only typos (`typos`) were put right, in the headline too; nothing new is said.
    - headline: only headline or standfirst say something else; the text has typos at most. What
      a list of articles shows is no longer right.
    - added: whole sentences or paragraphs more, none lost or changed except for typos, whatever
      the headline says. An earlier reader missed something, but read nothing wrong.
    - rewritten: fewer than half of the words of the longer version stand in the other.
    - correction: the rest. Words, numbers, names or sentences were replaced, removed or moved.
    """
    before, after = _read_version(old), _read_version(new)
    titles = split_tokens(before.title), split_tokens(after.title)
    bodies = before.body, after.body
    same_body = _flatten_body(bodies[0]) == _flatten_body(bodies[1])
    if titles[0] == titles[1] and same_body:
        return None if before.uncompared_text == after.uncompared_text else Edit("correction", ())
    diff, omitted = limit_differences(_iter_differences(before, after, same_body))
    same_beginning = bodies[0][:_MAX_SENTENCES] == bodies[1][:_MAX_SENTENCES]
    if not same_body and same_beginning and titles[0] == titles[1]:
        return Edit("correction", tuple(diff), omitted)
    kind = _classify_edit(
        before, after, _compare_bodies(*bodies), title_has_only_typos=is_typo(*titles)
    )
    return Edit(kind, tuple(diff), omitted)


def _classify_edit(
    before: _ComparedVersion,
    after: _ComparedVersion,
    body: SentenceChanges,
    *,
    title_has_only_typos: bool,
) -> EditClass:
    if body.only_typos:
        return "typo" if title_has_only_typos else "headline"
    if _compare_bodies(before.sentences, after.sentences).only_typos:
        return "headline"
    if body.gained and not (body.lost or body.changed or body.moved):
        return "added"
    longest = max(_count_words(before.body), _count_words(after.body))
    return "rewritten" if 2 * body.kept_words < longest else "correction"


def _iter_differences(
    before: _ComparedVersion, after: _ComparedVersion, same_body: bool
) -> Iterator[Difference]:
    yield from diff_lines("title", before.title, after.title)
    if not same_body:
        yield from diff_lines("lead", before.lead, after.lead)
        yield from diff_paragraphs(before.text[:_MAX_SENTENCES], after.text[:_MAX_SENTENCES])


def _compare_bodies(old: list[Sentence], new: list[Sentence]) -> SentenceChanges:
    return compare_sentences(old[:_MAX_SENTENCES], new[:_MAX_SENTENCES])


def _read_version(version: Version) -> _ComparedVersion:
    fields = [
        version.get(name) if isinstance(version, Mapping) else getattr(version, name)
        for name in ("title", "lead", "text")
    ]
    title, lead, text = (value or "" for value in fields)
    compared_text = text[:_MAX_CHARACTERS]
    paragraphs = drop_template_lines(compared_text.split("\n\n") if compared_text else [])
    return _ComparedVersion(title, lead, paragraphs, text[_MAX_CHARACTERS:])


def _flatten_body(body: list[Sentence]) -> Sentence:
    return tuple(chain.from_iterable(body))


def _count_words(body: list[Sentence]) -> int:
    return sum(len(fold_sentence_words(sentence)) for sentence in body)
