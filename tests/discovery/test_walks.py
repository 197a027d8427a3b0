"""Walks over outlets by their lists: every article, little else, and no endless trap."""

import re
from collections.abc import Callable

import pytest

from crawler.urls.canonical_form import make_url_id
from tests.discovery.systems import HEADLINES, SYSTEMS, System
from tests.discovery.walking import SITE, ImaginaryOutlet, Walk, walk

TITLE = HEADLINES[0]


@pytest.mark.parametrize("system", SYSTEMS, ids=lambda system: system.name)
def test_every_article_is_reached_and_little_else_requested(system: System) -> None:
    outlet = ImaginaryOutlet(system, length=22)
    result = walk(outlet.home, lambda url: outlet.pages.get(make_url_id(url)), outlet.articles)
    assert not outlet.articles - result.articles
    assert result.missing == []
    assert len(result.lists) <= len(outlet.pages) + 1


def test_a_long_section_is_walked_to_its_end() -> None:
    outlet = ImaginaryOutlet(SYSTEMS[1], length=240)
    result = walk(outlet.home, lambda url: outlet.pages.get(make_url_id(url)), outlet.articles)
    assert not outlet.articles - result.articles


def walk_from(page: Callable[[str], str | None], articles: set[str] = frozenset()) -> Walk:  # type: ignore[assignment]
    return walk(f"{SITE}/", lambda url: page(url.removeprefix(SITE)), articles)


def test_relative_links_are_resolved_by_the_declared_base() -> None:
    front = f'<base href="{SITE}/ar/"><nav><a href="./">الاستقبال</a><a href="s-2/">فن</a></nav>'
    section = f'<h3><a href="../77-title-words.html">{TITLE}</a></h3>'
    pages = {"/": front, "/ar/": front, "/ar/s-2/": section}
    result = walk_from(pages.get, {make_url_id(f"{SITE}/ar/77-title-words.html")})
    assert len(result.articles) == 1
    assert result.missing == []


@pytest.mark.parametrize(
    "first",
    [
        "/agenda?mois=1&annee=2026",
        "/cat/3?week=2026-W46",
        "/events/2026/11/",
        "/news?date=2026-11-20",
        "/fihris?jalsa=1",
        "/salnama/1",
    ],
)
@pytest.mark.parametrize(
    "box", ["<p>{}</p>", '<div class="pager">{}</div>', "<table><td>{}</td></table>"]
)
def test_pages_that_go_on_for_ever_are_left(first: str, box: str) -> None:
    side = "".join(f'<li><a href="/news/{n}-x">{TITLE} {n}</a></li>' for n in range(90001, 90006))

    def page(url: str) -> str:
        last = max(map(int, re.findall(r"\d+", url)), default=1)
        near = (f"{re.sub(r'[0-9]+$|[0-9]+(?=/$)', str(last + n), first)}" for n in range(1, 4))
        links = "".join(
            f'<a href="{link}">{word}</a> ' for link, word in zip(near, WORDS, strict=True)
        )
        return f'<nav><a href="{first}">المفكرة</a></nav>{box.format(links)}<ul>{side}</ul>'

    result = walk_from(page, {make_url_id(f"{SITE}/news/{n}-x") for n in range(90001, 90006)})
    assert len(result.articles) == 5
    assert len(result.lists) <= 25


WORDS = ("التالي", "فبراير", "الشهر القادم")


@pytest.mark.parametrize("pattern", ["/w/{}-9f3k2", "/diwan/{}", "/day-{}"])
def test_unknown_pages_that_lead_to_ever_more_are_left(pattern: str) -> None:
    def page(url: str) -> str:
        last = max(map(int, re.findall(r"(?<![a-z])\d+", url)), default=1)
        return "".join(f'<a href="{pattern.format(last * 7 + n)}">{TITLE}</a>' for n in range(20))

    result = walk_from(page)
    assert len(result.lists) <= 150
