"""The user agent, and the settings that production must have."""

import tomllib
from typing import Any

import pytest
from scrapy.settings import Settings

from crawler.fetching.identity import (
    VERSION,
    Identity,
    SettingsError,
    check_settings,
    format_user_agent,
)
from tests.conftest import ROOT


def test_the_version_is_the_projects() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["version"] == VERSION


def test_the_user_agent() -> None:
    assert format_user_agent("warraq", "https://example.org/bot") == (
        f"warraq/{VERSION} (+https://example.org/bot)"
    )
    assert format_user_agent("warraq", "") == f"warraq/{VERSION}"


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({}, []),
        ({"CONTACT": "a@example.org", "MONGODB_URI": "mongodb://h"}, []),
        ({"CONTACT": "https://example.org/~bot?x=1", "REQUIRE_CONTACT": True}, []),
        ({"REQUIRE_CONTACT": True}, ["CONTACT"]),
        ({"REQUIRE_CONTACT": True, "CONTACT": None}, ["CONTACT"]),
        ({"REQUIRE_CONTACT": True, "REQUIRE_MONGODB_URI": True}, ["CONTACT", "MONGODB_URI"]),
        ({"REQUIRE_MONGODB_URI": True, "MONGODB_URI": "mongodb+srv://u:p@h/db"}, []),
        ({"MONGODB_URI": "localhost:27017"}, ["MONGODB_URI"]),
        ({"CONTACT": "me"}, ["CONTACT"]),
        ({"CONTACT": "https://example.org/\r\nX-Evil: 1"}, ["CONTACT"]),
        ({"CONTACT": "https://example.org/) (x"}, ["CONTACT"]),
    ],
)
def test_what_must_be_set_is_named(settings: dict[str, Any], named: list[str]) -> None:
    problems = check_settings(Settings(settings))
    assert [line.split()[0] for line in problems] == named


def test_no_password_is_shown() -> None:
    (line,) = check_settings(Settings({"MONGODB_URI": "mongo://user:secret@h"}))
    assert "secret" not in line


def test_the_add_on_sets_what_the_project_does_not() -> None:
    settings = Settings({"BOT_NAME": "warraq", "CONTACT": "a@example.org"}, priority="project")
    Identity().update_settings(settings)
    assert settings["USER_AGENT"] == f"warraq/{VERSION} (+a@example.org)"
    assert settings["ROBOTSTXT_USER_AGENT"] == "warraq"
    project_settings = Settings({"USER_AGENT": "mine/1"}, priority="project")
    Identity().update_settings(project_settings)
    assert project_settings["USER_AGENT"] == "mine/1"


def test_the_add_on_refuses_what_is_incomplete() -> None:
    with pytest.raises(SettingsError, match=r"^CONTACT .*\nMONGODB_URI "):
        Identity().update_settings(Settings({"REQUIRE_CONTACT": 1, "REQUIRE_MONGODB_URI": 1}))
