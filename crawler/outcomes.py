"""Outcomes: every article address ends in exactly one.

    stored, revised   a new article; a changed text of one that is stored
    unchanged         the page was extracted, and the stored article says the same
    not-modified      nothing to extract: the server answered 304 or sent the same bytes as before
    duplicate         a copy, at another address, of an article that this or an earlier crawl stored
    rejected:REASON   the page is no acceptable article
    failed:REASON     the page could not be fetched, read or stored
    robots-denied     robots.txt forbids it

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
TLS_FAILED = "failed:tls"  # no handshake, or an untrusted certificate where trust is required

# The server says that the page is gone for good.
GONE = frozenset({"failed:http-410"})
REDIRECTED_HOME = "failed:redirected-home"
# The page seems gone; it may come back.
MISSING = frozenset({"failed:http-404", REDIRECTED_HOME})

# The article is in the database, by this run or an earlier one.
STORED_OUTCOMES = frozenset({STORED, UNCHANGED, REVISED, NOT_MODIFIED})


def make_rejected_outcome(reason: str) -> str:
    """Return the outcome of a page that is no acceptable article."""
    return f"rejected:{reason}"


def make_failed_outcome(reason: str) -> str:
    """Return the outcome of a page that could not be fetched, read or stored."""
    return f"failed:{reason}"
