"""The default: everything on this machine, the embedded database."""

from settings.base import *  # noqa: F403
