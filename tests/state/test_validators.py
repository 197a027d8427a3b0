"""Validators: conditional requests, and how a server loses and regains trust."""

from datetime import UTC, datetime, timedelta

import pytest

from crawler.state.validators import (
    DISTRUST_MAX,
    DISTRUST_PERIOD,
    FULL_FETCH_EVERY,
    Validators,
    hash_body,
    make_conditional_headers,
    update_after_body,
    update_after_not_modified,
)

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
KNOWN = Validators(etag='"a"', last_modified="Fri, 20 Nov 2026 10:00:00 GMT", body_hash="1")


def body(text: str, etag: str | None = None, modified: str | None = None) -> Validators:
    return Validators(etag=etag, last_modified=modified, body_hash=hash_body(text.encode()))


def test_both_validators_are_sent_back() -> None:
    assert make_conditional_headers(KNOWN, NOW) == {
        "If-None-Match": '"a"',
        "If-Modified-Since": "Fri, 20 Nov 2026 10:00:00 GMT",
    }


@pytest.mark.parametrize("known", [
    Validators(),
    Validators(body_hash="1"),
    Validators(etag='"a"'),  # no body was seen with it
    Validators(etag='"a"', body_hash="1", distrusted_until=NOW + timedelta(seconds=1)),
    Validators(etag='"a"', body_hash="1", told_same=FULL_FETCH_EVERY - 1),
])  # fmt: skip
def test_the_body_is_asked_for_where_there_is_nothing_to_trust(known: Validators) -> None:
    assert make_conditional_headers(known, NOW) == {}


def test_every_eighth_answer_is_a_body() -> None:
    known, was_conditional = KNOWN, []
    for _ in range(FULL_FETCH_EVERY):
        was_conditional.append(bool(make_conditional_headers(known, NOW)))
        known = update_after_not_modified(known)
    assert was_conditional == [True] * (FULL_FETCH_EVERY - 1) + [False]


def test_a_server_that_hides_changes_loses_trust() -> None:
    known = body("first", '"1"')
    polls = 0
    while make_conditional_headers(known, NOW) or known.told_same >= FULL_FETCH_EVERY - 1:
        polls += 1
        if make_conditional_headers(known, NOW):
            known = update_after_not_modified(known)
        else:  # the new body it had hidden has a new ETag
            new = body(f"at {polls}", f'"{polls}"')
            known = update_after_body(known, new, was_conditional=False, now=NOW)
    assert polls == FULL_FETCH_EVERY * DISTRUST_MAX
    assert not make_conditional_headers(known, NOW + DISTRUST_PERIOD - timedelta(seconds=1))
    assert make_conditional_headers(known, NOW + DISTRUST_PERIOD)


def test_the_same_strong_etag_for_other_bytes_ends_trust_at_once() -> None:
    known = update_after_body(body("a", '"1"'), body("b", '"1"'), was_conditional=False, now=NOW)
    assert not make_conditional_headers(known, NOW)
    known = update_after_body(
        body("a", None, "x"), body("b", None, "x"), was_conditional=False, now=NOW
    )
    assert not make_conditional_headers(known, NOW)


def test_a_weak_etag_may_stand_for_other_bytes() -> None:
    known = update_after_body(
        body("a", 'W/"1"'), body("b", 'W/"1"'), was_conditional=False, now=NOW
    )
    assert make_conditional_headers(known, NOW)


def test_new_etags_for_the_same_bytes_are_worthless() -> None:
    known = body("a", '"0"')
    for number in range(DISTRUST_MAX):
        assert make_conditional_headers(known, NOW)
        known = update_after_body(
            known, body("a", f'"{number + 1}"'), was_conditional=True, now=NOW
        )
    assert not make_conditional_headers(known, NOW)
    known = update_after_body(
        known, body("a", '"9"'), was_conditional=True, now=NOW + DISTRUST_PERIOD
    )
    assert not make_conditional_headers(
        known, NOW + DISTRUST_PERIOD
    )  # one more such answer is enough after the period


def test_a_change_in_answer_to_a_conditional_request_restores_trust() -> None:
    known = body("a", '"0"')
    for number in range(1, 10):
        same = update_after_body(known, body("a", f'"{number}x"'), was_conditional=True, now=NOW)
        known = update_after_body(
            same, body(f"{number}", f'"{number}"'), was_conditional=True, now=NOW
        )
        known = update_after_body(known, body("a", f'"{number}y"'), was_conditional=True, now=NOW)
        assert make_conditional_headers(known, NOW)


def test_a_page_without_validators_costs_no_trust() -> None:
    known = body("a")
    for _ in range(5):
        known = update_after_body(known, body("a"), was_conditional=False, now=NOW)
    assert known == body("a")
