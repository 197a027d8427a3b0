"""`scrapy publishers`: its output, its exit statuses, and the draft of a site's file."""

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from scrapy.exceptions import UsageError
from scrapy.settings import Settings

from crawler.commands.publishers import Command
from crawler.extraction.page.page import parse_page
from crawler.publisher import load_publisher
from crawler.publisher.draft import SiteFacts, draft_publisher_file, make_slug
from crawler.spiders.probe import find_country_code, find_outlet_name
from tests.command_runner import CommandRunner
from tests.newsroom import Newsroom

Scrapy = Callable[..., CompletedProcess[str]]
VALID_FILE = 'name = "المثال"\nhomepage = "https://example.com/"\ndomains = ["example.com"]\n'


def run(folder: Path, *args: str) -> int:
    command = Command()
    folders = {"PUBLISHERS_DIR": str(folder), "DATA_DIR": str(folder / "data")}
    command.settings = Settings(folders | {"DATABASE": "pipelines.database.MongoDatabase"})
    command.run(list(args), None)
    return command.exitcode


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "example.toml").write_text(VALID_FILE + 'country = "EG"\n', encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("args", [(), ("list",)])
def test_list_shows_every_publisher(
    folder: Path, capsys: pytest.CaptureFixture[str], args: tuple[str, ...]
) -> None:
    assert run(folder, *args) == 0
    (row,) = [line for line in capsys.readouterr().out.splitlines() if "example" in line]
    assert "EG" in row and "المثال" in row


def test_check_counts_what_is_valid(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder, "check") == 0
    assert capsys.readouterr().out == "1 publisher file is valid\n"


def test_check_tells_every_problem(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "bad.toml").write_text(
        VALID_FILE.replace("example.com", "bad.com") + "facts = 1\nx = 2\n"
    )
    assert run(folder, "check") == 2
    out, err = capsys.readouterr()
    assert not out
    assert [line.split(": ")[2] for line in err.splitlines()] == ["facts", "x"]
    assert all(f"{folder / 'bad.toml'}: " in line for line in err.splitlines())
    assert run(folder) == 2, "no list of half the files"


def test_check_takes_files_and_folders(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = folder / "other"
    other.mkdir()
    path = other / "else.toml"
    path.write_text(VALID_FILE.replace("example.com", "else.com"))
    assert run(folder, "check", str(path)) == 0
    assert run(folder, "check", str(folder), str(path)) == 0
    assert capsys.readouterr().out.splitlines()[1] == "2 publisher files are valid"
    assert run(folder, "check", str(folder / "nowhere")) == 2
    assert run(folder, "check", str(folder / "none.toml")) == 2


@pytest.mark.parametrize("args", [("chek",), ("list", "x"), ("add",), ("add", "a", "b"), ("-x",)])
def test_wrong_usage_is_refused(folder: Path, args: tuple[str, ...]) -> None:
    with pytest.raises(UsageError):
        run(folder, *args)


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("mailto:a@b.example", "no http(s) address"),
        ("https://www.example.com/news", "belongs to example already"),
        ("https://example.org/", "exists already"),
    ],
)
def test_add_refuses_before_the_first_request(
    folder: Path, capsys: pytest.CaptureFixture[str], address: str, reason: str
) -> None:
    before = (folder / "example.toml").read_text(encoding="utf-8")
    assert run(folder, "add", address) == 2
    assert reason in capsys.readouterr().err
    assert (folder / "example.toml").read_text(encoding="utf-8") == before


@pytest.mark.parametrize(
    ("address", "slug"),
    [
        ("https://www.example.com.eg/", "example"),
        ("https://al-example.net/ar/", "al-example"),
        ("http://127.0.0.21:8070/", "127-0-0-21-8070"),
        ("https://موقع.مصر/", "xn-4gbrim"),
    ],
)
def test_a_site_has_a_slug(address: str, slug: str) -> None:
    assert make_slug(address) == slug


def test_a_draft_is_a_valid_file(tmp_path: Path) -> None:
    home = "https://www.example.com.lb/"
    facts = SiteFacts(
        homepage=home,
        name='جريدة "المثال" \\ الأولى',
        feeds=(f"{home}rss/سياسة",),
        sections=tuple(f"{home}قسم/{number}" for number in range(40)),
    )
    path = tmp_path / "example.toml"
    path.write_text(draft_publisher_file(facts, date(2026, 5, 1)), encoding="utf-8")
    publisher = load_publisher(path)
    assert publisher.name == facts.name
    assert (publisher.country, publisher.timezone) == ("LB", "Asia/Beirut")
    assert (publisher.verified, publisher.facts) == (False, 2026)
    assert publisher.domains == ("example.com.lb",)
    assert publisher.sources.feeds == facts.feeds
    assert publisher.sources.sections == facts.sections[:12]


