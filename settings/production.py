"""Settings for a server: no crawl without an operator's contact and a MongoDB."""

from settings.base import *  # noqa: F403

REQUIRE_CONTACT = True
REQUIRE_MONGODB_URI = True
