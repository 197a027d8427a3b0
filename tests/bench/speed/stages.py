"""Stages of a worker's time on a page, from samples of its stack every millisecond.

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

from crawler.extraction.body.block_ids import NOTHING_LEARNED, LearnedTemplate
from crawler.learning import OutletMemory, add_observation, build_observation, update_decisions
from crawler.publisher import find_publisher
from crawler.workers.parse import parse_fetched_body
from crawler.workers.tasks import ParseTask
from tests.bench.speed import pages
from tests.bench.speed.server import outlet_host, page_path

# A sample belongs to the innermost of these functions on its stack.
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
    """Measure and print first pages, and pages of learned outlets."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.speed.stages", description=__doc__)
    parser.add_argument("--outlets", type=int, default=12)
    parser.add_argument("--pages", type=int, default=30)
    options = parser.parse_args(arguments)
    sources = list(enumerate(pages.select_sources(pages.shared_folder(), options.outlets)))
    first_tasks = [
        _make_task(outlet, source, number)
        for outlet, source in sources
        for number in range(1, options.pages)
    ]
    learned = _learn_outlets(first_tasks)
    learned_tasks = [
        _make_task(outlet, source, number, learned[outlet_host(outlet)])
        for outlet, source in sources
        for number in range(options.pages, options.pages + 10)
    ]
    for name, tasks in (("first pages", first_tasks), ("learned outlets", learned_tasks)):
        _measure(name, tasks)
    return 0


def _make_task(
    outlet: int, source: pages.Source, number: int, learned: LearnedTemplate = NOTHING_LEARNED
) -> ParseTask:
    url = f"http://{outlet_host(outlet)}{page_path(number)}"
    return ParseTask(
        url=url,
        body=pages.build_edition(source, number),
        content_type="text/html",
        publisher=find_publisher(url, {}),
        now=datetime.now(UTC),
        learned=learned,
    )


def _learn_outlets(tasks: Sequence[ParseTask]) -> dict[str, LearnedTemplate]:
    memories: dict[str, OutletMemory] = {}
    for task in tasks:
        article = parse_fetched_body(task).article
        observation = build_observation(article) if article else None
        memory = memories.setdefault(task.publisher.slug, OutletMemory())
        if observation:
            add_observation(memory, observation)
    for memory in memories.values():
        update_decisions(memory, datetime.now(UTC))
    return {slug: memory.learned for slug, memory in memories.items()}


def _measure(name: str, tasks: Sequence[ParseTask]) -> None:
    started = process_time()
    with _sample_stages() as samples:
        for task in tasks:
            parse_fetched_body(task)
    ms = 1000 * (process_time() - started) / len(tasks)
    print(f"{name}: {ms:.1f} ms a page")
    for stage, count in samples.most_common():
        print(f"  {stage:24}{count / samples.total():6.1%}{ms * count / samples.total():8.2f} ms")


@contextmanager
def _sample_stages() -> Iterator[Counter[str]]:
    samples: Counter[str] = Counter()

    def count_stage(number: int, frame: FrameType | None) -> None:
        while frame is not None and frame.f_code.co_name not in _STAGES:
            frame = frame.f_back
        samples[_STAGES[frame.f_code.co_name] if frame else "all else"] += 1

    signal.signal(signal.SIGPROF, count_stage)
    signal.setitimer(signal.ITIMER_PROF, 0.001, 0.001)
    try:
        yield samples
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
