"""Fixtures of whole crawls: a database at MONGODB_URI, else one embedded server for all tests."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.embedded import EmbeddedServer
from tests.command_runner import CommandRunner
from tests.whole_crawls.workbench import ROOT, Workbench


@pytest.fixture(scope="session")
def mongodb_uri(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the database server's URI."""
    if uri := os.environ.get("MONGODB_URI"):
        yield uri
        return
    server = EmbeddedServer(tmp_path_factory.mktemp("mongo"), server_path=str(ROOT / ".embedded"))
    yield server.ensure_running()
    server.release()


@pytest.fixture
def bench(tmp_path: Path, mongodb_uri: str, warm: CommandRunner) -> Iterator[Workbench]:
    """Return a workbench with an empty database."""
    workbench = Workbench(tmp_path, mongodb_uri, warm)
    yield workbench
    workbench.close()
