"""Publisher files: the shipped ones, the problems of wrong ones, the publisher of an address."""

import pickle
import re
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from crawler.publisher import (
    PUBLISHERS_FOLDER,
    Publisher,
    PublisherError,
    find_publisher,
    load_publisher,
    load_publisher_files,
    load_publishers,
)
from crawler.publisher.selectors import compile_selector
from crawler.text.normalise import arabic_share
from crawler.urls import canonical_form
from tests.conftest import ROOT

SHIPPED = load_publishers()

GOOD = """
name = "صحيفة المثال"
homepage = "https://www.example.com/"
domains = ["example.com"]
"""


def write_file(folder: Path, content: str, name: str = "example.toml") -> Path:
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return path


def test_at_least_40_outlets_of_at_least_15_countries_are_shipped() -> None:
    assert len(SHIPPED) >= 40
    assert len({publisher.country for publisher in SHIPPED.values()}) >= 15


@pytest.mark.parametrize("slug", SHIPPED)
def test_a_shipped_file_has_enough_facts(slug: str) -> None:
    publisher = SHIPPED[slug]
    assert publisher.country and publisher.timezone
    assert arabic_share(publisher.name or "") == 1
    assert publisher.verified is False
    assert publisher.facts is not None


@pytest.mark.parametrize("slug", SHIPPED)
def test_the_sources_of_a_shipped_file_have_one_readable_form(slug: str) -> None:
    publisher = SHIPPED[slug]
    sources = publisher.sources
    for address in (publisher.homepage, *sources.feeds, *sources.sitemaps, *sources.sections):
        assert canonical_form.canonical(address) == address
        assert find_publisher(address, SHIPPED) is publisher
    text = (PUBLISHERS_FOLDER / f"{slug}.toml").read_text(encoding="utf-8")
    assert not re.search(r"%[89A-F]", text), "Arabic letters stand as letters"


@pytest.mark.parametrize(
    ("slug", "address"),
    [
        ("24ae", "https://24.ae/article.aspx?ArticleId=123304"),
        ("albayan", "https://www.albayan.ae/across-the-uae/education/2013-08-29-1.1949645"),
        ("alriyadh", "http://www.alriyadh.com/2011/10/10/article674357.html"),
        ("alriyadh", "http://www.alriyadh.com/net/article/780935"),
        ("aps", "https://www.aps.dz/algerie/151377-communique-du-conseil-des-ministres"),
        ("hespress", "http://hespress.com/permalink/73678.html"),
    ],
)
def test_a_known_article_fits_the_links_of_its_file(slug: str, address: str) -> None:
    canonical = canonical_form.canonical(address)
    assert canonical is not None
    assert any(rule.search(canonical) for rule in SHIPPED[slug].allow)


@pytest.mark.parametrize("slug", SHIPPED)
def test_links_do_not_take_a_source_for_an_article(slug: str) -> None:
    publisher = SHIPPED[slug]
    for address in (publisher.homepage, *publisher.sources.sections):
        assert not any(rule.search(address) for rule in publisher.allow)


def test_the_example_of_the_reference_loads_and_has_every_key(tmp_path: Path) -> None:
    reference = (PUBLISHERS_FOLDER / "README.md").read_text(encoding="utf-8")
    example = reference.split("```toml\n")[1].split("```")[0]
    publisher = load_publisher(write_file(tmp_path, example))
    for field in fields(Publisher):
        if field.name != "verified":
            assert getattr(publisher, field.name), field.name
    for part in (publisher.sources, publisher.selectors, publisher.expect):
        for field in fields(part):
            assert getattr(part, field.name), field.name


def test_three_keys_are_enough(tmp_path: Path) -> None:
    publisher = load_publisher(write_file(tmp_path, GOOD))
    assert publisher == Publisher(
        slug="example",
        name="صحيفة المثال",
        homepage="https://www.example.com/",
        domains=("example.com",),
    )


def test_a_byte_order_mark_is_no_problem(tmp_path: Path) -> None:
    assert load_publisher(write_file(tmp_path, "\ufeff" + GOOD)).slug == "example"


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_lines_may_end_as_they_do_elsewhere(tmp_path: Path, end: str) -> None:
    file = write_file(tmp_path, "")
    file.write_bytes(GOOD.replace("\n", end).encode())
    assert load_publisher(file).slug == "example"


def test_a_publisher_goes_to_another_process() -> None:
    publisher = SHIPPED["lbci"]
    assert pickle.loads(pickle.dumps(publisher)) == publisher


