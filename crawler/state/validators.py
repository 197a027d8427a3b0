"""Validators (ETag, Last-Modified: RFC 9110, 8.8), and whether to trust a server's. Pure.

A server that answers 304 for other bytes hides news; one that answers 200 with a new ETag for the
same bytes makes its validators worthless. The hash of the body shows both, and both cost trust.
Without trust no conditional request is made for a while.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import blake2b

# One answer in this many is an unconditional request's, whatever the validators.
FULL_FETCH_EVERY = 8
DISTRUST_MAX = 2
DISTRUST_PERIOD = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """The validators of the last body of an address, and the trust in its server.

    `body_hash` is of the decompressed bytes. `told_same` counts the answers 304 since they were
    received, `distrust` the answers that spoke against the server.
    """

    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    told_same: int = 0
    distrust: int = 0
    distrusted_until: datetime | None = None


def hash_body(body: bytes) -> str:
    """Return a hash that only equal bodies share."""
    return blake2b(body, digest_size=16).hexdigest()


def make_conditional_headers(previous: Validators, now: datetime) -> dict[str, str]:
    """Return the headers of a conditional request; none where the whole body is wanted."""
    is_distrusted = previous.distrusted_until is not None and now < previous.distrusted_until
    if previous.body_hash is None or is_distrusted or previous.told_same >= FULL_FETCH_EVERY - 1:
        return {}
    headers = {"If-None-Match": previous.etag, "If-Modified-Since": previous.last_modified}
    return {name: value for name, value in headers.items() if value}


def update_after_not_modified(previous: Validators) -> Validators:
    """Return the validators after an answer 304."""
    return replace(previous, told_same=previous.told_same + 1)


def update_after_body(
    previous: Validators, new: Validators, *, was_conditional: bool, now: datetime
) -> Validators:
    """Return the validators after an answer with a body; `new` has those of the answer.

    Two things count against the server: the same bytes in answer to a conditional request, and
    other bytes after it had answered 304. Other bytes under the same strong validator end all
    trust at once. Other bytes in answer to a conditional request restore trust.
    """
    if previous.body_hash is None:
        return new
    is_same = previous.body_hash == new.body_hash
    distrust = previous.distrust
    if not is_same and _has_same_validator(previous, new):
        distrust = DISTRUST_MAX
    elif (was_conditional and is_same) or (
        not was_conditional and not is_same and previous.told_same
    ):
        distrust += 1
    elif was_conditional:
        distrust = 0
    distrusted_until = previous.distrusted_until
    if distrust >= DISTRUST_MAX:
        # After this period a single such answer is enough for the next.
        distrust, distrusted_until = DISTRUST_MAX - 1, now + DISTRUST_PERIOD
    return replace(new, distrust=distrust, distrusted_until=distrusted_until)


def _has_same_validator(previous: Validators, new: Validators) -> bool:
    """Say whether a strong validator is the same.

    A weak ETag may stand for other bytes that mean the same to a reader.
    """
    if previous.etag or new.etag:
        return previous.etag == new.etag and not (new.etag or "").startswith("W/")
    return previous.last_modified is not None and previous.last_modified == new.last_modified
