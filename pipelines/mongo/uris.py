"""MongoDB URIs: the database they name, and texts without their password."""

import re
from urllib.parse import unquote


def redact_uri(uri: str) -> str:
    """Return the URI without its password."""
    return remove_password(uri, uri)


def remove_password(text: str, uri: str) -> str:
    """Return a text without the password of the URI, as written there or decoded."""
    after_scheme = uri.partition("://")[2]
    authority = after_scheme.split("/", 1)[0]
    # A password with an unescaped slash makes the URI invalid and is a password all the same.
    user = (authority if "@" in authority else after_scheme).rpartition("@")[0]
    password = user.partition(":")[2]
    for secret in {password, unquote(password)} - {""}:
        text = text.replace(secret, "***")
    return text


def read_database_name(uri: str, default: str) -> str:
    """Return the database the URI's path names, else the default."""
    # Not `urlsplit`: its error for an invalid address quotes the password.
    path = uri.partition("://")[2].partition("/")[2]
    name = re.split(r"[?#]", path, maxsplit=1)[0].strip("/").split(".")[0]
    return unquote(name) or default