WRONG = {
    'titel = "x"': ("titel", "unknown key"),
    'countri = "EG"': ("countri", "did you mean country?"),
    "name = 3": ("name", "must be a string"),
    'country = "EGY"': ("country", "no country code"),
    'timezone = "Africa/Kairo"': ("timezone", "did you mean Africa/Cairo?"),
    'timezone = "../etc/passwd"': ("timezone", "no zone"),
    'months = "egyptian"': ("months", "is no longer used, remove it"),
    'verified = "yes"': ("verified", "must be true or false"),
    "facts = 19": ("facts", "from 1990"),
    "facts = true": ("facts", "whole number"),
    'chrome = "x"': ("chrome", "must be a list"),
    'chrome = [" "]': ("chrome", "must not be empty"),
    'homepage = "ftp://example.com/"': ("homepage", "no http(s) address"),
    'homepage = "https://example.org/"': ("homepage", "not on example.com"),
    'homepage = "https://notexample.com/"': ("homepage", "not on example.com"),
    "domains = []": ("domains", "must not be empty"),
    'domains = ["https://example.com"]': ("domains", "no host name"),
    'domains = ["com"]': ("domains", "no host name"),
    'domains = ["Example.com"]': ("domains", "must be written 'example.com'"),
    'domains = ["example.com", "example.com"]': ("domains", "'example.com' stands twice"),
    'domains = ["example.com:443"]': ("domains", "must be written 'example.com'"),
    'domains = "example.com"': ("domains", "must be a list, not 'example.com'"),
    'name = "  "': ("name", "must not be empty"),
    "chrome = [3]": ("chrome", "must be a string, not 3"),
    "links.allow = [3]": ("links.allow", "must be a string, not 3"),
    "politeness = []": ("politeness", "must be a table, not []"),
    "expect.filled = 0.5": ("expect.filled", "must be a table, not 0.5"),
    "expect.article = 3": ("expect.article", "did you mean articles?"),
    "sources = 1": ("sources", "must be a table"),
    'sources.feed = ["https://example.com/f"]': ("sources.feed", "did you mean feeds?"),
    'sources.feeds = "https://example.com/f"': ("sources.feeds", "must be a list"),
    'sources.feeds = ["/f"]': ("sources.feeds", "no http(s) address"),
    'sources.feeds = ["javascript:alert(1)"]': ("sources.feeds", "no http(s) address"),
    'sources.sitemaps = ["https://cdn.example.org/s"]': ("sources.sitemaps", "not on example.com"),
    'links.allow = ["("]': ("links.allow", "no regular expression"),
    'links.deny = ["[z-a]"]': ("links.deny", "no regular expression"),
    'selectors.titel = "h1"': ("selectors.titel", "did you mean title?"),
    'selectors.title = "h1["': ("selectors.title", "no CSS selector"),
    'selectors.title = ["h1", "p::text"]': ("selectors.title", "no CSS selector"),
    'selectors.text = "//div["': ("selectors.text", "no XPath expression"),
    'selectors.text = "//x:div"': ("selectors.text", "no XPath expression"),
    "selectors.text = \"//div[has-class('a')]\"": ("selectors.text", "calls has-class()"),
    'selectors.text = "(count(//div))"': ("selectors.text", "must give nodes"),
    "selectors.text = [1]": ("selectors.text", "must be a string"),
    "politeness.delay = -1": ("politeness.delay", "from 0 to 3600"),
    "politeness.delay = nan": ("politeness.delay", "must be a number"),
    "politeness.concurrency = 0": ("politeness.concurrency", "from 1 to 16"),
    "politeness.concurrency = 1.5": ("politeness.concurrency", "whole number"),
    "politeness.wait = 1": ("politeness.wait", "unknown key among delay, concurrency"),
    "expect.articles = -1": ("expect.articles", "from 0"),
    "expect.filled.title = 95": ("expect.filled.title", "from 0 to 1"),
    "expect.filled.titel = 0.5": ("expect.filled.titel", "did you mean title?"),
}


@pytest.mark.parametrize("line", WRONG)
def test_a_wrong_value_is_named_by_file_key_and_reason(tmp_path: Path, line: str) -> None:
    key, reason = WRONG[line]
    given = line.partition(" = ")[0]
    others = [other for other in GOOD.splitlines() if not other.startswith(f"{given} =")]
    path = write_file(tmp_path, "\n".join([*others, line]))
    with pytest.raises(PublisherError) as caught:
        load_publisher(path)
    (problem,) = caught.value.problems
    assert problem.startswith(f"{path}: {key}: ")
    assert reason in problem


@pytest.mark.parametrize("key", ["name", "homepage", "domains"])
def test_a_missing_key_is_named(tmp_path: Path, key: str) -> None:
    content = "\n".join(line for line in GOOD.splitlines() if not line.startswith(key))
    with pytest.raises(PublisherError, match=rf"example\.toml: {key}: is missing"):
        load_publisher(write_file(tmp_path, content))


def test_files_that_are_no_toml_no_utf8_or_not_there_are_named(tmp_path: Path) -> None:
    (tmp_path / "latin.toml").write_bytes(b"name = '\xc7\xe1'")
    write_file(tmp_path, "name = \n", "broken.toml")
    write_file(tmp_path, GOOD + GOOD, "twice.toml")
    write_file(tmp_path, f"facts = {'9' * 5000}", "endless.toml")
    write_file(tmp_path, f"allow = {'[' * 50_000}", "deep.toml")
    (tmp_path / "folder.toml").mkdir()
    with pytest.raises(PublisherError) as caught:
        load_publishers(tmp_path)
    problems = "\n".join(caught.value.problems)
    assert "broken.toml: file: is no TOML" in problems and "line 1" in problems
    assert "latin.toml: file: is no UTF-8, see byte 8" in problems
    for name in ("twice", "endless", "deep"):
        assert f"{name}.toml: file: is no TOML" in problems
    assert "folder.toml: file: cannot be read" in problems
    with pytest.raises(PublisherError, match=r"none\.toml: file: cannot be read"):
        load_publisher(tmp_path / "none.toml")
    with pytest.raises(PublisherError, match="nowhere: folder: there is none"):
        load_publishers(tmp_path / "nowhere")


