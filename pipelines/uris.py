"""What a MongoDB URI says, and what must not be said of it."""

from urllib.parse import unquote, urlsplit


def redact(uri: str) -> str:
    """Return the URI without its password."""
    return scrub(uri, uri)


def scrub(text: str, uri: str) -> str:
    """Return a text without the password of the URI, as written there or decoded."""
    rest = uri.partition("://")[2]
    authority = rest.split("/", 1)[0]
    # A password with an unescaped slash makes the URI wrong, but is a password still.
    user = (authority if "@" in authority else rest).rpartition("@")[0]
    password = user.partition(":")[2]
    for secret in {password, unquote(password)} - {""}:
        text = text.replace(secret, "***")
    return text


def database_name(uri: str, default: str) -> str:
    """Return the database the URI's path names, else the default."""
    return unquote(urlsplit(uri).path.strip("/").split(".")[0]) or default
