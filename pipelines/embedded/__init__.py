"""The embedded database: one server a data directory, shared by all our processes.

The server is SecantusDB's, a separate process that speaks MongoDB's wire protocol; it is never
imported. `server` finds, starts and stops it (begin there), with its program and command line from
`binary`, its start in `launch`, its files in `state` and other processes in `process`. By hand:
`python -m pipelines.embedded start|stop|status --data-dir DIR`.
"""

from pipelines.embedded.server import EmbeddedServer

__all__ = ["EmbeddedServer"]
