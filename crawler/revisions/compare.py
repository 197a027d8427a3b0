"""Two versions of an article to the edit between them, or to none. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any, Literal

from crawler.items import Article
from crawler.revisions.alignment import Changes, changes
from crawler.revisions.diff import Difference, Paragraphs, bounded, line_diff, text_diff
from crawler.revisions.template_lines import without_noise
from crawler.revisions.tokens import Sentence, folded_words, sentences, tokens
from crawler.revisions.typos import is_slip

Class = Literal["headline", "typo", "correction", "added", "rewritten"]
CLASSES: tuple[Class, ...] = ("headline", "typo", "correction", "added", "rewritten")
Version = Article | Mapping[str, Any]

# A text of more characters or sentences is no news article, and might take for ever: its beginning
# is compared, its rest only as a whole.
_LONGEST, _MOST = 200_000, 1000


@dataclass(frozen=True, slots=True)
class Edit:
    """What a reader of both versions sees; `omitted` counts the differences not shown."""

    kind: Class
    diff: tuple[Difference, ...]
    omitted: int = 0

    def as_values(self) -> dict[str, Any]:
        """Return plain values, the kind as `class`."""
        diff = [one._asdict() for one in self.diff]
        return {"class": self.kind, "diff": diff, "omitted": self.omitted}


@dataclass(frozen=True, slots=True)
class _Read:
    title: str
    lead: str
    text: Paragraphs
    rest: str  # characters behind what is looked at

    @property
    def body(self) -> list[Sentence]:
        return [*sentences(self.lead), *self.sentences]

    @property
    def sentences(self) -> list[Sentence]:
        return [one for _, paragraph in self.text for one in sentences(paragraph)]


def compare(old: Version, new: Version) -> Edit | None:
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
    before, after = _read(old), _read(new)
    titles = tokens(before.title), tokens(after.title)
    bodies = before.body, after.body
    same_body = _words(bodies[0]) == _words(bodies[1])
    if titles[0] == titles[1] and same_body:
        return None if before.rest == after.rest else Edit("correction", ())
    diff, omitted = bounded(_differences(before, after, same_body))
    behind = not same_body and bodies[0][:_MOST] == bodies[1][:_MOST]
    if behind and titles[0] == titles[1]:
        return Edit("correction", tuple(diff), omitted)
    kind = _kind(before, after, _changes(*bodies), title_slips=is_slip(*titles))
    return Edit(kind, tuple(diff), omitted)


def _kind(before: _Read, after: _Read, body: Changes, *, title_slips: bool) -> Class:
    if body.only_slips:
        return "typo" if title_slips else "headline"
    if _changes(before.sentences, after.sentences).only_slips:
        return "headline"
    if body.gained and not (body.lost or body.changed or body.moved):
        return "added"
    longest = max(_count(before.body), _count(after.body))
    return "rewritten" if 2 * body.kept < longest else "correction"


def _differences(before: _Read, after: _Read, same_body: bool) -> Iterator[Difference]:
    yield from line_diff("title", before.title, after.title)
    if not same_body:
        yield from line_diff("lead", before.lead, after.lead)
        yield from text_diff(before.text[:_MOST], after.text[:_MOST])


def _changes(old: list[Sentence], new: list[Sentence]) -> Changes:
    return changes(old[:_MOST], new[:_MOST])


def _read(version: Version) -> _Read:
    given = [
        version.get(name) if isinstance(version, Mapping) else getattr(version, name)
        for name in ("title", "lead", "text")
    ]
    title, lead, text = (value or "" for value in given)
    shown = text[:_LONGEST]
    paragraphs = without_noise(shown.split("\n\n") if shown else [])
    return _Read(title, lead, paragraphs, text[_LONGEST:])


def _words(body: list[Sentence]) -> Sentence:
    return tuple(chain.from_iterable(body))


def _count(body: list[Sentence]) -> int:
    return sum(len(folded_words(one)) for one in body)
