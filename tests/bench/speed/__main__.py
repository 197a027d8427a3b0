"""The contenders run in turn on the same pages; time and memory of each are printed.

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
from tests.bench.speed.server import outlet_host


def main(arguments: Sequence[str]) -> int:
    """Run and print; the exit status is about errors, not about speed."""
    options = _parser().parse_args(arguments)
    shared = pages.shared_folder()
    if not (shared / "corpus").is_dir():
        print(f"no corpora in {shared}: the newsroom's pages (set WARRAQ_SHARED)")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        editions = EDITIONS * options.pages
        outlets, size = _write_pages(folder / "pages", shared, options.outlets, editions)
        print(
            f"{outlets} outlets, {options.pages} first pages of each, {size / 1000:.0f} kB a page",
            flush=True,
        )
        port = _find_free_port()
        with (
            _run_server(folder / "pages", port),
            Contest(folder, outlets, options.pages, port) as contest,
        ):
            for number in range(options.rounds):
                contest.run_round(options.only)
                table = report.format_table(contest.runs, f"after {number + 1} rounds")
                print(table, flush=True)
    return 0


def _write_pages(folder: Path, shared: Path, outlets: int, editions: int) -> tuple[int, float]:
    """Write the pages; return the number of outlets and the mean size of a page in bytes."""
    sources = pages.select_sources(shared, outlets)
    total = 0
    for outlet, source in enumerate(sources):
        outlet_folder = folder / f"{outlet:03}"
        outlet_folder.mkdir(parents=True)
        for number in range(editions):
            file = outlet_folder / f"{number}.html"
            total += file.write_bytes(pages.build_edition(source, number))
    return len(sources), total / len(sources) / editions


@contextmanager
def _run_server(folder: Path, port: int) -> Iterator[None]:
    command = [sys.executable, "-m", "tests.bench.speed.server", str(folder), str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as server:
        assert server.stdout
        assert server.stdout.readline() == b"ready\n"
        try:
            yield
        finally:
            server.terminate()


def _find_free_port() -> int:
    with socket.socket() as probe:
        probe.bind((outlet_host(0), 0))
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
