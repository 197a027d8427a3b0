"""Where a worker's time goes, page by page: a sample of its stack every millisecond.

python -m tests.bench.speed.stages [--outlets 12] [--pages 30]
"""

import argparse
import signal
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from time import process_time
from types import FrameType

from crawler.extraction.traces import NOTHING_LEARNED, LearnedTemplate
from crawler.learning import OutletMemory, add_observation, build_observation, update_decisions
from crawler.publisher import find_publisher
from crawler.workers.parse import parse_fetched_body
from crawler.workers.tasks import ParseTask
from tests.bench.speed import pages
from tests.bench.speed.server import host, path

# By the innermost of these that a sample's stack holds.
_STAGES = {
    "sniff_content_kind": "what the body is",
    "parse_page": "decode and parse",
    "read_semantic_elements": "marked elements",
    "read_blocks": "walk over the blocks",
    "extract_trafilatura_paragraphs": "trafilatura",
    "_extract_body_text": "which blocks are text",
    "extract_field": "authors, section, tags",
    "extract_title": "headline",
    "_extract_dates": "dates",
    "find_images": "photos and captions",
    "_detect_language": "language",
    "cut_learned_boilerplate": "clean letters, traces",
    "_extract_with_context": "all else",
}


def main(arguments: Sequence[str]) -> int:
    """Measure and print, first pages and learned outlets apart."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.speed.stages", description=__doc__)
    parser.add_argument("--outlets", type=int, default=12)
    parser.add_argument("--pages", type=int, default=30)
    options = parser.parse_args(arguments)
    sources = pages.sources(pages.shared_folder(), options.outlets)
    editions = range(1, options.pages)
    cold = [_task(at, one, number) for at, one in enumerate(sources) for number in editions]
    learned = _learned(cold)
    again = range(options.pages, options.pages + 10)
    known = [
        _task(at, one, number, learned[host(at)])
        for at, one in enumerate(sources)
        for number in again
    ]
    for name, tasks in (("first pages", cold), ("learned outlets", known)):
        _measure(name, tasks)
    return 0


def _task(
    outlet: int, source: pages.Source, number: int, learned: LearnedTemplate = NOTHING_LEARNED
) -> ParseTask:
    url = f"http://{host(outlet)}{path(number)}"
    return ParseTask(
        url=url,
        body=pages.edition(source, number),
        content_type="text/html",
        publisher=find_publisher(url, {}),
        now=datetime.now(UTC),
        learned=learned,
    )


def _learned(tasks: Sequence[ParseTask]) -> dict[str, LearnedTemplate]:
    outlets: dict[str, OutletMemory] = {}
    for task in tasks:
        article = parse_fetched_body(task).article
        seen = build_observation(article) if article else None
        outlet = outlets.setdefault(task.publisher.slug, OutletMemory())
        if seen:
            add_observation(outlet, seen)
    for outlet in outlets.values():
        update_decisions(outlet, datetime.now(UTC))
    return {slug: outlet.learned for slug, outlet in outlets.items()}


def _measure(name: str, tasks: Sequence[ParseTask]) -> None:
    begun = process_time()
    with _sampled() as found:
        for task in tasks:
            parse_fetched_body(task)
    spent = 1000 * (process_time() - begun) / len(tasks)
    print(f"{name}: {spent:.1f} ms a page")
    for stage, count in found.most_common():
        print(f"  {stage:24}{count / found.total():6.1%}{spent * count / found.total():8.2f} ms")


@contextmanager
def _sampled() -> Iterator[Counter[str]]:
    found: Counter[str] = Counter()

    def note(number: int, frame: FrameType | None) -> None:
        while frame is not None and frame.f_code.co_name not in _STAGES:
            frame = frame.f_back
        found[_STAGES[frame.f_code.co_name] if frame else "all else"] += 1

    signal.signal(signal.SIGPROF, note)
    signal.setitimer(signal.ITIMER_PROF, 0.001, 0.001)
    try:
        yield found
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
