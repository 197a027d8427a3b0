"""When to ask a server for what has changed only, and whether to believe its answer. Pure.

ETag and Last-Modified (RFC 9110, 8.8) are claims. A server that says 304 for other bytes hides
news; one that says 200 with a new ETag for the same bytes makes them worthless. Both are seen by
the hash of the body, and cost trust; without trust nothing is claimed back for a while.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import blake2b

# Every so many answers the body itself is asked for, whatever the validators say.
FULL_FETCH_EVERY = 8
DISTRUST_MAX = 2
DISTRUST_PERIOD = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What is known of the last body of an address.

    `body_hash` is of the bytes as they were, unpacked; `told_same` counts the answers 304 since
    they were seen; `distrust` what spoke against the server's word.
    """

    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    told_same: int = 0
    distrust: int = 0
    distrusted_until: datetime | None = None


def hash_body(body: bytes) -> str:
    """Return what two equal bodies share."""
    return blake2b(body, digest_size=16).hexdigest()


def make_conditional_headers(previous: Validators, now: datetime) -> dict[str, str]:
    """Return the headers of a conditional request; none where the body itself is to be seen."""
    resting = previous.distrusted_until is not None and now < previous.distrusted_until
    if previous.body_hash is None or resting or previous.told_same >= FULL_FETCH_EVERY - 1:
        return {}
    told = {"If-None-Match": previous.etag, "If-Modified-Since": previous.last_modified}
    return {name: value for name, value in told.items() if value}


def update_after_not_modified(previous: Validators) -> Validators:
    """Return what is known after an answer 304."""
    return replace(previous, told_same=previous.told_same + 1)


def update_after_body(
    previous: Validators, new: Validators, *, was_conditional: bool, now: datetime
) -> Validators:
    """Return what is known after an answer with a body; `was_conditional`: to a conditional request.

    `new` has the validators and the hash of the answer. It counts against the server that it sent
    the same bytes although asked for other ones only, and that other bytes came up after it had
    said 304; that it gives other bytes the same strong validator settles it. A change it told of
    by itself restores trust.
    """
    if previous.body_hash is None:
        return new
    same = previous.body_hash == new.body_hash
    distrust = previous.distrust
    if not same and _has_same_validator(previous, new):
        distrust = DISTRUST_MAX
    elif (was_conditional and same) or (not was_conditional and not same and previous.told_same):
        distrust += 1
    elif was_conditional:
        distrust = 0
    until = previous.distrusted_until
    if distrust >= DISTRUST_MAX:
        # One thing more after the rest is enough for another.
        distrust, until = DISTRUST_MAX - 1, now + DISTRUST_PERIOD
    return replace(new, distrust=distrust, distrusted_until=until)


def _has_same_validator(previous: Validators, new: Validators) -> bool:
    """A weak ETag may stand for other bytes: they mean the same to a reader."""
    if previous.etag or new.etag:
        return previous.etag == new.etag and not (new.etag or "").startswith("W/")
    return previous.last_modified is not None and previous.last_modified == new.last_modified
