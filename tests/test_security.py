"""SECURITY.md names tests that exist."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
_NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


def test_every_row_names_a_test() -> None:
    rows = (ROOT / "SECURITY.md").read_text(encoding="utf-8").splitlines()
    told = [row for row in rows if row.startswith("|") and not row.startswith(("|---", "| what"))]
    for row in told:
        named = _NAMED.findall(row)
        assert named, row
        for file, test in named:
            assert f"def {test}(" in (ROOT / file).read_text(encoding="utf-8"), f"{file}::{test}"
