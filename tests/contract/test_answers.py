"""Errors and delays in the answers of a database server: nothing that was fetched is lost."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pymongo.database import Database

from tests.contract.conftest import embedded_only
from tests.contract.crawl import (
    EngineStub,
    article,
    open_store,
    run_async,
    store_items,
    store_rounds,
)
from tests.contract.engines import Engine
from tests.contract.relay import (
    Answer,
    Relay,
    Request,
    make_command_error,
    make_failed_bulk,
    run_relay,
)

Stored = Database[dict[str, Any]]
Settings = dict[str, Any]
ChooseAnswer = Callable[[Request], Answer | None]
SHUT = {"writeConcernError": {"code": 91, "errmsg": "the server is in quiesce mode"}}

pytestmark = embedded_only

# (command, collection, answer), in this order; `done`: the server wrote, but its answer is lost.
TROUBLES = (
    ("insert", "claims", Answer(make_command_error(10107, "NotWritablePrimary"))),
    (
        "insert",
        "articles",
        Answer(make_command_error(11602, "InterruptedDueToReplStateChange"), is_executed=True),
    ),
    ("update", "revisions", Answer(SHUT, is_executed=True)),
)
# A real server announces that it steps down. This one does not: it must be polled.
ASKED = "&serverMonitoringMode=poll&heartbeatFrequencyMS=500"
WRITES = ("insert", "update")
FULL: dict[str, ChooseAnswer] = {
    "a code": lambda request: Answer(make_failed_bulk(request, 14031, "available disk space")),
    "a message": lambda request: Answer(
        make_failed_bulk(request, 8, "28: No space left on device")
    ),
    "panic": lambda _: Answer(make_command_error(1, "WT_PANIC: WiredTiger library panic")),
}


@pytest.fixture
def relay(engine: Engine) -> Iterator[Relay]:
    """Return a relay before the server."""
    with run_relay(engine.uri) as relay:
        yield relay


def settings_behind(relay: Relay, settings: Settings, tmp_path: Path, patience: float) -> Settings:
    """Return the settings of a crawl that stores through the relay."""
    changed = {"MONGODB_URI": relay.uri, "DATA_DIR": str(tmp_path), "STORE_PATIENCE": patience}
    return settings | changed


def test_while_no_server_is_primary_everything_waits_and_is_stored_once(
    relay: Relay, settings: Settings, stored: Stored, tmp_path: Path
) -> None:
    troubles = list(TROUBLES)

    def says(request: Request) -> Answer | None:
        if troubles and troubles[0][:2] == (request.command, request.collection):
            return troubles.pop(0)[2]
        return None

    relay.choose_answer = says
    here = settings_behind(relay, settings, tmp_path, patience=20.0)
    here["MONGODB_URI"] += ASKED
    new = [article(number) for number in range(30)]
    edited = [article(number, text=f"نص معدل للخبر {number}.") for number in range(10)]
    assert store_rounds(here, new, edited) == [["stored"] * 30, ["revised"] * 10]
    assert not troubles
    assert stored.articles.count_documents({}) == 30
    assert stored.articles.count_documents({"revision": 2}) == 10
    assert stored.revisions.count_documents({}) == 10
    assert stored.claims.count_documents({}) == 0


@pytest.mark.parametrize("full", FULL)
def test_what_a_full_disk_has_no_room_for_is_loaded_by_the_next_run(
    full: str, relay: Relay, settings: Settings, stored: Stored, tmp_path: Path
) -> None:
    here = settings_behind(relay, settings, tmp_path, patience=0.1)

    async def crawl() -> None:
        async with open_store(here) as (pipeline, crawler):
            assert await store_items(pipeline, [article(1)]) == ["stored"]
            relay.choose_answer = lambda request: (
                FULL[full](request) if request.command in WRITES else None
            )
            lost = [article(1, text="نص معدل."), *(article(number) for number in range(2, 9))]
            assert await store_items(pipeline, lost) == ["failed:spooled"] * 8
        assert isinstance(crawler.engine, EngineStub)
        assert crawler.engine.closed == ["store_unavailable"]

    run_async(crawl)
    assert stored.articles.count_documents({}) == 1
    relay.choose_answer = lambda _: None
    store_rounds(here)
    assert stored.articles.count_documents({}) == 8
    assert stored.articles.count_documents({"revision": 2, "text": "نص معدل."}) == 1


@pytest.mark.parametrize("options", ["", "&socketTimeoutMS=150"])
def test_a_slow_server_is_waited_for(
    options: str, relay: Relay, settings: Settings, stored: Stored, tmp_path: Path
) -> None:
    """With a time-out the first answer comes too late: the repeated write finds the first one's."""
    here = settings_behind(relay, settings, tmp_path, patience=0.2 if not options else 9.0)
    here["MONGODB_URI"] += options

    def says(request: Request) -> Answer | None:
        return Answer(wait=0.35) if is_article_insert(request) and not relay.answer_counts else None

    relay.choose_answer = says
    assert store_rounds(here, [article(number) for number in range(20)]) == [["stored"] * 20]
    assert relay.answer_counts == {"insert": 1}
    assert stored.articles.count_documents({}) == 20


def is_article_insert(request: Request) -> bool:
    return request[:2] == ("insert", "articles")
