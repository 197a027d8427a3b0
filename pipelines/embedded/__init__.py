"""The embedded database: finds or starts one server a data directory, shared by our processes.

The server is SecantusDB's, a separate process that speaks MongoDB's wire protocol; it is never
imported. `python -m pipelines.embedded start|stop|status --data-dir DIR` is its hand lever.
"""

from pipelines.embedded.server import EmbeddedServer

__all__ = ["EmbeddedServer"]
