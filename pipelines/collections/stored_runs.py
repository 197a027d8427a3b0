"""Runs, in `runs`: one document a crawl, written when it begins, after rounds, and at its end."""

from pipelines.mongo.client import Mongo
from pipelines.mongo.operations import Document, Update

COLLECTION = "runs"


async def save_run(mongo: Mongo, run: Document) -> None:
    """Set the given fields of the run with this `_id`. Raises UnreachableError."""
    values = {name: value for name, value in run.items() if name != "_id"}
    await mongo.write(COLLECTION, [Update({"_id": run["_id"]}, {"$set": values}, upsert=True)])
