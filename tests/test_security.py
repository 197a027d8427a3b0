"""The table of SECURITY.md: every row names a test that exists."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
_NAMED_TEST = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


def test_every_row_names_a_test() -> None:
    lines = (ROOT / "SECURITY.md").read_text(encoding="utf-8").splitlines()
    rows = [row for row in lines if row.startswith("|") and not row.startswith(("|---", "| what"))]
    for row in rows:
        named_tests = _NAMED_TEST.findall(row)
        assert named_tests, row
        for file, test in named_tests:
            assert f"def {test}(" in (ROOT / file).read_text(encoding="utf-8"), f"{file}::{test}"
