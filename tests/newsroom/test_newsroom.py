"""The newsroom's answers: they show what its truth says."""

import http.client
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from html import unescape
from urllib.parse import urlsplit

import pytest

from tests.conftest import ROOT
from tests.newsroom import Newsroom, PortTakenError, binding
from tests.newsroom.reading import by_slug, fetch, fetch_article, unescape_url, visible_words


@pytest.fixture(scope="module")
def newsroom() -> Iterator[Newsroom]:
    with Newsroom(0, slow_seconds=0.1) as room:
        yield room


def test_there_are_five_outlets_and_more_than_sixty_articles(newsroom: Newsroom) -> None:
    assert len(newsroom.outlets) == 5
    truth = [expected for outlet in newsroom.outlets for expected in outlet.expected_articles]
    assert len(truth) > 60
    assert len({expected.url for expected in truth}) == len(truth)
    assert all(4 <= len(expected.text.split("\n\n")) <= 9 for expected in truth)


def test_no_outlet_prints_a_paragraph_twice(newsroom: Newsroom) -> None:
    for outlet in newsroom.outlets:
        paragraphs = [
            paragraph
            for expected in outlet.expected_articles
            for paragraph in expected.text.split("\n\n")
        ]
        assert len(set(paragraphs)) == len(paragraphs)


def test_one_report_of_the_agency_stands_at_three_outlets(newsroom: Newsroom) -> None:
    texts = Counter(
        expected.text for outlet in newsroom.outlets for expected in outlet.expected_articles
    )
    assert [count for count in texts.values() if count > 1] == [3]


def test_every_page_shows_what_must_be_stored(newsroom: Newsroom) -> None:
    for outlet in newsroom.outlets:
        for expected in outlet.expected_articles:
            html = fetch_article(expected.url, outlet.site.charset)
            shown = visible_words(html)
            assert expected.title in shown
            assert all(paragraph in shown for paragraph in expected.text.split("\n\n"))
            assert all(name in shown for name in expected.authors)
            assert all(caption in unescape(html) for caption in expected.captions)


def test_the_old_site_declares_its_charset_in_a_meta_element_only(newsroom: Newsroom) -> None:
    outlet = by_slug(newsroom, "sanabel")
    _, headers, body = fetch(outlet.expected_articles[0].url)
    assert headers["Content-Type"] == "text/html"
    assert b"charset=windows-1256" in body


def test_the_odd_addresses_answer_oddly(newsroom: Newsroom) -> None:
    statuses = {
        "failed:http-404": 404,
        "failed:http-410": 410,
        "robots-denied": 200,
        "rejected:not-arabic": 200,
        "rejected": 200,
    }
    for outlet in newsroom.outlets:
        for url, outcome in outlet.other_outcomes.items():
            if outcome == "failed":
                with pytest.raises(http.client.RemoteDisconnected):
                    fetch(url)
            elif outcome == "duplicate":
                assert fetch(url)[0] in {200, 301}
            else:
                assert fetch(url)[0] == statuses[outcome]


def test_a_denied_page_is_forbidden_by_robots_txt(newsroom: Newsroom) -> None:
    for outlet in newsroom.outlets:
        status, _, body = fetch(outlet.address + "robots.txt")
        if outlet.slug == "shurufat":
            assert status == 404
            continue
        rules = re.findall(r"^Disallow: (\S+)", body.decode(), re.MULTILINE)
        denied = [
            url for url, outcome in outlet.other_outcomes.items() if outcome == "robots-denied"
        ]
        assert denied
        assert all(
            any(outlet.address.rstrip("/") + rule in url for rule in rules) for url in denied
        )


def test_listings_and_traps_are_no_articles(newsroom: Newsroom) -> None:
    outlet = by_slug(newsroom, "duroob")
    assert not outlet.never_stored & {expected.url for expected in outlet.expected_articles}
    month = f"{outlet.traps[0]}2031-12"
    assert f"{outlet.traps[0]}2032-01" in unescape_url(fetch_article(month, "utf-8")).replace(
        'href="/', f'href="{outlet.address}'
    )


def test_one_article_is_busy_once() -> None:
    with Newsroom(0) as room:
        outlet = by_slug(room, "almarfa")
        story = next(story for story in outlet.site.stories if story.fate == "busy")
        status, headers, _ = fetch(outlet.site.url(story))
        assert (status, headers["Retry-After"]) == (429, "1")
        assert fetch(outlet.site.url(story))[0] == 200


def test_an_unchanged_page_is_answered_with_304(newsroom: Newsroom) -> None:
    url = by_slug(newsroom, "madar").expected_articles[0].url
    _, headers, _ = fetch(url)
    assert fetch(url, **{"If-None-Match": headers["ETag"]})[0] == 304


def test_two_starts_serve_the_same_bytes() -> None:
    def bodies(room: Newsroom) -> dict[str, bytes]:
        return {
            path: reply.body.replace(outlet.address.encode(), b"/")
            for outlet in room.outlets
            for path, reply in outlet.site.replies.items()
            if not path.endswith(".gz")
        }

    with Newsroom(0) as first, Newsroom(0) as second:
        assert bodies(first) == bodies(second)


def test_the_second_edition_corrects_articles() -> None:
    with Newsroom(0) as room:
        before = {
            expected.url: expected
            for outlet in room.outlets
            for expected in outlet.expected_articles
        }
        room.set_edition(2)
        after = {
            expected.url: expected
            for outlet in room.outlets
            for expected in outlet.expected_articles
        }
        changed = [url for url in before if before[url] != after[url]]
        assert before.keys() == after.keys()
        assert len(changed) == 2
        for url in changed:
            assert after[url].modified_at
            shown = visible_words(fetch_article(url, "utf-8"))
            assert all(paragraph in shown for paragraph in after[url].text.split("\n\n"))


def test_the_log_has_every_request() -> None:
    with Newsroom(0) as room:
        outlet = room.outlets[0]
        fetch(outlet.address)
        fetch(outlet.address + "لا-شيء/")
        assert room.log == [
            (outlet.address, "GET", "/", 200, "reader"),
            (outlet.address, "GET", "/لا-شيء/", 404, "reader"),
        ]


def test_a_taken_port_is_reported_in_one_line() -> None:
    with Newsroom(0) as room:
        port = urlsplit(room.outlets[0].address).port
        assert port
        with pytest.raises(PortTakenError, match=str(port)) as caught:
            Newsroom(port)
    assert "\n" not in str(caught.value)


def test_one_loopback_address_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(binding, "_has_many_addresses", lambda: False)
    with Newsroom(0) as room:
        hosts = {urlsplit(outlet.address).hostname for outlet in room.outlets}
        assert hosts == {"127.0.0.1"}
        assert len({outlet.address for outlet in room.outlets}) == len(room.outlets)
        assert fetch(room.outlets[-1].expected_articles[0].url)[0] == 200


def test_a_command_is_given_the_addresses_and_its_status_is_kept() -> None:
    with Newsroom(0) as room:
        addresses = [outlet.address for outlet in room.outlets]
        port = urlsplit(addresses[0]).port
    code = "import sys; print(*sys.argv[1:]); sys.exit(3)"
    serve = [sys.executable, "-m", "tests.newsroom", "--port", str(port), "--only", "feed"]
    done = subprocess.run(
        [*serve, "--", sys.executable, "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 3
    assert addresses[0] in done.stdout.split()
    assert done.stderr == ""
