"""Garbage collection in workers and the crawl's own process: seldom, of new objects only. Pure."""

import gc

# Thresholds of the three generations of `gc`. A page makes some ten thousand objects, nearly all of
# which go without the collector.
_NEW_OBJECTS_PER_COLLECTION = 20_000
_NEW_COLLECTIONS_PER_YOUNG = 20
_YOUNG_COLLECTIONS_PER_OLD = 100


def reduce_garbage_collection() -> None:
    """Collect garbage once, then among new objects only, and less often.

    A collector that visits the loaded modules writes to memory that the workers share, and so
    copies it.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(
        _NEW_OBJECTS_PER_COLLECTION, _NEW_COLLECTIONS_PER_YOUNG, _YOUNG_COLLECTIONS_PER_OLD
    )
