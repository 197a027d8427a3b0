"""Fixtures for all tests: the shared corpora, and a runner of commands."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.command_runner import CommandRunner

ROOT = Path(__file__).parent.parent
# Tests with processes, servers and waits run first, so that no long test is left for the end.
LONG_TESTS = (
    "tests/whole_crawls/",
    "tests/contract/test_failures.py",
    "tests/pipelines/test_embedded.py",
)

# Compiled modules are shared by the many processes that tests start.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the long tests first."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONG_TESTS))


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of shared corpora and cases; skip the test where it is absent."""
    folder = Path(os.environ.get("WARRAQ_SHARED", ROOT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip(f"no shared material at {folder} (set WARRAQ_SHARED)")
    return folder


@pytest.fixture(scope="session")
def warm() -> Iterator[CommandRunner]:
    """Return a runner of commands for the whole session."""
    runner = CommandRunner()
    yield runner
    runner.close()
