"""The second sample site: three outlets laid out apart from the first and from the crawler."""

from tests.secondsite.secondsite import Outlet, SecondSite

__all__ = ["Outlet", "SecondSite"]
