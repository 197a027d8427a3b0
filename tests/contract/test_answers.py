"""What a database may answer instead of doing as it is asked; nothing that was fetched is lost."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pymongo.database import Database

from tests.contract.conftest import ours
from tests.contract.crawl import EngineStub, article, keep, outcomes, run, store
from tests.contract.engines import Engine
from tests.contract.relay import Answer, Relay, Request, error, relaying, unwritten

Stored = Database[dict[str, Any]]
Settings = dict[str, Any]
Says = Callable[[Request], Answer | None]
SHUT = {"writeConcernError": {"code": 91, "errmsg": "the server is in quiesce mode"}}

pytestmark = ours

# Where each comes, in order; of those the server has done the answer is lost on the way.
TROUBLES = (
    ("insert", "claims", Answer(error(10107, "NotWritablePrimary"))),
    ("insert", "articles", Answer(error(11602, "InterruptedDueToReplStateChange"), done=True)),
    ("update", "revisions", Answer(SHUT, done=True)),
)
# A server that steps down tells who listens to it. This one does not: it must be asked.
ASKED = "&serverMonitoringMode=poll&heartbeatFrequencyMS=500"
WRITES = ("insert", "update")
FULL: dict[str, Says] = {
    "a code": lambda request: Answer(unwritten(request, 14031, "available disk space")),
    "a message": lambda request: Answer(unwritten(request, 8, "28: No space left on device")),
    "panic": lambda _: Answer(error(1, "WT_PANIC: WiredTiger library panic")),
}


@pytest.fixture
def relay(engine: Engine) -> Iterator[Relay]:
    """Stand before the server."""
    with relaying(engine.uri) as one:
        yield one


def behind(relay: Relay, settings: Settings, tmp_path: Path, patience: float) -> Settings:
    """Return the settings of a crawl that stores through the relay."""
    own = {"MONGODB_URI": relay.uri, "DATA_DIR": str(tmp_path), "STORE_PATIENCE": patience}
    return settings | own


def test_while_no_server_is_primary_everything_waits_and_is_stored_once(
    relay: Relay, settings: Settings, stored: Stored, tmp_path: Path
) -> None:
    troubles = list(TROUBLES)

    def says(request: Request) -> Answer | None:
        if troubles and troubles[0][:2] == (request.command, request.collection):
            return troubles.pop(0)[2]
        return None

    relay.says = says
    here = behind(relay, settings, tmp_path, patience=20.0)
    here["MONGODB_URI"] += ASKED
    new = [article(number) for number in range(30)]
    edited = [article(number, text=f"نص معدل للخبر {number}.") for number in range(10)]
    assert keep(here, new, edited) == [["stored"] * 30, ["revised"] * 10]
    assert not troubles
    assert stored.articles.count_documents({}) == 30
    assert stored.articles.count_documents({"revision": 2}) == 10
    assert stored.revisions.count_documents({}) == 10
    assert stored.claims.count_documents({}) == 0


@pytest.mark.parametrize("full", FULL)
def test_what_a_full_disk_has_no_room_for_is_loaded_by_the_next_run(
    full: str, relay: Relay, settings: Settings, stored: Stored, tmp_path: Path
) -> None:
    here = behind(relay, settings, tmp_path, patience=0.1)

    async def crawl() -> None:
        async with store(here) as (pipeline, crawler):
            assert await outcomes(pipeline, [article(1)]) == ["stored"]
            relay.says = lambda one: FULL[full](one) if one.command in WRITES else None
            lost = [article(1, text="نص معدل."), *(article(number) for number in range(2, 9))]
            assert await outcomes(pipeline, lost) == ["failed:spooled"] * 8
        assert isinstance(crawler.engine, EngineStub)
        assert crawler.engine.closed == ["store_unavailable"]

    run(crawl)
    assert stored.articles.count_documents({}) == 1
    relay.says = lambda _: None
    keep(here)
    assert stored.articles.count_documents({}) == 8
    assert stored.articles.count_documents({"revision": 2, "text": "نص معدل."}) == 1


@pytest.mark.parametrize("options", ["", "&socketTimeoutMS=150"])
def test_a_slow_server_is_waited_for(
    options: str, relay: Relay, settings: Settings, stored: Stored, tmp_path: Path
) -> None:
    """Once it answers after longer than that: it is asked again, and what was done is seen."""
    here = behind(relay, settings, tmp_path, patience=0.2 if not options else 9.0)
    here["MONGODB_URI"] += options
    relay.says = lambda one: Answer(wait=0.35) if waits(one) and not relay.given else None
    assert keep(here, [article(number) for number in range(20)]) == [["stored"] * 20]
    assert relay.given == {"insert": 1}
    assert stored.articles.count_documents({}) == 20


def waits(request: Request) -> bool:
    return request[:2] == ("insert", "articles")
