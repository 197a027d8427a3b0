"""The groups of a robots.txt that speak to one robot. Pure.

The parser behind keeps a copy of every rule for each robot a group names, so a file within our
bounds with some thousand names and some thousand rules would stop the whole crawl; and it takes the
name `war` for ours. So all other names become one, before it reads the file.
"""

import re
from collections import Counter

_USER_AGENT_LINE = re.compile(r"\s*user(?:-|\s+)?agent(?:\s*:|\s)\s*(?P<name>[^#]*)", re.IGNORECASE)
_PRODUCT_TOKEN = re.compile(r"[a-z_-]+", re.IGNORECASE)
# The parser knows several spellings of `disallow`.
_WILDCARD_RULE = re.compile(r"\s*+(?:a|d)\w++[\s:][^#]*?[*$]", re.IGNORECASE)
# No product token holds a slash, so no robot is called so.
_OTHER_AGENT_LINE = "User-agent: /"


def filter_robots_groups(body: bytes, token: str) -> bytes:
    """Return a robots.txt with groups for `token` (any case), `*` and nobody only, in UTF-8.

    A name ends with its product token: `warraq/2.0 (news)` names warraq. Lines are those of
    `str.splitlines`, as the parser has them. (RFC 9309, 2.2.1.)
    """
    lines = body.decode("utf-8-sig", "ignore").splitlines()
    return "\n".join(_rewrite_agent_line(line, token.lower()) for line in lines).encode()


def count_wildcard_rules(groups: bytes, token: str) -> int:
    """Count the rules with `*` or `$` that speak to `token`, in what `own_groups` has left.

    Those for everybody where it has no group of its own.
    """
    found: Counter[str] = Counter()
    names: set[str] = set()
    naming = False
    for line in groups.decode().splitlines():
        if group := _USER_AGENT_LINE.match(line):
            name = group["name"].strip().lower()
            names = {*names, name} if naming else {name}
            found[name] += 0
            naming = True
        elif line.strip():
            naming = False
            found.update(names if _WILDCARD_RULE.match(line) else ())
    return found[token.lower() if token.lower() in found else "*"]


def _rewrite_agent_line(line: str, token: str) -> str:
    group = _USER_AGENT_LINE.match(line)
    if not group or not (name := group["name"].strip()):
        return line
    product = _PRODUCT_TOKEN.match(name)
    if product and product.group().lower() == token:
        return f"User-agent: {token}"
    return "User-agent: *" if name == "*" else _OTHER_AGENT_LINE