def test_what_a_site_does_not_tell_stays_open(tmp_path: Path) -> None:
    path = tmp_path / "example.toml"
    path.write_text(
        draft_publisher_file(SiteFacts(homepage="https://example.com/"), date(2026, 5, 1))
    )
    publisher = load_publisher(path)
    assert publisher.name == "example.com"
    assert (publisher.country, publisher.timezone) == (None, None)
    assert '# country = "' in path.read_text()


@pytest.mark.parametrize(
    ("head", "name", "country"),
    [
        ("<title>الرئيسية | صحيفة المثال</title>", "صحيفة المثال", None),
        ("<title>صحيفة المثال - الصفحة الرئيسية</title>", "صحيفة المثال", None),
        (
            "<meta property='og:site_name' content='example'><title>المثال</title>"
            "<meta property='og:locale' content='ar_LB'>",
            "المثال",
            "LB",
        ),
        (
            "<title>Example</title><meta property='og:locale' content='ar_AR'>"
            '<script type="application/ld+json">'
            '{"@type": "NewsMediaOrganization", "name": "وكالة المثال"}</script>',
            "وكالة المثال",
            None,
        ),
        ("<title>Home</title>", None, None),
    ],
)
def test_a_front_page_tells_name_and_country(
    head: str, name: str | None, country: str | None
) -> None:
    html = f"<html><head><meta charset='utf-8'>{head}</head><body></body></html>"
    page = parse_page(html.encode(), url="https://example.com/")
    assert (find_outlet_name(page), find_country_code(page)) == (name, country)


def test_the_country_is_the_address_s_before_the_locale_s() -> None:
    egyptian_site = SiteFacts(homepage="https://example.com.eg/", country="LB")
    assert 'country = "EG"' in draft_publisher_file(egyptian_site, date(2026, 5, 1))
    international_site = SiteFacts(homepage="https://example.com/", country="LB")
    assert 'country = "LB"' in draft_publisher_file(international_site, date(2026, 5, 1))


@pytest.fixture
def scrapy(warm: CommandRunner, tmp_path_factory: pytest.TempPathFactory) -> Scrapy:
    environment = os.environ | {"SCRAPY_PROJECT": "testing"}
    folder = tmp_path_factory.mktemp("command")
    return lambda *words: warm.run(list(words), environment, folder, "", 60)


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="no folder that root cannot write to")
def test_a_draft_that_cannot_be_written_is_one_line(scrapy: Scrapy) -> None:
    with Newsroom(0) as newsroom:
        address = newsroom.outlets[0].address
        done = scrapy("publishers", "add", address, "-s", "PUBLISHERS_DIR=/proc")
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert line.startswith("warraq: /proc/")


def test_add_drafts_the_file_of_a_site_and_never_writes_it_over(
    scrapy: Scrapy, tmp_path: Path
) -> None:
    options = ("-s", f"PUBLISHERS_DIR={tmp_path}")
    with Newsroom(0) as newsroom:
        outlet = newsroom.outlets[0]
        done = scrapy("publishers", "add", outlet.expected_articles[0].url, *options)
        assert done.returncode == 0, done.stderr
        (path,) = tmp_path.iterdir()
        assert str(path) in done.stdout and f"scrapy harvest {path.stem}" in done.stdout
        draft_text = path.read_text(encoding="utf-8")
        again = scrapy("publishers", "add", outlet.address, *options)
    publisher = load_publisher(path)
    assert publisher.name == outlet.name
    assert publisher.homepage == outlet.address
    assert publisher.sources.feeds and publisher.sources.sitemaps and publisher.sources.sections
    assert again.returncode == 2 and "already" in again.stderr
    assert path.read_text(encoding="utf-8") == draft_text


def test_add_writes_nothing_of_a_site_that_does_not_answer(scrapy: Scrapy, tmp_path: Path) -> None:
    with Newsroom(0) as newsroom:
        address = newsroom.outlets[0].address
    done = scrapy("publishers", "add", address, "-s", f"PUBLISHERS_DIR={tmp_path}")
    assert done.returncode == 1
    assert done.stderr.startswith(f"warraq: {address}: ")
    assert not list(tmp_path.iterdir())


def test_private_addresses_are_not_asked(scrapy: Scrapy, tmp_path: Path) -> None:
    options = ("-s", f"PUBLISHERS_DIR={tmp_path}", "-s", "ALLOW_PRIVATE_ADDRESSES=0")
    done = scrapy("publishers", "add", "http://127.0.0.1:8070/", *options)
    assert done.returncode == 1 and "private-address" in done.stderr
