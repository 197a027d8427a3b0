"""Shared by all tests: the shared material, or a clear reason to skip."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.command_runner import Warm

ROOT = Path(__file__).parent.parent
# Whole processes, servers and waits: begun first, so that nothing long is left for the end.
LONG = (
    "tests/whole_crawls/",
    "tests/contract/test_failures.py",
    "tests/pipelines/test_embedded.py",
)

# The many processes that are started read what the first one has compiled.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the long tests first."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of corpora and cases beside the project; skip where it is absent."""
    folder = Path(os.environ.get("WARRAQ_SHARED", ROOT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip(f"no shared material at {folder} (set WARRAQ_SHARED)")
    return folder


@pytest.fixture(scope="session")
def warm() -> Iterator[Warm]:
    """Return what runs commands."""
    runner = Warm()
    yield runner
    runner.close()
