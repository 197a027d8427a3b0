"""The server the store talks to: the one MONGODB_URI names, or the embedded one of DATA_DIR."""

from pathlib import Path
from typing import Self

from scrapy.settings import BaseSettings

from crawler.state.interfaces import DatabaseUnavailable
from pipelines.embedded import EmbeddedServer
from pipelines.mongo import client
from pipelines.mongo.uris import read_database_name

_CONNECT_SECONDS = 5.0  # to find the server


class DatabaseServer:
    """A MongoDB server by its URI, with the name of the database and the folder of local data."""

    def __init__(
        self, uri: str, name: str, data_dir: Path, *, server_path: str = ".embedded"
    ) -> None:
        self.name = read_database_name(uri, name)
        self.data_dir = data_dir
        self._uri = uri
        embedded = EmbeddedServer(data_dir, server_path=server_path)
        # A command hands the embedded server's address on to the crawl as MONGODB_URI.
        self._embedded = embedded if not uri or embedded.owns_uri(uri) else None

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> Self:
        """Read MONGODB_URI, MONGODB_DATABASE, DATA_DIR and EMBEDDED_SERVER; touch nothing yet."""
        return cls(
            settings.get("MONGODB_URI") or "",
            settings.get("MONGODB_DATABASE") or "warraq",
            Path(settings.get("DATA_DIR") or "data"),
            server_path=settings.get("EMBEDDED_SERVER") or ".embedded",
        )

    @property
    def is_embedded(self) -> bool:
        """Say whether the server is ours to start."""
        return self._embedded is not None

    @property
    def may_hold_data(self) -> bool:
        """Say whether anything can be stored: an embedded server without a folder holds nothing."""
        return self._embedded is None or self._embedded.folder.exists()

    def ensure_running(self, *, patience: float | None = None) -> str:
        """Start the embedded server if MONGODB_URI is not set, ping, and return the URI.

        `patience` is in seconds, for an embedded server that runs and does not answer. Raises
        DatabaseUnavailable.
        """
        uri = self._embedded.ensure_running(patience=patience) if self._embedded else self._uri
        try:
            client.check_database(uri, self.name, seconds=_CONNECT_SECONDS)
        except DatabaseUnavailable:
            self.release()
            raise
        return uri

    def release(self, *, whole_process: bool = False) -> None:
        """Leave the embedded server; it stops with its last user where a run started it.

        `whole_process`: this process uses it no more, whatever an interrupted crawl has left open.
        """
        if self._embedded:
            self._embedded.release(whole_process=whole_process)
