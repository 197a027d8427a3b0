"""Other processes of this machine, known by their command line: process ids are used again."""

import os
import signal
import subprocess
import time
from pathlib import Path


def runs(pid: int, argument: str) -> bool:
    """Say whether the process lives and has this among its arguments."""
    proc = Path("/proc/self/cmdline")
    if proc.exists():
        try:
            words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        except OSError:
            return False
        return os.fsencode(argument) in words
    listed = subprocess.run(  # noqa: S603
        ["/bin/ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return argument in listed.stdout


def end(pid: int, argument: str, *, seconds: float) -> None:
    """Ask the process to end, and kill it where it has not after so many seconds."""
    for order, patience in ((signal.SIGTERM, seconds), (signal.SIGKILL, 10.0)):
        if not runs(pid, argument):
            return
        try:
            os.kill(pid, order)
        except ProcessLookupError:
            return
        deadline = time.monotonic() + patience
        while runs(pid, argument) and time.monotonic() < deadline:
            time.sleep(0.02)
