"""The set of labelled pairs, the same at every run."""

import random
from collections.abc import Iterator
from pathlib import Path

from tests.bench.dedupe import sources
from tests.bench.dedupe.edits import EDITS, edit_article
from tests.bench.dedupe.events import report_twice
from tests.bench.dedupe.pair import Pair, PublishedArticle
from tests.bench.dedupe.templates import CITIES, REPORT_TEMPLATES

Source = list[tuple[str, PublishedArticle]]

_EDITS_PER_ARTICLE = 3
_PAIRS_PER_TEMPLATE = 30  # and pairs of reports on one event


def make_pairs(shared: Path | None) -> list[Pair]:
    """Return all pairs; the corpora's only where `shared` has them."""
    corpora = sources.read_corpus_articles(shared) if shared else []
    sites = sources.read_site_articles()
    return [
        *_pair_edited("corpora", corpora),
        *_pair_edited("sites", sites),
        *_pair_follow_ups("corpora", corpora),
        *_pair_follow_ups("sites", sites),
        *_pair_others("corpora", corpora),
        *_pair_others("sites", sites),
        *_pair_template_reports(),
        *_pair_copied_template_reports(),
        *_pair_event_reports(),
    ]


def _pair_edited(source: str, articles: Source) -> Iterator[Pair]:
    """Pair each article with edited copies; the kinds of edit take turns, from light to heavy."""
    kinds = list(EDITS)
    pool = [word for _, piece in articles for word in piece.text.split() if word.isalpha()]
    for number, (name, piece) in enumerate(articles):
        for turn in range(_EDITS_PER_ARTICLE):
            kind = kinds[(number * _EDITS_PER_ARTICLE + turn * 4) % len(kinds)]
            pair = f"{name}:{kind}"
            copy = edit_article(kind, piece, random.Random(pair), pool)
            yield Pair(id=pair, kind=kind, copies=True, source=source, first=piece, second=copy)


def _pair_follow_ups(source: str, articles: Source) -> Iterator[Pair]:
    """Pair articles with others that end with a paragraph of background from them."""
    for number in range(0, len(articles) - 1, 3):
        (name, first), (_, second) = articles[number], articles[number + 1]
        background = first.text.split("\n\n")[-1].split()[: len(second.text.split()) // 5]
        follow_up = second.with_text([*second.text.split("\n\n"), " ".join(background)])
        yield _make_different(source, f"{name}:follow-up", "follow-ups", first, follow_up)


def _pair_others(source: str, articles: Source) -> Iterator[Pair]:
    """Pair articles that have nothing to do with each other."""
    for number in range(0, len(articles) - 2, 4):
        (name, first), (_, second) = articles[number], articles[number + 2]
        yield _make_different(source, f"{name}:other", "other articles", first, second)


def _pair_template_reports() -> Iterator[Pair]:
    """Pair two reports from one template, of the same day or of two days."""
    for kind, write_report in REPORT_TEMPLATES.items():
        for number in range(_PAIRS_PER_TEMPLATE):
            name = f"{kind}:{number}"
            random_ = random.Random(name)
            first = write_report(random_, 0)
            second = write_report(random_, number % 2)
            while second.text == first.text or (_names_city(first) and second.title == first.title):
                second = write_report(random_, number % 2)
            yield _make_different("moulds", name, kind, first, second)


def _names_city(piece: PublishedArticle) -> bool:
    return any(city in piece.title for city in CITIES)


def _pair_copied_template_reports() -> Iterator[Pair]:
    """Pair a report from a template with a copy that another outlet publishes."""
    edits = ("light: letters", "light: agency, headline", "light: last lines left out")
    for kind, write_report in REPORT_TEMPLATES.items():
        for number in range(_PAIRS_PER_TEMPLATE // 5):
            name = f"{kind}:copied:{number}"
            random_ = random.Random(name)
            first = write_report(random_, 0)
            second = edit_article(edits[number % len(edits)], first, random_, [])
            yield Pair(
                id=name,
                kind="a mould's copies",
                copies=True,
                source="moulds",
                first=first,
                second=second,
            )


def _pair_event_reports() -> Iterator[Pair]:
    for number in range(_PAIRS_PER_TEMPLATE):
        name = f"event:{number}"
        first, second = report_twice(random.Random(name))
        yield _make_different("moulds", name, "told by two authors", first, second)


def _make_different(
    source: str, name: str, kind: str, first: PublishedArticle, second: PublishedArticle
) -> Pair:
    return Pair(id=name, kind=kind, copies=False, source=source, first=first, second=second)
