"""`scrapy publishers`: what it prints, its exit statuses, and the draft of a site's file."""

from datetime import date
from pathlib import Path

import pytest
from scrapy.exceptions import UsageError
from scrapy.settings import Settings

from crawler.commands.publishers import Command
from crawler.publisher import load
from crawler.publisher.draft import SiteFacts, draft, slug_for

GOOD = 'name = "المثال"\nhomepage = "https://example.com/"\ndomains = ["example.com"]\n'


def run(folder: Path, *args: str) -> int:
    command = Command()
    command.settings = Settings({"PUBLISHERS_DIR": str(folder)})
    command.run(list(args), None)
    return command.exitcode


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "example.toml").write_text(GOOD + 'country = "EG"\n', encoding="utf-8")
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
    (folder / "bad.toml").write_text(GOOD.replace("example.com", "bad.com") + "facts = 1\nx = 2\n")
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
    path.write_text(GOOD.replace("example.com", "else.com"))
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
    assert slug_for(address) == slug


def test_a_draft_is_a_valid_file(tmp_path: Path) -> None:
    home = "https://www.example.com.lb/"
    facts = SiteFacts(
        homepage=home,
        name='جريدة "المثال" \\ الأولى',
        feeds=(f"{home}rss/سياسة",),
        sections=tuple(f"{home}قسم/{number}" for number in range(40)),
    )
    path = tmp_path / "example.toml"
    path.write_text(draft(facts, date(2026, 5, 1)), encoding="utf-8")
    publisher = load(path)
    assert publisher.name == facts.name
    assert (publisher.country, publisher.timezone) == ("LB", "Asia/Beirut")
    assert publisher.months == "levantine"
    assert (publisher.verified, publisher.facts) == (False, 2026)
    assert publisher.domains == ("example.com.lb",)
    assert publisher.sources.feeds == facts.feeds
    assert publisher.sources.sections == facts.sections[:12]


def test_what_a_site_does_not_tell_stays_open(tmp_path: Path) -> None:
    path = tmp_path / "example.toml"
    path.write_text(draft(SiteFacts(homepage="https://example.com/"), date(2026, 5, 1)))
    publisher = load(path)
    assert publisher.name == "example.com"
    assert (publisher.country, publisher.timezone, publisher.months) == (None, None, None)
    assert '# country = "' in path.read_text()
