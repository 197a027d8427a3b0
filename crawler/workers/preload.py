"""What a worker needs, loaded before it is forked: imported, never called.

Garbage is looked for here once; a worker that did so itself would make all it shares its own.
"""

import crawler.workers.parse
import crawler.workers.pool  # noqa: F401 - these are what is loaded
from crawler.workers.garbage_collection import reduce_garbage_collection

reduce_garbage_collection()
