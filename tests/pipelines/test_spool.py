"""Spool files: complete lines survive, a cut one is kept aside, one process loads a file."""

from datetime import UTC, datetime
from pathlib import Path

from pipelines.mongo.spool import Spool, list_spool_files, lock_spool_file

LINE = {"collection": "articles", "document": {"_id": "1", "at": datetime(2026, 1, 1, tzinfo=UTC)}}


def test_lines_come_back_as_they_were(tmp_path: Path) -> None:
    spool = Spool(tmp_path / "spool", "run")
    assert list_spool_files(tmp_path / "spool") == []
    spool.add([LINE])
    spool.add([LINE, {"collection": "pages", "where": {"at": {"$lt": 1}}, "text": "سطر\u2028واحد"}])
    spool.close()
    (file,) = list_spool_files(tmp_path / "spool")
    with lock_spool_file(file) as load:
        assert load
        lines = list(load.read_lines())
        load.finish()
    assert lines[:2] == [LINE, LINE]
    assert lines[2]["where"] == {"at": {"$lt": 1}}
    assert lines[2]["text"] == "سطر\u2028واحد"
    assert list((tmp_path / "spool").iterdir()) == []


def test_a_cut_line_is_kept_aside(tmp_path: Path) -> None:
    spool = Spool(tmp_path, "run")
    spool.add([LINE, LINE])
    spool.close()
    (file,) = list_spool_files(tmp_path)
    whole = file.read_bytes()
    file.write_bytes(whole[:-20])
    with lock_spool_file(file) as load:
        assert load
        assert list(load.read_lines()) == [LINE]
        load.finish()
    assert list_spool_files(tmp_path) == []
    assert (tmp_path / "run.aside").read_bytes() == whole.splitlines()[1][:-19] + b"\n"


def test_a_file_is_loaded_by_one_process_and_not_while_it_is_written(tmp_path: Path) -> None:
    spool = Spool(tmp_path, "run")
    spool.add([LINE])
    (file,) = list_spool_files(tmp_path)
    with lock_spool_file(file) as load:
        assert load is None
    spool.close()
    with lock_spool_file(file) as first, lock_spool_file(file) as second:
        assert first
        assert second is None
        list(first.read_lines())
        first.finish()
    with lock_spool_file(file) as late:
        assert late is None
