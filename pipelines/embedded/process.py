"""Processes of this machine, identified by id and an argument: ids are used again."""

import os
import signal
import subprocess
import time
from pathlib import Path


def is_process_running(pid: int, argument: str) -> bool:
    """Return whether the process lives, or is just ending, and has this among its arguments."""
    if Path("/proc/self/cmdline").exists():
        return _is_running_on_linux(Path(f"/proc/{pid}"), os.fsencode(argument))
    listed = subprocess.run(  # noqa: S603
        ["/bin/ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return argument in listed.stdout


def _is_running_on_linux(proc_folder: Path, argument: bytes) -> bool:
    try:
        words = (proc_folder / "cmdline").read_bytes()
        state, parent = (proc_folder / "stat").read_text().rpartition(")")[2].split()[:2]
    except OSError:
        return False
    if words:
        return argument in words.split(b"\0")
    # Without arguments: a process that is ending and may still have its files open, a zombie, which
    # has none open, or a kernel thread (a child of process 2).
    return state not in "ZX" and parent != "2"


def end_process(pid: int, argument: str, *, seconds: float) -> None:
    """Ask the process to end; kill it if it has not ended after so many seconds."""
    for signal_number, patience in ((signal.SIGTERM, seconds), (signal.SIGKILL, 10.0)):
        if not is_process_running(pid, argument):
            return
        try:
            os.kill(pid, signal_number)
        except ProcessLookupError:
            return
        deadline = time.monotonic() + patience
        while is_process_running(pid, argument) and time.monotonic() < deadline:
            time.sleep(0.02)
