"""The groups of a robots.txt that speak to one robot. Pure.

The parser behind keeps a copy of every rule for each robot a group names, so a file within our
bounds with some thousand names and some thousand rules would stop the whole crawl; and it takes the
name `war` for ours. So all other names become one, before it reads the file.
"""

import re

_GROUP = re.compile(r"\s*user(?:-|\s+)?agent(?:\s*:|\s)\s*(?P<name>[^#]*)", re.IGNORECASE)
_TOKEN = re.compile(r"[a-z_-]+", re.IGNORECASE)
# No product token holds a slash, so no robot is called so.
_OTHER = "User-agent: /"


def own_groups(body: bytes, token: str) -> bytes:
    """Return a robots.txt with groups for `token` (any case), `*` and nobody only, in UTF-8.

    A name ends with its product token: `warraq/2.0 (news)` names warraq. Lines are those of
    `str.splitlines`, as the parser has them. (RFC 9309, 2.2.1.)
    """
    lines = body.decode("utf-8-sig", "ignore").splitlines()
    return "\n".join(_line(line, token.lower()) for line in lines).encode()


def wildcards(groups: bytes, token: str) -> int:
    """Count the lines with `*` or `$` that speak to `token`, in what `own_groups` has left."""
    found, ours, naming = 0, False, False
    for line in groups.decode().splitlines():
        if group := _GROUP.match(line):
            ours = group["name"].strip().lower() in (token.lower(), "*") or (naming and ours)
            naming = True
        elif rule := line.partition("#")[0].strip():
            naming = False
            found += ours and not {"*", "$"}.isdisjoint(rule)
    return found


def _line(line: str, token: str) -> str:
    group = _GROUP.match(line)
    if not group or not (name := group["name"].strip()):
        return line
    product = _TOKEN.match(name)
    if product and product.group().lower() == token:
        return f"User-agent: {token}"
    return "User-agent: *" if name == "*" else _OTHER
