"""Bytes to text for extractors that take text only. Standard library only."""

import re

_DECLARED = re.compile(rb"charset=[\"']?([\w-]+)", re.IGNORECASE)


def decode(body: bytes) -> str:
    """Decode by the charset the page declares, else as UTF-8."""
    declared = _DECLARED.search(body[:4096])
    charset = declared.group(1).decode("ascii") if declared else "utf-8"
    try:
        return body.decode(charset, "replace")
    except LookupError:
        return body.decode("utf-8", "replace")
