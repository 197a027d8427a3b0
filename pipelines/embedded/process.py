"""Other processes of this machine, known by their command line: process ids are used again."""

import os
import signal
import subprocess
import time
from pathlib import Path


def is_process_running(pid: int, argument: str) -> bool:
    """Say whether the process lives, or is about to end, and has this among its arguments."""
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
    # A process that is ending loses its arguments before it lets go of its files. So do zombies,
    # which have, and kernel threads (children of process 2) never had any.
    return state not in "ZX" and parent != "2"


def end_process(pid: int, argument: str, *, seconds: float) -> None:
    """Ask the process to end, and kill it where it has not after so many seconds."""
    for order, patience in ((signal.SIGTERM, seconds), (signal.SIGKILL, 10.0)):
        if not is_process_running(pid, argument):
            return
        try:
            os.kill(pid, order)
        except ProcessLookupError:
            return
        deadline = time.monotonic() + patience
        while is_process_running(pid, argument) and time.monotonic() < deadline:
            time.sleep(0.02)
