"""Crawls of the shared cases that are answers of servers; `make bench-quality` has the others."""

import json
import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.bench.quality.cases import find_input
from tests.bench.quality.options import find_shared_folder
from tests.command_runner import CommandRunner
from tests.whole_crawls.recorded_server import (
    RecordedSite,
    make_page_answer,
    read_path,
    serve_recorded_site,
)
from tests.whole_crawls.workbench import Workbench

WEB = find_shared_folder() / "cases" / "web"

ARABIC_PATH = re.compile("""['"(](/[^'"() ]*[\u0621-\u064a][^'"() ]*)['")]""")


def list_names() -> list[str]:
    """List the cases; where there are none, the fixture `shared` skips the one test."""
    folders = sorted(WEB.iterdir()) if WEB.is_dir() else []
    return [folder.name for folder in folders if not find_input(folder)] or ["no shared cases"]


@pytest.fixture(scope="module")
def crawled(
    shared: Path, tmp_path_factory: pytest.TempPathFactory, mongodb_uri: str, warm: CommandRunner
) -> Iterator[tuple[dict[str, RecordedSite], Workbench]]:
    """Crawl all cases at once, each as a site of its own."""
    bench = Workbench(tmp_path_factory.mktemp("cases"), mongodb_uri, warm)
    with ExitStack() as servers:
        sites, targets = {}, []
        for name in list_names():
            sites[name] = servers.enter_context(serve_recorded_site())
            targets += record_case(shared / "cases" / "web" / name, sites[name])
        bench.scrapy("crawl", "news", "-a", f"urls={' '.join(targets)}", status=None)
        yield sites, bench
    bench.close()


def record_case(case: Path, site: RecordedSite) -> list[str]:
    """Let a site answer as a case says; return the addresses to crawl."""
    if (home := case / "home.html").exists():
        paths = ARABIC_PATH.findall(home.read_text(encoding="utf-8"))
        links = "".join(f'<a href="{path}">خبر الساعة من المدينة</a>' for path in paths)
        body = f'<html lang="ar"><meta charset="windows-1256"><title>نهر</title>{links}</html>'
        site.record("/", make_page_answer(body, "windows-1256"))
        return [f"{site.home}/"]
    answers = sorted(case.glob("response*.http"))
    expected = read_expectations(case.name)
    paths = expected.get("urls") or [read_path((case / "url.txt").read_text().strip())]
    for path, answer in zip(paths, answers, strict=True):
        site.record(path, answer.read_bytes())
    return [site.home + path for path in paths]


def read_expectations(name: str) -> dict[str, Any]:
    expectations: dict[str, Any] = json.loads((WEB / name / "expect.json").read_text("utf-8"))
    return expectations


@pytest.mark.parametrize("name", list_names())
def test_what_a_server_answers(
    crawled: tuple[dict[str, RecordedSite], Workbench], name: str
) -> None:
    sites, bench = crawled
    site, expected = sites[name], read_expectations(name)
    if "asks" in expected:
        assert expected["asks"] in site.asked
        return
    outcomes = [
        page.get("outcome") for page in bench.pages() if page["url"].startswith(f"{site.home}/")
    ]
    stored = [url for url in bench.articles() if url.startswith(f"{site.home}/")]
    if "urls" in expected:
        assert sorted(stored) == [site.home + path for path in expected["urls"]]
    elif expected["outcome"] == "stored":
        assert stored, outcomes
    else:
        assert expected["outcome"] in outcomes
