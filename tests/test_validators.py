"""When a server is asked for changes only, and how it loses and regains trust."""

from datetime import UTC, datetime, timedelta

import pytest

from crawler.state.validators import (
    DISTRUST_MAX,
    PROBE_EVERY,
    REST,
    Validators,
    after_body,
    after_same,
    conditions,
    hash_of,
)

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
KNOWN = Validators(etag='"a"', last_modified="Fri, 20 Nov 2026 10:00:00 GMT", body_hash="1")


def body(text: str, etag: str | None = None, modified: str | None = None) -> Validators:
    return Validators(etag=etag, last_modified=modified, body_hash=hash_of(text.encode()))


def test_both_validators_are_sent_back() -> None:
    assert conditions(KNOWN, NOW) == {
        "If-None-Match": '"a"',
        "If-Modified-Since": "Fri, 20 Nov 2026 10:00:00 GMT",
    }


@pytest.mark.parametrize("known", [
    Validators(),
    Validators(body_hash="1"),
    Validators(etag='"a"'),  # no body was seen with it
    Validators(etag='"a"', body_hash="1", distrusted_until=NOW + timedelta(seconds=1)),
    Validators(etag='"a"', body_hash="1", told_same=PROBE_EVERY - 1),
])  # fmt: skip
def test_the_body_is_asked_for_where_there_is_nothing_to_trust(known: Validators) -> None:
    assert conditions(known, NOW) == {}


def test_every_eighth_answer_is_a_body() -> None:
    known, asked = KNOWN, []
    for _ in range(PROBE_EVERY):
        asked.append(bool(conditions(known, NOW)))
        known = after_same(known)
    assert asked == [True] * (PROBE_EVERY - 1) + [False]


def test_a_server_that_never_tells_of_changes_is_found_out() -> None:
    known = body("first", '"1"')
    polls = 0
    while conditions(known, NOW) or known.told_same >= PROBE_EVERY - 1:
        polls += 1
        if conditions(known, NOW):
            known = after_same(known)
        else:  # it gives a new ETag with what it had hidden
            new = body(f"at {polls}", f'"{polls}"')
            known = after_body(known, new, asked=False, now=NOW)
    assert polls == PROBE_EVERY * DISTRUST_MAX
    assert not conditions(known, NOW + REST - timedelta(seconds=1))
    assert conditions(known, NOW + REST)


def test_the_same_strong_etag_for_other_bytes_settles_it() -> None:
    known = after_body(body("a", '"1"'), body("b", '"1"'), asked=False, now=NOW)
    assert not conditions(known, NOW)
    known = after_body(body("a", None, "x"), body("b", None, "x"), asked=False, now=NOW)
    assert not conditions(known, NOW)


def test_a_weak_etag_may_stand_for_other_bytes() -> None:
    known = after_body(body("a", 'W/"1"'), body("b", 'W/"1"'), asked=False, now=NOW)
    assert conditions(known, NOW)


def test_new_etags_for_the_same_bytes_are_worthless() -> None:
    known = body("a", '"0"')
    for number in range(DISTRUST_MAX):
        assert conditions(known, NOW)
        known = after_body(known, body("a", f'"{number + 1}"'), asked=True, now=NOW)
    assert not conditions(known, NOW)
    known = after_body(known, body("a", '"9"'), asked=True, now=NOW + REST)
    assert not conditions(known, NOW + REST)  # once more is enough after the rest


def test_a_change_that_was_told_of_restores_trust() -> None:
    known = body("a", '"0"')
    for number in range(1, 10):
        same = after_body(known, body("a", f'"{number}x"'), asked=True, now=NOW)
        known = after_body(same, body(f"{number}", f'"{number}"'), asked=True, now=NOW)
        known = after_body(known, body("a", f'"{number}y"'), asked=True, now=NOW)
        assert conditions(known, NOW)


def test_a_page_without_validators_costs_no_trust() -> None:
    known = body("a")
    for _ in range(5):
        known = after_body(known, body("a"), asked=False, now=NOW)
    assert known == body("a")
