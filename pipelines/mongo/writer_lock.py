"""The lock by which writers on one machine take turns at a server without usable unique indexes."""

import logging
import os
import tempfile
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

from filelock import AsyncFileLock, FileLock, Timeout

WriterLock = AbstractAsyncContextManager[Any]

logger = logging.getLogger(__name__)


def make_writer_lock(host: str, port: int) -> AsyncFileLock:
    """Return the lock of this user's writers at a server: a file in the temporary folder."""
    file = f"warraq-{os.getuid()}-{host}-{port}.lock"
    return AsyncFileLock(Path(tempfile.gettempdir(), file), thread_local=False)


def remove_lock_file(writer_lock: WriterLock | None) -> None:
    """Remove the file of a lock that has one; a writer that waits for it makes a new one."""
    if not isinstance(writer_lock, AsyncFileLock):
        return
    lock_file = Path(writer_lock.lock_file)
    try:
        with FileLock(lock_file, timeout=0):
            lock_file.unlink(missing_ok=True)
    except Timeout:
        logger.debug("%s is still in use", lock_file)
