"""The second sample site: three outlets laid out apart from the first and from the crawler."""

from tests.second_site.second_site import Outlet, SecondSite

__all__ = ["Outlet", "SecondSite"]
