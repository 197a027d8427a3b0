"""Runs that were killed: found `running` in `runs`, though their process is gone."""

from collections.abc import Callable, Sequence
from datetime import datetime

from pipelines.mongo.client import Mongo
from pipelines.mongo.operations import Update


async def mark_killed_runs(
    mongo: Mongo, run_ids: Sequence[str], is_alive: Callable[[str], bool], now: datetime
) -> list[str]:
    """Mark the runs as killed that are `running` and not alive; `finished_at` is when that is seen.

    Returns the runs of this database that are over, however they ended. A run is alive before its
    document says `running`, so that reading first and asking then marks no living one. Raises
    UnreachableError.
    """
    recorded = await mongo.find("runs", {"_id": {"$in": list(run_ids)}}, ["_id"])
    over = [run["_id"] for run in recorded if not is_alive(run["_id"])]
    change = {"$set": {"state": "killed", "finished_at": now}}
    await mongo.write(
        "runs", [Update({"_id": run_id, "state": "running"}, change) for run_id in over]
    )
    return over
