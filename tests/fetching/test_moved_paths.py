"""Settings that name components by the paths of an earlier version: refused, with the new path."""

from typing import Any

import pytest
from scrapy.settings import Settings
from scrapy.utils.misc import load_object

from crawler.fetching.identity import Identity, SettingsError
from crawler.fetching.moved_paths import NEW_PATHS, describe_moved_paths
from tests.conftest import ROOT

JUDGE = "pipelines.judge.JudgePipeline"
LINE = (
    "names pipelines.judge.JudgePipeline, which is pipelines.expectations.ExpectationsPipeline now"
)


@pytest.mark.parametrize("path", NEW_PATHS.values())
def test_every_new_path_leads_to_a_component(path: str) -> None:
    assert load_object(path).__name__ == path.rpartition(".")[2]


@pytest.mark.parametrize("path", NEW_PATHS)
def test_no_old_path_is_in_use_again(path: str) -> None:
    with pytest.raises((ModuleNotFoundError, NameError)):
        load_object(path)


def test_the_settings_of_the_project_name_none() -> None:
    shipped = (ROOT / "settings" / "base.py").read_text(encoding="utf-8")
    assert not [path for path in NEW_PATHS if f'"{path}"' in shipped]


@pytest.mark.parametrize(("settings", "lines"), [
    ({"ITEM_PIPELINES": {JUDGE: 900}}, [f"ITEM_PIPELINES {LINE}"]),
    ({"ITEM_PIPELINES": {JUDGE: None}}, [f"ITEM_PIPELINES {LINE}"]),
    ({"MINE": JUDGE}, [f"MINE {LINE}"]),
    ({"MINE": [{"x": (JUDGE, JUDGE)}]}, [f"MINE {LINE}"]),
    ({"ITEM_PIPELINES": {NEW_PATHS[JUDGE]: 900}, "MINE": 1}, []),
])  # fmt: skip
def test_each_is_named_with_its_setting(settings: dict[str, Any], lines: list[str]) -> None:
    assert describe_moved_paths(Settings(settings)) == lines


def test_scrapys_own_commands_are_told_too() -> None:
    with pytest.raises(SettingsError, match="which is"):
        Identity().update_settings(Settings({"ITEM_PIPELINES": {JUDGE: 900}}))
