"""The sample newsroom: a real HTTP server of invented outlets, and what must come out of them."""

from tests.newsroom.binding import DEFAULT_PORT, PortTakenError
from tests.newsroom.newsroom import Newsroom, Outlet
from tests.newsroom.server import Request
from tests.newsroom.site import Way
from tests.newsroom.story import Story
from tests.newsroom.truth import Expected

__all__ = [
    "DEFAULT_PORT",
    "Expected",
    "Newsroom",
    "Outlet",
    "PortTakenError",
    "Request",
    "Story",
    "Way",
]
