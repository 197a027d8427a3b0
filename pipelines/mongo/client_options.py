"""Options of connections: time-outs, zones of instants, and what a write waits for."""

from datetime import UTC
from typing import Any


def make_client_options(uri: str, seconds: float, answer_seconds: float = 60) -> dict[str, Any]:
    """Return time-outs (those in the URI win) and the options every client has."""
    milliseconds = int(seconds * 1000)
    timeouts = {
        "serverSelectionTimeoutMS": milliseconds,
        "connectTimeoutMS": milliseconds,
        "socketTimeoutMS": int(answer_seconds * 1000),
        # What waits for an answer is given up when the server answers no heartbeat: after three
        # times `seconds`, where it is frozen. The driver refuses less than half a second.
        "heartbeatFrequencyMS": max(500, 2 * milliseconds),
    }
    return {name: value for name, value in timeouts.items() if name.lower() not in uri.lower()} | {
        "appname": "warraq",
        "tz_aware": True,
        "tzinfo": UTC,
        "w": "majority",
        "journal": True,
        # The caller repeats writes itself and must know that the first try gave no answer: the
        # document a repeated insertion then finds may be its own, not another writer's.
        "retryWrites": False,
    }
