"""Run the contenders in turn on the same pages and print what they take.

python -m tests.bench.speed [--rounds 3] [--outlets 12] [--pages 30]
"""

import argparse
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.bench.speed import pages, report
from tests.bench.speed.contest import EDITIONS, Contest
from tests.bench.speed.server import host


def main(arguments: Sequence[str]) -> int:
    """Run and print; the exit status says whether everything ran, not how fast."""
    options = _parser().parse_args(arguments)
    shared = pages.shared_folder()
    if not (shared / "corpus").is_dir():
        print(f"no corpora in {shared}: the newsroom's pages (set WARRAQ_SHARED)")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        outlets, size = _write(folder / "pages", shared, options.outlets, EDITIONS * options.pages)
        told = f"{outlets} outlets, {options.pages} first pages of each"
        print(f"{told}, {size / 1000:.0f} kB a page", flush=True)
        port = _free_port()
        with _served(folder / "pages", port), Contest(folder, outlets, options.pages, port) as one:
            for number in range(options.rounds):
                one.round(options.only)
                print(report.told(one.runs, f"after {number + 1} rounds"), flush=True)
    return 0


def _write(folder: Path, shared: Path, outlets: int, editions: int) -> tuple[int, float]:
    """Write the pages; return the number of outlets and the mean size of a page in bytes."""
    sources = pages.sources(shared, outlets)
    total = 0
    for outlet, source in enumerate(sources):
        home = folder / f"{outlet:03}"
        home.mkdir(parents=True)
        for number in range(editions):
            total += (home / f"{number}.html").write_bytes(pages.edition(source, number))
    return len(sources), total / len(sources) / editions


@contextmanager
def _served(folder: Path, port: int) -> Iterator[None]:
    command = [sys.executable, "-m", "tests.bench.speed.server", str(folder), str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as server:
        assert server.stdout
        assert server.stdout.readline() == b"ready\n"
        try:
            yield
        finally:
            server.terminate()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((host(0), 0))
        return int(probe.getsockname()[1])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.speed", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--rounds", type=int, default=3, help="alternating runs of each")
    parser.add_argument("--outlets", type=int, default=12, help="one page of the corpus each")
    parser.add_argument(
        "--pages",
        type=int,
        default=30,
        help="an outlet's first ones; then thrice as many",
    )
    parser.add_argument("--only", nargs="*", default=["naive", "warraq", "floor"])
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