def test_every_problem_of_every_file_is_reported_at_once(tmp_path: Path) -> None:
    write_file(tmp_path, GOOD + "facts = 1\n", "first.toml")
    write_file(tmp_path, GOOD + 'country = "XX"\nmonths = "egyptian"\n', "the second.toml")
    with pytest.raises(PublisherError) as caught:
        load_publishers(tmp_path)
    problems = [problem.removeprefix(f"{tmp_path}/") for problem in str(caught.value).splitlines()]
    assert [": ".join(problem.split(": ")[:2]) for problem in problems] == [
        "first.toml: facts",
        "the second.toml: file",
        "the second.toml: country",
        "the second.toml: months",
        "the second.toml: domains",
    ]


def test_every_problem_of_one_value_is_reported_at_once(tmp_path: Path) -> None:
    path = write_file(tmp_path, GOOD + 'sources.feeds = ["/f", "https://else.example/", 3]\n')
    with pytest.raises(PublisherError) as caught:
        load_publisher(path)
    assert caught.value.problems == (
        f"{path}: sources.feeds: '/f' is no http(s) address",
        f"{path}: sources.feeds: 'https://else.example/' is not on example.com",
        f"{path}: sources.feeds: must be a string, not 3",
    )


def test_pydantic_is_loaded_with_the_first_file_only() -> None:
    """Workers and commands that read no publisher file need not wait for it."""
    imports = "import sys, crawler.workers.preload, crawler.commands.crawl"
    code = f"{imports}; print('pydantic' in sys.modules)"
    assert subprocess.check_output([sys.executable, "-c", code], cwd=ROOT, text=True) == "False\n"


def test_one_name_in_two_folders_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    paths = [
        write_file(tmp_path, GOOD),
        write_file(tmp_path / "other", GOOD.replace("example", "else")),
    ]
    paths[1] = paths[1].rename(tmp_path / "other" / "example.toml")
    with pytest.raises(PublisherError, match=r"other/example\.toml: file: another file"):
        load_publisher_files(paths)


def make_publisher(slug: str, *domains: str) -> Publisher:
    return Publisher(slug=slug, homepage=f"https://{domains[0]}/", domains=domains)


OUTLETS = {
    "whole": make_publisher("whole", "example.com", "مثال.مصر"),
    "sport": make_publisher("sport", "sport.example.com"),
    "port": make_publisher("port", "127.0.0.1:8001"),
    "host": make_publisher("host", "127.0.0.1"),
}


@pytest.mark.parametrize(
    ("address", "slug"),
    [
        ("https://example.com/a", "whole"),
        ("http://WWW.Example.com:8080/a", "whole"),
        ("https://sport.example.com/a", "sport"),
        ("https://m.sport.example.com/a", "sport"),
        ("https://xn--mgbh0fb.xn--wgbh1c/", "whole"),
        ("http://127.0.0.1:8001/a", "port"),
        ("http://127.0.0.1:8002/a", "host"),
    ],
)
def test_an_address_has_the_publisher_of_the_longest_domain(address: str, slug: str) -> None:
    assert find_publisher(address, OUTLETS).slug == slug


@pytest.mark.parametrize(
    ("address", "slug", "homepage"),
    [
        ("https://www.notexample.com/a", "notexample.com", "https://www.notexample.com/"),
        ("http://news.example.com.kw/a", "example.com.kw", "http://news.example.com.kw/"),
        ("http://127.0.0.2:8001/a", "127.0.0.2:8001", "http://127.0.0.2:8001/"),
        ("http://localhost:80/a", "localhost", "http://localhost/"),
    ],
)
def test_a_site_without_a_file_is_its_own_publisher(address: str, slug: str, homepage: str) -> None:
    publisher = find_publisher(address, OUTLETS)
    assert publisher == Publisher(slug=slug, homepage=homepage, domains=(slug,))
    assert find_publisher(publisher.homepage, {slug: publisher}) is publisher


def test_no_address_has_no_publisher() -> None:
    with pytest.raises(ValueError, match="no http"):
        find_publisher("mailto:a@example.com", OUTLETS)


def test_a_selector_finds_elements_or_strings() -> None:
    from lxml import html

    tree = html.document_fromstring("<h1 class='t'>عنوان</h1><p title='x'>نص</p>")
    assert [
        match.text for match in compile_selector("h1.t")(tree) if not isinstance(match, str)
    ] == ["عنوان"]
    assert compile_selector("//p/@title")(tree) == ["x"]
    assert compile_selector("(//p[contains(@title, 'count(')])[1]")(tree) == []
