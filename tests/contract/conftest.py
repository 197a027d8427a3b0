"""One engine of each kind for a test session, one database for a test."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from pymongo import MongoClient
from pymongo.database import Database

from tests.contract.engines import ENGINES, Engine, EngineAbsent, running

# For what does not depend on the server's make.
ours = pytest.mark.parametrize("engine", ["embedded"], indirect=True)


@pytest.fixture(scope="session", params=ENGINES)
def engine(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    """Return a running server, shared by the session's tests."""
    try:
        with running(request.param, tmp_path_factory.mktemp(request.param)) as server:
            yield server
    except EngineAbsent as error:
        pytest.skip(str(error))


@pytest.fixture
def mortal(engine: Engine) -> Engine:
    """Return a server that may be killed."""
    if not engine.killable:
        pytest.skip("this server is not ours to kill")
    return engine


@contextmanager
def empty_database(engine: Engine) -> Iterator[str]:
    """Return the name of an empty database, dropped afterwards by a server that lives."""
    name = f"warraq_test_{secrets.token_hex(4)}"
    yield name
    engine.restart()
    client: MongoClient[dict[str, Any]]
    with MongoClient(engine.uri) as client:
        client.drop_database(name)


@pytest.fixture
def name(engine: Engine) -> Iterator[str]:
    """Return the name of an empty database."""
    with empty_database(engine) as name:
        yield name


@pytest.fixture
def stored(engine: Engine, name: str) -> Iterator[Database[dict[str, Any]]]:
    """Return the database as any reader sees it."""
    client: MongoClient[dict[str, Any]]
    with MongoClient(engine.uri, tz_aware=True) as client:
        yield client[name]


@pytest.fixture
def settings(engine: Engine, name: str, tmp_path: Path) -> dict[str, Any]:
    """Return the settings of a crawl that stores there."""
    return {
        "MONGODB_URI": engine.uri,
        "MONGODB_DATABASE": name,
        "DATA_DIR": str(engine.data_dir or tmp_path / "data"),
        "STORE_BATCH_SECONDS": 0.01,
        "STORE_PATIENCE": 20.0,
        "LEARNING_ENABLED": True,
    }


def nowhere(data_dir: Path) -> dict[str, Any]:
    """Return the settings of a crawl whose server is not there."""
    return {
        "MONGODB_URI": "mongodb://reader:s3cret%2Fword@127.0.0.1:9/?directConnection=true"
        "&serverSelectionTimeoutMS=100",
        "DATA_DIR": str(data_dir),
        "STORE_BATCH_SECONDS": 0.01,
        "STORE_PATIENCE": 0.2,
        "LEARNING_ENABLED": True,
    }


@pytest.fixture
def remote(settings: dict[str, Any], tmp_path: Path) -> dict[str, Any]:
    """Return the settings of a crawl that cannot start the server itself, nor waits long."""
    return settings | {"DATA_DIR": str(tmp_path / "data"), "STORE_PATIENCE": 0.3}
