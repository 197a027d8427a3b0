"""Groups of a robots.txt that apply to one robot. Pure.

Protego copies every rule of a group for each robot the group names, so a file within the size limit
with thousands of names and thousands of rules would stall the whole crawl. Protego also takes a
group for `war` as one for `warraq`. All other names are therefore made one before Protego reads the
file.
"""

import re
from collections import Counter

_USER_AGENT_LINE = re.compile(r"\s*user(?:-|\s+)?agent(?:\s*:|\s)\s*(?P<name>[^#]*)", re.IGNORECASE)
_PRODUCT_TOKEN = re.compile(r"[a-z_-]+", re.IGNORECASE)
# Protego accepts several spellings of `disallow`.
_WILDCARD_RULE = re.compile(r"\s*+(?:a|d)\w++[\s:][^#]*?[*$]", re.IGNORECASE)
# A product token holds no slash, so no robot has this name.
_OTHER_AGENT_LINE = "User-agent: /"


def filter_robots_groups(body: bytes, token: str) -> bytes:
    """Return a robots.txt, in UTF-8, whose groups name only `token` (any case), `*` or no robot.

    A name counts up to the end of its product token: `warraq/2.0 (news)` names warraq (RFC 9309,
    2.2.1). Lines are split by `str.splitlines`, as Protego does.
    """
    lines = body.decode("utf-8-sig", "ignore").splitlines()
    return "\n".join(_rewrite_agent_line(line, token.lower()) for line in lines).encode()


def count_wildcard_rules(groups: bytes, token: str) -> int:
    """Count the rules with `*` or `$` for `token` in the output of `filter_robots_groups`.

    Counts the rules for `*` where `token` has no group of its own.
    """
    counts: Counter[str] = Counter()
    group_names: set[str] = set()
    after_name = False
    for line in groups.decode().splitlines():
        if group := _USER_AGENT_LINE.match(line):
            name = group["name"].strip().lower()
            group_names = {*group_names, name} if after_name else {name}
            counts[name] += 0
            after_name = True
        elif line.strip():
            after_name = False
            counts.update(group_names if _WILDCARD_RULE.match(line) else ())
    return counts[token.lower() if token.lower() in counts else "*"]


def _rewrite_agent_line(line: str, token: str) -> str:
    group = _USER_AGENT_LINE.match(line)
    if not group or not (name := group["name"].strip()):
        return line
    product = _PRODUCT_TOKEN.match(name)
    if product and product.group().lower() == token:
        return f"User-agent: {token}"
    return "User-agent: *" if name == "*" else _OTHER_AGENT_LINE
