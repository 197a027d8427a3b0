"""Import paths that settings of an earlier version may still name, with the ones that hold now.

The modules were regrouped in November 2026. Settings of somebody's own that name an old path, in
ITEM_PIPELINES for instance, are refused before anything is loaded, with the path that holds now.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from scrapy.settings import BaseSettings

NEW_PATHS: Final[Mapping[str, str]] = {
    "crawler.exporting.CountingExporter": "crawler.extensions.exports.CountingExporter",
    "crawler.exporting.CsvExporter": "crawler.extensions.exports.CsvExporter",
    "crawler.fetching.accounting.Accounting": "crawler.fetching.request_counts.RequestCounter",
    "crawler.fetching.closing.QuickClose": "crawler.fetching.shutdown.QuickShutdown",
    "crawler.fetching.conditional.Conditional": "crawler.fetching.conditional.ConditionalRequests",
    "crawler.fetching.crawl_delay.CrawlDelay": "crawler.fetching.politeness.CrawlDelay",
    "crawler.fetching.heads.BoundedHandler": "crawler.fetching.header_limit.BoundedHeaderHandler",
    "crawler.fetching.host_queue.HostQueue": "crawler.fetching.politeness.HostQueue",
    "crawler.fetching.retry_after.RetryAfterMiddleware": (
        "crawler.fetching.retry.RetryAfterMiddleware"
    ),
    "crawler.fetching.unpacking.Unpacking": "crawler.fetching.decompression.BodyDecompressor",
    "crawler.fetching.walls.Walls": "crawler.fetching.block_pages.BlockPages",
    "crawler.lean.Lean": "crawler.extensions.process_tuning.ProcessTuning",
    "crawler.progress.Progress": "crawler.extensions.progress.Progress",
    "crawler.scheduler.LimitedScheduler": "crawler.crawl.scheduler.LimitedScheduler",
    "pipelines.database.Database": "pipelines.database.MongoDatabase",
    "pipelines.judge.JudgePipeline": "pipelines.expectations.ExpectationsPipeline",
    "pipelines.memory.Memory": "pipelines.collections.boilerplate.MongoBoilerplateStore",
    "pipelines.outlets.Outlets": "pipelines.recorders.outlet_accounts.OutletAccountRecorder",
    "pipelines.rechecks.Rechecks": "pipelines.collections.sources.MongoRecheckQueue",
    "pipelines.record.Record": "pipelines.recorders.page_outcomes.PageOutcomeRecorder",
    "pipelines.runs.Runs": "pipelines.recorders.runs.RunRecorder",
    "pipelines.schedule.Schedule": "pipelines.collections.leases.MongoCrawlSchedule",
    "pipelines.state.State": "pipelines.collections.sources.MongoCrawlState",
}


def describe_moved_paths(settings: BaseSettings) -> list[str]:
    """Return a line for each old path that a setting names, with the setting and the new path."""
    return [
        f"{name} names {path}, which is {NEW_PATHS[path]} now"
        for name in sorted(settings)
        for path in dict.fromkeys(_iter_strings(settings[name]))
        if path in NEW_PATHS
    ]


def _iter_strings(value: Any) -> Iterator[str]:
    """Yield the strings of a setting's value, keys and values of dictionaries too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _iter_strings(key)
            yield from _iter_strings(item)
    elif isinstance(value, list | tuple | set | frozenset):
        for item in value:
            yield from _iter_strings(item)
