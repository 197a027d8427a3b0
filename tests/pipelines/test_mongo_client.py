"""MongoDB URIs, passwords in messages, and documents as lines of extended JSON."""

from datetime import UTC, datetime

import pytest

from crawler.state.interfaces import DatabaseUnavailable
from pipelines.mongo import client, extended_json
from pipelines.mongo.uris import read_database_name, redact_uri


@pytest.mark.parametrize(
    ("uri", "name"),
    [
        ("mongodb://h", "warraq"),
        ("mongodb://h/", "warraq"),
        ("mongodb://h/?w=1", "warraq"),
        ("mongodb://h:1,i:2/news", "news"),
        ("mongodb+srv://u:p@h.example/a%20b?retryWrites=true", "a b"),
        ("mongodb://u:secret\uff0fx@h/news", "news"),
        ("mongodb://u:sec[ret@[h/news.articles#x", "news"),
    ],
)
def test_the_uri_may_name_the_database(uri: str, name: str) -> None:
    assert read_database_name(uri, "warraq") == name


@pytest.mark.parametrize(
    ("uri", "shown"),
    [
        ("mongodb://u:p%40ss@h:1/x", "mongodb://u:***@h:1/x"),
        ("mongodb://h:1/x", "mongodb://h:1/x"),
        ("mongodb://u@h", "mongodb://u@h"),
    ],
)
def test_no_password_is_shown(uri: str, shown: str) -> None:
    assert redact_uri(uri) == shown


@pytest.mark.parametrize(
    "uri",
    [
        "http://u:hidden@h",
        "mongodb://u:hidden@/",
        "mongodb://u:hidden@h:99999",
        "mongodb://u:hid/den@h",
        "mongodb://u:hidden@127.0.0.1:9/?serverSelectionTimeoutMS=50",
        "mongodb://u:hidden@h/?tlsCAFile=/nowhere",
        "mongodb+srv://u:hidden@nowhere.invalid/?connectTimeoutMS=50",
    ],
)
def test_a_wrong_uri_is_one_line_without_the_password(uri: str) -> None:
    with pytest.raises(DatabaseUnavailable) as error:
        client.check_database(uri, "warraq", seconds=0.2)
    assert "hid" not in str(error.value)
    assert "\n" not in str(error.value)
    assert error.value.__suppress_context__


def test_a_document_survives_a_line() -> None:
    document = {
        "at": datetime(2026, 1, 1, tzinfo=UTC),
        "n": 2**40,
        "s": "نص\n",
        "f": 1.5,
        "z": None,
    }
    line = extended_json.write_json_line(document)
    assert "\n" not in line
    assert extended_json.read_json_line(line) == document
    for wrong in ("", "{", "[]", '{"$oid": 1}', '{"a": {"$date": "x"}}'):
        with pytest.raises(ValueError):
            extended_json.read_json_line(wrong)
