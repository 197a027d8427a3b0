"""Spool files: writes the database could not take, kept on disk until a later run loads them."""

import logging
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from filelock import FileLock, Timeout

from pipelines.mongo.extended_json import read_json_line, write_json_line
from pipelines.mongo.operations import Document

logger = logging.getLogger(__name__)


class Spool:
    """The spool file of one run, made with its first line and locked while the run lives."""

    def __init__(self, folder: Path, name: str) -> None:
        self._file = folder / f"{name}.jsonl"
        self._lock = FileLock(_make_lock_path(self._file), thread_local=False)
        self._out: IO[str] | None = None

    def add(self, lines: Iterable[Document]) -> None:
        """Append lines and return once they are on disk. Raises OSError."""
        if self._out is None:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._lock.acquire(timeout=0)
            self._out = self._file.open("a", encoding="utf-8", newline="\n")
        self._out.writelines(f"{write_json_line(line)}\n" for line in lines)
        self._out.flush()
        os.fsync(self._out.fileno())

    def close(self) -> None:
        """Close the file and let the next run load it."""
        if self._out:
            self._out.close()
            self._lock.release()
            self._out = None


def make_spool_line(collection: str, document: Document) -> Document:
    """Return the spool line of a document."""
    return {"collection": collection, "document": document}


class SpoolFile:
    """A spool file being loaded; `unloadable_lines` has the lines that cannot be loaded."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.unloadable_lines: list[bytes] = []

    def read_lines(self) -> Iterator[Document]:
        """Read the file's lines; one that a crash cut off is unloadable."""
        with self.file.open("rb") as source:
            for raw in source:
                try:
                    yield read_json_line(raw.decode("utf-8"))
                except ValueError:
                    self.unloadable_lines.append(raw)

    def finish(self) -> None:
        """Remove the file; its unloadable lines are kept in a file beside it."""
        if self.unloadable_lines:
            aside_file = self.file.with_suffix(".aside")
            with aside_file.open("ab") as out:
                out.writelines(raw.rstrip(b"\n") + b"\n" for raw in self.unloadable_lines)
                out.flush()
                os.fsync(out.fileno())
            logger.warning(
                "%d lines of %s cannot be loaded: see %s",
                len(self.unloadable_lines),
                self.file,
                aside_file,
            )
        self.file.unlink()


@contextmanager
def lock_spool_file(file: Path) -> Iterator[SpoolFile | None]:
    """Lock a spool file for loading; None where another process writes, loads or has loaded it."""
    lock = FileLock(_make_lock_path(file), thread_local=False)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        yield None
        return
    try:
        yield SpoolFile(file) if file.exists() else None
    finally:
        if not file.exists():
            _make_lock_path(file).unlink(missing_ok=True)
        lock.release()


def list_spool_files(folder: Path) -> list[Path]:
    """Return the spool files of a folder, oldest first."""
    return sorted(folder.glob("*.jsonl"))


def _make_lock_path(file: Path) -> Path:
    return file.with_suffix(".lock")
