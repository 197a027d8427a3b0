"""Runs one extractor over pages, in the interpreter of its own environment.

Arguments: the name of a Reader, and how often a page is read; the quickest reading counts, so that
other work of the machine counts less. Standard input has a JSON object a line: `url` and `file`
(gzip). Standard output gets an `Answer` a line, in the same order. A page that takes longer than
PATIENCE seconds, or on which the extractor raises, ends the process; the caller goes on behind it.
"""

import gzip
import json
import pkgutil
import signal
import sys
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from time import process_time

from tests.bench.quality.answer import Answer, Reader

PATIENCE = 60


def main(name: str, readings: int) -> None:
    """Answer for every page; `name` is that of a Reader, "package.module:NAME"."""
    reader: Reader = pkgutil.resolve_name(name)
    pages = [json.loads(line) for line in sys.stdin]
    answers, sys.stdout = sys.stdout, sys.stderr
    for answer in _answers(reader, pages, readings):
        print(json.dumps(asdict(answer), ensure_ascii=False), file=answers, flush=True)


def _answers(reader: Reader, pages: list[dict[str, str]], readings: int) -> Iterator[Answer]:
    for count, page in enumerate(pages):
        body = gzip.decompress(Path(page["file"]).read_bytes())
        if count == 0:
            # What a library loads at its first call is no page's cost.
            _timed(reader, body, page["url"])
        timed = (_timed(reader, body, page["url"]) for _ in range(readings))
        yield min(timed, key=lambda answer: answer.ms or 0)


def _timed(reader: Reader, body: bytes, url: str) -> Answer:
    signal.alarm(PATIENCE)
    begun = process_time()
    found = reader.extract(body, url)
    spent = process_time() - begun
    signal.alarm(0)
    return replace(reader.answer(found), ms=1000 * spent)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
