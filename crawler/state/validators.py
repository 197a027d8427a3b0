"""When to ask a server for what has changed only, and whether to believe its answer. Pure.

ETag and Last-Modified (RFC 9110, 8.8) are claims. A server that says 304 for other bytes hides
news; one that says 200 with a new ETag for the same bytes makes them worthless. Both are seen by
the hash of the body, and cost trust; without trust nothing is claimed back for a while.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import blake2b

# Every so many answers the body itself is asked for, whatever the validators say.
PROBE_EVERY = 8
DISTRUST_MAX = 2
REST = timedelta(days=7)


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


def hash_of(body: bytes) -> str:
    """Return what two equal bodies share."""
    return blake2b(body, digest_size=16).hexdigest()


def conditions(known: Validators, now: datetime) -> dict[str, str]:
    """Return the headers of a conditional request; none where the body itself is to be seen."""
    resting = known.distrusted_until is not None and now < known.distrusted_until
    if known.body_hash is None or resting or known.told_same >= PROBE_EVERY - 1:
        return {}
    told = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    return {name: value for name, value in told.items() if value}


def after_same(known: Validators) -> Validators:
    """Return what is known after an answer 304."""
    return replace(known, told_same=known.told_same + 1)


def after_body(known: Validators, new: Validators, *, asked: bool, now: datetime) -> Validators:
    """Return what is known after an answer with a body; `asked`: to a conditional request.

    `new` has the validators and the hash of the answer. It counts against the server that it sent
    the same bytes although asked for other ones only, and that other bytes came up after it had
    said 304; that it gives other bytes the same strong validator settles it. A change it told of
    by itself restores trust.
    """
    if known.body_hash is None:
        return new
    same = known.body_hash == new.body_hash
    distrust = known.distrust
    if not same and _same_word(known, new):
        distrust = DISTRUST_MAX
    elif (asked and same) or (not asked and not same and known.told_same):
        distrust += 1
    elif asked:
        distrust = 0
    until = known.distrusted_until
    if distrust >= DISTRUST_MAX:
        # One thing more after the rest is enough for another.
        distrust, until = DISTRUST_MAX - 1, now + REST
    return replace(new, distrust=distrust, distrusted_until=until)


def _same_word(known: Validators, new: Validators) -> bool:
    """A weak ETag may stand for other bytes: they mean the same to a reader."""
    if known.etag or new.etag:
        return known.etag == new.etag and not (new.etag or "").startswith("W/")
    return known.last_modified is not None and known.last_modified == new.last_modified
