"""Serve the newsroom in the foreground, or for as long as a command runs.

    python -m tests.newsroom --port 8070
    python -m tests.newsroom --only sitemap -- scrapy harvest -s ALLOW_PRIVATE_ADDRESSES=1

The command is given the outlets' addresses after its own arguments; its exit status is ours.
"""

import argparse
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from threading import Event

from tests.newsroom import DEFAULT_PORT, Newsroom, PortTakenError


def main(arguments: Sequence[str]) -> int:
    """Run the newsroom, and return the exit status: 1 where the port is taken."""
    own_arguments, command = _split(arguments)
    options = _parser().parse_args(own_arguments)
    try:
        newsroom = Newsroom(
            options.port,
            options.edition,
            set(options.only) if options.only else None,
            slow_seconds=options.slow_seconds,
        )
    except PortTakenError as error:
        print(f"newsroom: {error}", file=sys.stderr)
        return 1
    with newsroom:
        addresses = [outlet.address for outlet in newsroom.outlets]
        return _run([*command, *addresses]) if command else _serve(addresses)


def _serve(addresses: Sequence[str]) -> int:
    print(*addresses, sep="\n", flush=True)
    stop = Event()
    signal.signal(signal.SIGTERM, lambda number, frame: stop.set())
    with suppress(KeyboardInterrupt):
        stop.wait()
    return 0


def _run(command: Sequence[str]) -> int:
    """Run the command, leave Ctrl-C to it, and return its exit status."""
    try:
        process = subprocess.Popen(command)
    except OSError as error:
        print(f"newsroom: cannot run {command[0]}: {error.strerror}", file=sys.stderr)
        return 127
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda number, frame: process.terminate())
    status = process.wait()
    return 128 - status if status < 0 else status


def _split(arguments: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    if "--" not in arguments:
        return arguments, ()
    index = arguments.index("--")
    return arguments[:index], arguments[index + 1 :]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.newsroom", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--port", type=int, default=DEFAULT_PORT, help="0 picks a free one")
    parser.add_argument("--edition", type=int, default=1, help="2: with corrections")
    parser.add_argument(
        "--only",
        action="append",
        choices=("sitemap", "feed", "listing"),
        help="leave one way of finding articles (may be repeated)",
    )
    parser.add_argument("--slow-seconds", type=float, default=30, help="how long a page hangs")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
