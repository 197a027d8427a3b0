"""Fixtures: one database server of each make for a test session, one database for a test."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from pymongo import MongoClient
from pymongo.database import Database

from tests.contract.engines import ENGINES, Engine, EngineAbsent, run_engine

# For tests that do not depend on the server's make.
embedded_only = pytest.mark.parametrize("engine", ["embedded"], indirect=True)


@pytest.fixture(scope="session", params=ENGINES)
def engine(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    """Return a running server, shared by the session's tests."""
    try:
        with run_engine(request.param, tmp_path_factory.mktemp(request.param)) as server:
            yield server
    except EngineAbsent as error:
        pytest.skip(str(error))


@pytest.fixture
def killable_engine(engine: Engine) -> Engine:
    """Return a server that the test may kill."""
    if not engine.killable:
        pytest.skip("this server is not ours to kill")
    return engine


@contextmanager
def empty_database(engine: Engine) -> Iterator[str]:
    """Return the name of an empty database; it is dropped at the end, after a restart if needed."""
    database_name = f"warraq_test_{secrets.token_hex(4)}"
    yield database_name
    engine.restart()
    client: MongoClient[dict[str, Any]]
    with MongoClient(engine.uri) as client:
        client.drop_database(database_name)


@pytest.fixture
def database_name(engine: Engine) -> Iterator[str]:
    """Return the name of an empty database."""
    with empty_database(engine) as database_name:
        yield database_name


@pytest.fixture
def stored(engine: Engine, database_name: str) -> Iterator[Database[dict[str, Any]]]:
    """Return the database, through a plain client."""
    client: MongoClient[dict[str, Any]]
    with MongoClient(engine.uri, tz_aware=True) as client:
        yield client[database_name]


@pytest.fixture
def settings(engine: Engine, database_name: str, tmp_path: Path) -> dict[str, Any]:
    """Return the settings of a crawl that stores in the test's database."""
    return {
        "MONGODB_URI": engine.uri,
        "MONGODB_DATABASE": database_name,
        "DATA_DIR": str(engine.data_dir or tmp_path / "data"),
        "STORE_BATCH_SECONDS": 0.01,
        "STORE_PATIENCE": 20.0,
        "LEARNING_ENABLED": True,
    }


def unreachable_settings(data_dir: Path) -> dict[str, Any]:
    """Return the settings of a crawl whose server does not exist."""
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
    """Return the settings of a crawl that cannot start the server itself and does not wait long."""
    return settings | {"DATA_DIR": str(tmp_path / "data"), "STORE_PATIENCE": 0.3}
