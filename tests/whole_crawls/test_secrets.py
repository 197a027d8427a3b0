"""The database's password: no log, document or error has it, whatever goes wrong."""

import secrets
from collections import Counter
from collections.abc import Iterator
from urllib.parse import quote

import pytest

from crawler.state.interfaces import DatabaseUnavailable
from pipelines.mongo import client
from tests.contract.relay import Answer, Request, make_failed_bulk, run_relay
from tests.hostile.server import serve_hostile_site
from tests.hostile.site import DAY, article
from tests.whole_crawls.workbench import Workbench

PASSWORD = f"ge:he/im@{secrets.token_hex(8)}"


@pytest.fixture
def guarded(bench: Workbench) -> Iterator[str]:
    """Return the server's URI with a password, of which a part is `{}`."""
    bench.db.command("createUser", "warraq", pwd=PASSWORD, roles=["readWrite"])
    uri = bench.environment["MONGODB_URI"]
    host, _, options = uri.partition("://")[2].partition("/")
    options = options.partition("?")[2]
    yield f"mongodb://warraq:{{}}@{host}/?authSource={bench.name}&{options}"
    bench.db.command("dropUser", "warraq")


def test_no_password_is_told(bench: Workbench, guarded: str) -> None:
    requests: Counter[tuple[str, str]] = Counter()

    def fail_first_insert(request: Request) -> Answer | None:
        requests[request[:2]] += 1
        if request[:2] != ("insert", "articles") or requests[request[:2]] > 1:
            return None
        return Answer(make_failed_bulk(request, 121, "Document failed validation"))

    with serve_hostile_site() as site, run_relay(guarded.format(quote(PASSWORD, safe=""))) as relay:
        relay.choose_answer = fail_first_insert
        site.acts = {
            f"{DAY}/a-{number}": article(number, f"خبر من أخبار اليوم رقم {number}")
            for number in (1, 2)
        }
        bench.environment["MONGODB_URI"] = relay.uri
        urls = " ".join(site.home + path for path in site.acts)
        done = bench.scrapy(
            *("crawl", "news", "-a", f"urls={urls}", "-s", "LOG_LEVEL=DEBUG"),
            *("-s", "STORE_BATCH_SIZE=1", "-s", "PROGRESS_ENABLED=1", "-s", "STATS_DUMP=1"),
            status=1,
        )
    assert len(bench.articles()) == 1
    assert "neither stored nor spooled" in done.stderr
    assert any(command.startswith("sasl") for command, _ in requests), "the password was asked for"
    assert "[pymongo.connection] DEBUG" in done.stderr, "who tells what it does, too"
    output = done.stdout + done.stderr
    output += str([list(bench.db[name].find()) for name in bench.db.list_collection_names()])
    for part in (PASSWORD, quote(PASSWORD, safe=""), PASSWORD.rpartition("@")[2]):
        assert part not in output


def test_a_wrong_password_is_not_told_either(bench: Workbench, guarded: str) -> None:
    with pytest.raises(DatabaseUnavailable) as error:
        client.check_database(guarded.format("wr%2Fong"), bench.name, seconds=5)
    assert "authentication" in str(error.value).lower()
    assert "wr%2Fong" not in str(error.value)
    assert "wr/ong" not in str(error.value)
