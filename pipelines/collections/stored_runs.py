"""Runs, in `runs`: one document a crawl, written when it begins, after rounds, and at its end.

A run that was killed stays `running` until a later run of the same machine marks it `killed`.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from pipelines.mongo.client import Mongo
from pipelines.mongo.operations import Document, Update

COLLECTION = "runs"


async def save_run(mongo: Mongo, run: Document) -> None:
    """Set the given fields of the run with this `_id`. Raises UnreachableError."""
    values = {name: value for name, value in run.items() if name != "_id"}
    await mongo.write(COLLECTION, [Update({"_id": run["_id"]}, {"$set": values}, upsert=True)])


async def mark_killed_runs(
    mongo: Mongo, run_ids: Sequence[str], is_alive: Callable[[str], bool], now: datetime
) -> list[str]:
    """Mark the runs as killed that are `running` and not alive, `noticed_at` an instant.

    Returns the runs of this database that are over, however they ended. A run is alive before its
    document says `running`, so that reading first and asking then marks no living one. Raises
    UnreachableError.
    """
    recorded = await mongo.find(COLLECTION, {"_id": {"$in": list(run_ids)}}, ["_id"])
    over = [run["_id"] for run in recorded if not is_alive(run["_id"])]
    change = {"$set": {"state": "killed", "noticed_at": now}}
    await mongo.write(
        COLLECTION, [Update({"_id": run_id, "state": "running"}, change) for run_id in over]
    )
    return over
