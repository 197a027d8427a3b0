"""Looking for garbage in what stays costs time, and memory that processes share. Pure."""

import gc

# New objects between two looks for circles, and between those at older ones. A page makes some ten
# thousand, nearly all of which go without being looked for.
_NEW_OBJECTS_PER_COLLECTION, _NEW_COLLECTIONS_PER_YOUNG, _YOUNG_COLLECTIONS_PER_OLD = (
    20_000,
    20,
    100,
)


def reduce_garbage_collection() -> None:
    """Look for garbage in new objects only, and less often; what is there by now stays."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(
        _NEW_OBJECTS_PER_COLLECTION, _NEW_COLLECTIONS_PER_YOUNG, _YOUNG_COLLECTIONS_PER_OLD
    )
