"""Outlets walked by their lists alone: all of it, little beside it, and no trap without an end."""

import re
from collections.abc import Callable

import pytest

from crawler.urls.canonical_form import make_url_id
from tests.discovery.systems import HEADLINES, SYSTEMS, System
from tests.discovery.walking import SITE, Imagined, Walk, walk

TITLE = HEADLINES[0]


@pytest.mark.parametrize("system", SYSTEMS, ids=lambda system: system.name)
def test_every_article_is_reached_and_little_else_asked(system: System) -> None:
    site = Imagined(system, length=22)
    done = walk(site.home, lambda url: site.pages.get(make_url_id(url)), site.articles)
    assert not site.articles - done.articles
    assert done.others == []
    assert len(done.lists) <= len(site.pages) + 1


def test_a_long_section_is_walked_to_its_end() -> None:
    site = Imagined(SYSTEMS[1], length=240)
    done = walk(site.home, lambda url: site.pages.get(make_url_id(url)), site.articles)
    assert not site.articles - done.articles


def walk_from(page: Callable[[str], str | None], articles: set[str] = frozenset()) -> Walk:  # type: ignore[assignment]
    return walk(f"{SITE}/", lambda url: page(url.removeprefix(SITE)), articles)


def test_links_of_a_home_page_that_leads_to_another_are_told_by_where_it_led() -> None:
    front = f'<base href="{SITE}/ar/"><nav><a href="./">الاستقبال</a><a href="s-2/">فن</a></nav>'
    section = f'<h3><a href="../77-title-words.html">{TITLE}</a></h3>'
    pages = {"/": front, "/ar/": front, "/ar/s-2/": section}
    done = walk_from(pages.get, {make_url_id(f"{SITE}/ar/77-title-words.html")})
    assert len(done.articles) == 1
    assert done.others == []


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

    done = walk_from(page, {make_url_id(f"{SITE}/news/{n}-x") for n in range(90001, 90006)})
    assert len(done.articles) == 5
    assert len(done.lists) <= 25


WORDS = ("التالي", "فبراير", "الشهر القادم")


@pytest.mark.parametrize("shape", ["/w/{}-9f3k2", "/diwan/{}", "/day-{}"])
def test_unknown_pages_that_lead_to_ever_more_are_left(shape: str) -> None:
    def page(url: str) -> str:
        last = max(map(int, re.findall(r"(?<![a-z])\d+", url)), default=1)
        return "".join(f'<a href="{shape.format(last * 7 + n)}">{TITLE}</a>' for n in range(20))

    done = walk_from(page)
    assert len(done.lists) <= 150
