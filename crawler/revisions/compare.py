"""Two versions of an article to the edit between them, or to none. Pure."""

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

# A text of more characters or sentences is no news article, and might take for ever: its beginning
# is compared, its rest only as a whole.
_MAX_CHARACTERS, _MAX_SENTENCES = 200_000, 1000


@dataclass(frozen=True, slots=True)
class Edit:
    """What a reader of both versions sees; `omitted` counts the differences not shown."""

    kind: EditClass
    diff: tuple[Difference, ...]
    omitted: int = 0

    def as_values(self) -> dict[str, Any]:
        """Return plain values, the kind as `class`."""
        diff = [one._asdict() for one in self.diff]
        return {"class": self.kind, "diff": diff, "omitted": self.omitted}


@dataclass(frozen=True, slots=True)
class _ComparedVersion:
    title: str
    lead: str
    text: Paragraphs
    uncompared_text: str  # characters behind what is looked at

    @property
    def body(self) -> list[Sentence]:
        return [*split_sentences(self.lead), *self.sentences]

    @property
    def sentences(self) -> list[Sentence]:
        return [one for _, paragraph in self.text for one in split_sentences(paragraph)]


def compare_versions(old: Version, new: Version) -> Edit | None:
    """Return the edit between two versions of an article; None where a reader sees none.

    Only `title`, `lead` and `text` count, cleaned as they are stored. No edit: white space and
    typesetting (`tokens`), where paragraphs are parted, a standfirst that moves into the text or
    out of it, lines of the template (`noise`). Else the first of these that holds:

    - typo: nothing but slips of the pen (`slips`), in the headline too: nothing new is said.
    - headline: only headline or standfirst say something else; in the text at most slips. What a
      list of articles shows of it is no longer right.
    - added: whole sentences or paragraphs more, none lost or changed, slips aside, whatever the
      headline: who read it before has missed something, but was told nothing wrong.
    - rewritten: fewer than half of the words of either version stand in the other: another text.
    - correction: the rest. Words, numbers, names or sentences were replaced, taken out or moved.
    """
    before, after = _read_version(old), _read_version(new)
    titles = split_tokens(before.title), split_tokens(after.title)
    bodies = before.body, after.body
    same_body = _flatten_body(bodies[0]) == _flatten_body(bodies[1])
    if titles[0] == titles[1] and same_body:
        return None if before.uncompared_text == after.uncompared_text else Edit("correction", ())
    diff, omitted = limit_differences(_iter_differences(before, after, same_body))
    behind = not same_body and bodies[0][:_MAX_SENTENCES] == bodies[1][:_MAX_SENTENCES]
    if behind and titles[0] == titles[1]:
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
    given = [
        version.get(name) if isinstance(version, Mapping) else getattr(version, name)
        for name in ("title", "lead", "text")
    ]
    title, lead, text = (value or "" for value in given)
    shown = text[:_MAX_CHARACTERS]
    paragraphs = drop_template_lines(shown.split("\n\n") if shown else [])
    return _ComparedVersion(title, lead, paragraphs, text[_MAX_CHARACTERS:])


def _flatten_body(body: list[Sentence]) -> Sentence:
    return tuple(chain.from_iterable(body))


def _count_words(body: list[Sentence]) -> int:
    return sum(len(fold_sentence_words(one)) for one in body)
