"""Servers of the standard library on loopback, each in a thread of its own."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from socketserver import BaseRequestHandler, TCPServer
from typing import Protocol, TypeVar


class ServedSite(Protocol):
    """A site with an event that is set when its server ends."""

    stopping: threading.Event


SiteT = TypeVar("SiteT", bound=ServedSite)


@contextmanager
def serve_in_thread(server: TCPServer) -> Iterator[None]:
    """Serve while a block runs, and close the server at its end."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    with server:
        thread.start()
        try:
            yield
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def serve_on_free_port(
    server_type: type[TCPServer],
    handler_type: type[BaseRequestHandler],
    host: str,
    make_site: Callable[[int], SiteT],
) -> Iterator[SiteT]:
    """Serve the site that `make_site` makes for a free port while a block runs.

    Requests are handled by a subclass of `handler_type` with this site as its `site`.
    """
    handler = type("Handler", (handler_type,), {})
    server = server_type((host, 0), handler)
    site = make_site(server.server_address[1])
    handler.site = site  # type: ignore[attr-defined]
    with serve_in_thread(server):
        try:
            yield site
        finally:
            site.stopping.set()
