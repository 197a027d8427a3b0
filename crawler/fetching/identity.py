"""The crawler's identity (user agent, contact), and the settings a crawl may not start without."""

import re
from typing import Final

from scrapy.settings import BaseSettings

from crawler.fetching.moved_paths import describe_moved_paths

VERSION: Final = "0.1.0"

_CONTACT_PATTERN = re.compile(
    r"https?://[!-'*-~]+\.[!-'*-~]+|[!-'*-?A-~]+@[\w-]+(\.[\w-]+)+", re.ASCII
)
_MONGODB_URI_PATTERN = re.compile(r"mongodb(\+srv)?://\S+")


class SettingsError(ValueError):
    """Settings that a run needs are missing or wrong; the message has one line for each."""


def format_user_agent(bot_name: str, contact: str) -> str:
    """Return `name/version (+contact)`, without the brackets where there is no contact."""
    product = f"{bot_name}/{VERSION}"
    return f"{product} (+{contact})" if contact else product


def check_settings(settings: BaseSettings) -> list[str]:
    """Return a line for each setting that keeps a crawl from starting."""
    problems = describe_moved_paths(settings)
    contact, uri = settings.get("CONTACT") or "", settings.get("MONGODB_URI") or ""
    if settings.getbool("REQUIRE_CONTACT") and not contact:
        problems.append(
            "CONTACT is not set: publishers must be able to reach who crawls them. "
            "Set it to a web page or a mail address, e.g. CONTACT=https://example.org/crawler"
        )
    elif contact and not _CONTACT_PATTERN.fullmatch(contact):
        problems.append(f"CONTACT is no web page (https://…) and no mail address: {contact!r}")
    if settings.getbool("REQUIRE_MONGODB_URI") and not uri:
        problems.append(
            "MONGODB_URI is not set: the embedded database is not for production. "
            "Set it to a server, e.g. MONGODB_URI=mongodb://db.example.org:27017"
        )
    elif uri and not _MONGODB_URI_PATTERN.fullmatch(uri):
        problems.append("MONGODB_URI does not start with mongodb:// or mongodb+srv://")
    return problems


class Identity:
    """A Scrapy add-on that makes USER_AGENT and ROBOTSTXT_USER_AGENT of BOT_NAME and CONTACT."""

    def update_settings(self, settings: BaseSettings) -> None:
        """Set both, unless the project has set them. Raises SettingsError."""
        if problems := check_settings(settings):
            raise SettingsError("\n".join(problems))
        name: str = settings["BOT_NAME"]
        settings.set("USER_AGENT", format_user_agent(name, settings.get("CONTACT") or ""), "addon")
        settings.set("ROBOTSTXT_USER_AGENT", name, "addon")
