"""What `scrapy extract` holds in memory over a long list of saved pages.

    python -m tests.bench.speed.saved [--pages 20000]

The pages of the shared corpora again and again, else the newsroom's.
"""

import argparse
import itertools
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.bench.speed.measured import Watch
from tests.bench.speed.pages import shared_folder, sources

_LOOKS = 12


def write_list(folder: Path, count: int) -> Path:
    """Save pages, and a list with so many rows of them."""
    rows = []
    for number, page in enumerate(sources(shared_folder(), 160)):
        file = folder / f"{number}.html"
        file.write_bytes(page.body)
        rows.append({"url": f"https://o{number}.example/news/2026/{number}", "file": str(file)})
    listed = folder / "pages.jsonl"
    with listed.open("w", encoding="utf-8") as out:
        for row in itertools.islice(itertools.cycle(rows), count):
            out.write(json.dumps(row) + "\n")
    return listed


def measure(listed: Path, count: int) -> int:
    """Extract them all; print memory as lines come out, return the exit status."""
    scrapy = str(Path(sys.executable).with_name("scrapy"))
    command = [scrapy, "extract", "--input", str(listed)]
    begun, lines = time.monotonic(), 0
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        watch = Watch(child.pid)
        assert child.stdout
        for lines, _ in enumerate(child.stdout, start=1):
            if lines % max(1, count // _LOOKS) == 0:
                passed = time.monotonic() - begun
                print(f"{passed:7.1f} s {lines:8} pages  MB: {watch.memory()}", flush=True)
        watch.stop()
    print(f"{lines} lines of {count} pages")
    return child.returncode


def main(arguments: Sequence[str]) -> int:
    """Save, extract, print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.speed.saved", description=__doc__)
    parser.add_argument("--pages", type=int, default=20_000)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        return measure(write_list(Path(folder), options.pages), options.pages)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
