"""Shared by all tests: the shared material, or a clear reason to skip."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of corpora and cases beside the project; skip where it is absent."""
    folder = Path(os.environ.get("WARRAQ_SHARED", ROOT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip(f"no shared material at {folder} (set WARRAQ_SHARED)")
    return folder
