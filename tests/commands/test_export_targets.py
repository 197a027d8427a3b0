"""Export files, tried before a crawl without leaving a trace."""

from pathlib import Path

import pytest
from scrapy.settings import Settings

from crawler.commands.settings_checks import find_unwritable_exports


def find_problems(uri: str) -> list[str]:
    return list(find_unwritable_exports(Settings({"FEEDS": {uri: {"format": "jsonlines"}}})))


@pytest.mark.parametrize("scheme", ["", "file://", "FILE://"])
def test_what_can_be_written_is_left_as_it_was(tmp_path: Path, scheme: str) -> None:
    (tmp_path / "kept").write_text("kept", encoding="utf-8")
    (tmp_path / "latest").symlink_to("store")
    for name in ("new", "kept", "latest"):
        assert find_problems(f"{scheme}{tmp_path / name}") == []
    assert {path.name for path in tmp_path.iterdir()} == {"kept", "latest"}
    assert (tmp_path / "kept").read_text(encoding="utf-8") == "kept"
    assert (tmp_path / "latest").is_symlink()


def test_what_cannot_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert "cannot be written" in find_problems(str(tmp_path))[0]
    assert "cannot be written" in find_problems(str(tmp_path / "file" / "below"))[0]
    assert find_problems("news:2026.jsonl") == ["news:2026.jsonl: nothing stores exports at news:"]
    assert find_problems("stdout:") == find_problems(str(tmp_path / "%(time)s.jsonl")) == []
