"""Preloaded modules of a worker: imported by the process that workers are forked from.

Garbage is collected here once: a worker that did so itself would copy the memory it shares.
"""

import crawler.workers.parse
import crawler.workers.pool  # noqa: F401 - imported to be loaded
from crawler.workers.garbage_collection import reduce_garbage_collection

reduce_garbage_collection()
