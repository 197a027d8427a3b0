"""Settings for one machine, with the embedded database; the default."""

from settings.base import *  # noqa: F403
