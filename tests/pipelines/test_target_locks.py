"""Locks of targets: one run holds a target; another is told which process does and since when."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from crawler.state import interfaces
from crawler.state.interfaces import TargetBusy
from pipelines.database import MongoDatabase

ROOT = Path(__file__).parents[2]
HOLDER = """
import sys
from pathlib import Path
from pipelines.database import MongoDatabase
with MongoDatabase("mongodb://none", "x", Path(sys.argv[1])).lock("https://أخبار.example/"):
    print("held", flush=True)
    sys.stdin.readline()
"""


def test_a_busy_target_names_the_process_and_a_dead_one_holds_nothing(tmp_path: Path) -> None:
    database: interfaces.Database = MongoDatabase("mongodb://none", "x", tmp_path)
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout
    assert holder.stdout.readline() == "held\n"
    with (
        pytest.raises(TargetBusy, match=rf"process {holder.pid} .*since 20\d\d-"),
        database.lock("https://أخبار.example/"),
    ):
        pass
    with database.lock("https://other.example/"):
        holder.kill()
        holder.communicate()
    with database.lock("https://أخبار.example/"):
        (busy,) = (file for file in (tmp_path / "locks").iterdir() if "other" not in file.name)
        assert str(os.getpid()) in busy.read_text(encoding="utf-8")
        with pytest.raises(TargetBusy), database.lock("https://أخبار.example/"):
            pass
