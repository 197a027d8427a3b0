"""Licence expressions."""

import pytest

from tests.audit.licences import is_allowed, read_allowed_licences


@pytest.mark.parametrize(
    ("licence", "ok"),
    [
        ("MIT", True),
        ("Apache-2.0 AND CNRI-Python", True),
        ("MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-or-later", True),
        ("DFSG approved; MIT License", True),
        ("GPL-2.0-only", False),
        ("MIT AND GPL-2.0-only", False),
        ("UNKNOWN", False),
    ],
)
def test_expressions(licence: str, ok: bool) -> None:
    assert is_allowed(licence, read_allowed_licences()) is ok
