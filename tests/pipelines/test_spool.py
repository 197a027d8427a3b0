"""The spool file: complete lines survive, a cut one is kept aside, one process loads it."""

from datetime import UTC, datetime
from pathlib import Path

from pipelines.mongo.spool import Spool, claimed, pending

LINE = {"collection": "articles", "document": {"_id": "1", "at": datetime(2026, 1, 1, tzinfo=UTC)}}


def test_lines_come_back_as_they_were(tmp_path: Path) -> None:
    spool = Spool(tmp_path / "spool", "run")
    assert pending(tmp_path / "spool") == []
    spool.add([LINE])
    spool.add([LINE, {"collection": "pages", "where": {"at": {"$lt": 1}}, "text": "سطر\u2028واحد"}])
    spool.close()
    (file,) = pending(tmp_path / "spool")
    with claimed(file) as load:
        assert load
        lines = list(load.lines())
        load.finish()
    assert lines[:2] == [LINE, LINE]
    assert lines[2]["where"] == {"at": {"$lt": 1}}
    assert lines[2]["text"] == "سطر\u2028واحد"
    assert list((tmp_path / "spool").iterdir()) == []


def test_a_cut_line_is_kept_aside(tmp_path: Path) -> None:
    spool = Spool(tmp_path, "run")
    spool.add([LINE, LINE])
    spool.close()
    (file,) = pending(tmp_path)
    whole = file.read_bytes()
    file.write_bytes(whole[:-20])
    with claimed(file) as load:
        assert load
        assert list(load.lines()) == [LINE]
        load.finish()
    assert pending(tmp_path) == []
    assert (tmp_path / "run.aside").read_bytes() == whole.splitlines()[1][:-19] + b"\n"


def test_a_file_is_loaded_by_one_process_and_not_while_it_is_written(tmp_path: Path) -> None:
    spool = Spool(tmp_path, "run")
    spool.add([LINE])
    (file,) = pending(tmp_path)
    with claimed(file) as load:
        assert load is None
    spool.close()
    with claimed(file) as first, claimed(file) as second:
        assert first
        assert second is None
        list(first.lines())
        first.finish()
    with claimed(file) as late:
        assert late is None
