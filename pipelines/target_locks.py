"""Locks of targets: on one machine, one run at a time crawls a target.

A lock is a file in `locks` below DATA_DIR, held by the operating system for as long as its process
lives, so that a killed run leaves nothing to clean up. Machines that share a database share outlets
by leases (`pipelines.collections.leases`).
"""

import hashlib
import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from crawler.state.interfaces import DatabaseUnavailable, TargetBusy


@contextmanager
def hold_target_lock(data_dir: Path, target: str) -> Iterator[None]:
    """Hold the lock of a target: a slug, a site, or the targets of a run in one string.

    Raises TargetBusy, which names the holder, and DatabaseUnavailable where the folder is unusable.
    """
    folder = data_dir / "locks"
    file = folder / _make_lock_name(target)
    lock = FileLock(file, thread_local=False)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=0)
    except Timeout:
        raise TargetBusy(f"{target}: {_describe_holder(file)} is at it") from None
    except OSError as error:
        raise DatabaseUnavailable(f"{folder} cannot be used: {error.strerror}") from None
    try:
        holder = {"pid": os.getpid(), "started": datetime.now(UTC).isoformat(timespec="seconds")}
        file.write_text(json.dumps(holder | {"target": target}), encoding="utf-8")
        yield
    finally:
        lock.release()


def _make_lock_name(target: str) -> str:
    readable = re.sub(r"[^A-Za-z0-9.-]+", "-", target)[:40].strip("-.")
    return f"{readable}-{hashlib.sha256(target.encode()).hexdigest()[:12]}.lock"


def _describe_holder(file: Path) -> str:
    try:
        holder = json.loads(file.read_text(encoding="utf-8"))
        return f"process {holder['pid']} (since {holder['started']})"
    except (OSError, ValueError, KeyError):
        return "another process"
