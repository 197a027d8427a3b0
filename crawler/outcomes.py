"""The one outcome every article address ends in, and the signal that tells it.

stored, unchanged, revised, duplicate, rejected:REASON, failed:REASON, not-modified, robots-denied.
not-modified: the server says so (304), or the bytes are those read before: it is not read;
unchanged: it was read, and says the same.
REASON is a short slug such as `http-404`, `no-text`, `extraction-timeout`.
"""

STORED = "stored"
UNCHANGED = "unchanged"
REVISED = "revised"
DUPLICATE = "duplicate"
NOT_MODIFIED = "not-modified"
ROBOTS_DENIED = "robots-denied"

OUT_OF_RANGE = "rejected:out-of-range"
ROBOTS_UNREACHABLE = "failed:robots-unreachable"
TLS = "failed:tls"  # no handshake, or a certificate that is not trusted where it must be

# No page at an article's address: for good, as the server says, or for all one sees.
GONE = frozenset({"failed:http-410"})
REDIRECTED_HOME = "failed:redirected-home"
MISSING = frozenset({"failed:http-404", REDIRECTED_HOME})

ARCHIVED = frozenset({STORED, UNCHANGED, REVISED, NOT_MODIFIED})


def make_rejected_outcome(reason: str) -> str:
    """Name the outcome of a page that is no acceptable article."""
    return f"rejected:{reason}"


def make_failed_outcome(reason: str) -> str:
    """Name the outcome of a page that could not be fetched, read or stored."""
    return f"failed:{reason}"
