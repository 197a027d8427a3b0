"""Processes of this machine, identified by id and an argument: ids are used again."""

import time

import psutil

_KILL_SECONDS = 10.0
_KERNEL_THREADS_PARENT = 2  # of Linux


def is_process_running(pid: int, argument: str) -> bool:
    """Return whether the process lives, or is just ending, and has this among its arguments."""
    return _find_process(pid, argument) is not None


def end_process(pid: int, argument: str, *, seconds: float) -> None:
    """Ask the process to end; kill it if it has not ended after so many seconds."""
    tries = ((psutil.Process.terminate, seconds), (psutil.Process.kill, _KILL_SECONDS))
    for end, patience in tries:
        found = _find_process(pid, argument)
        if found is None:
            return
        try:
            end(found)
            found.resume()  # a frozen process hears no other signal but the one that kills
        except psutil.NoSuchProcess:
            return
        deadline = time.monotonic() + patience
        # Not `Process.wait`: it waits for zombies too, until their parent has heard of their end.
        while is_process_running(pid, argument) and time.monotonic() < deadline:
            time.sleep(0.02)


def _find_process(pid: int, argument: str) -> psutil.Process | None:
    try:
        found = psutil.Process(pid)
        arguments = found.cmdline()
        # Without arguments: a process that is ending and may still have its files open, or a kernel
        # thread. A zombie, which has none open, raises.
        is_wanted = argument in arguments if arguments else found.ppid() != _KERNEL_THREADS_PARENT
    except (psutil.NoSuchProcess, psutil.AccessDenied):  # another user's process is none of ours
        return None
    return found if is_wanted else None
