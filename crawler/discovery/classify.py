"""What an address leads to, judged from the address alone.

Rules are tried in order and the first that answers wins. Where evidence is thin the answer is
`page`: a wrong `section` or `skip` loses an article, a wrong `page` costs one request.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from crawler.discovery import by_path, by_query, lexicon
from crawler.discovery.address import Address, is_number
from crawler.discovery.lexicon import among
from crawler.discovery.links import LinkKind
from crawler.discovery.verdict import ARTICLE, FEED, PAGE, PAGING, SECTION, SITEMAP, SKIP, Verdict

# Hosts whose links on a news page are for sharing, following and advertising.
_SOCIAL = re.compile(
    r"(?:^|\.)(?:facebook|twitter|x|instagram|youtube|tiktok|linkedin|pinterest|whatsapp|telegram"
    r"|snapchat|reddit|threads|tumblr|soundcloud|nabd|flipboard)\.(?:com|net|org|me)$"
    r"|^(?:ads?|adserver|adv|banners?|openx|revive)\.[^.]+\.[^.]+"
    r"|(?:^|\.)(?:t\.me|wa\.me|youtu\.be|fb\.com|fb\.me|t\.co|bit\.ly|pin\.it)$"
)
_FEED_NAME = re.compile(r"m?rss[a-z]*\d*|rss=?\d+|[a-z]*rss(?:es|feeds?)?")
_PAGE_SEGMENT = re.compile(rf"(?:{'|'.join(sorted(lexicon.PAGE_WORDS))})[-_]?(\d{{1,4}})")


def classify(
    url: str, *, allow: Sequence[re.Pattern[str]] = (), deny: Sequence[re.Pattern[str]] = ()
) -> LinkKind:
    """Say what an address (canonical where patterns are given) probably leads to.

    A `deny` pattern found in it makes it `skip`, else an `allow` pattern `article`; all other
    addresses are judged by their shape. A front page is a `section`; an AMP twin is what its plain
    page is.
    """
    return judge(url, allow=allow, deny=deny).kind


def judge(
    url: str, *, allow: Sequence[re.Pattern[str]] = (), deny: Sequence[re.Pattern[str]] = ()
) -> Verdict:
    """Classify an address and say how sure that is."""
    if any(pattern.search(url) for pattern in deny):
        return SKIP
    if any(pattern.search(url) for pattern in allow):
        return ARTICLE
    address = Address.parse(url)
    return _judge(address) if address else SKIP


def _judge(address: Address) -> Verdict:
    return next((verdict for rule in _RULES if (verdict := rule(address))), PAGE)


def _source(address: Address) -> Verdict | None:
    """Feeds and sitemaps by their names; the comments feed of an article is neither."""
    packed = address.extension not in ("", "html", "htm")
    if packed and any("sitemap" in key for key in address.keys[-2:]):
        return SITEMAP
    if address.extension in lexicon.FEEDS or address.query.keys() & lexicon.FEED_KEYS:
        return FEED
    if {address.query.get("format"), address.query.get("type")} & lexicon.FEED_MARKS:
        return FEED
    named = [at for at, key in enumerate(address.keys) if _names_feed(key)]
    if not named:
        return None
    at = named[-1]
    if (
        address.keys[at].startswith("feed")
        and at + 1 < len(address.keys)
        and len(address.words) > 3
    ):
        return None
    before = replace(address, segments=address.segments[:at], extension="", query={})
    return SKIP if _judge(before).kind in ("article", "skip") else FEED


def _names_feed(key: str) -> bool:
    return key in lexicon.FEED_MARKS or ("rss" in key and bool(_FEED_NAME.fullmatch(key)))


def _foreign(address: Address) -> Verdict | None:
    return SKIP if _SOCIAL.search(address.host) or address.extension in lexicon.FILES else None


def _front_page(address: Address) -> Verdict | None:
    return SECTION if not address.segments and not address.query else None


def _closed(address: Address) -> Verdict | None:
    """Log-ins, searches, print views and other doors; pages that say who the outlet is."""
    query, keys = address.query, address.keys
    actions = {query.get("action", ""), query.get("task", "")}
    if query.keys() & lexicon.CLOSED_KEYS or actions & lexicon.CLOSED:
        return SKIP
    if any(among(key, lexicon.CLOSED) for key in (*keys[:2], *keys[-1:])):
        return SKIP
    end = next((key for key in reversed(keys[-2:]) if not key.isdigit()), "")
    lone = len(keys) < 3 or keys[-3] in lexicon.PAGE_WORDS
    if among(end, lexicon.CLOSED_ENDS) or (lone and among(end, lexicon.STATIC)):
        return SKIP
    return None


def _paged(address: Address) -> Verdict | None:
    """The next pages of a list; those of an article or of a list not wanted are skipped."""
    first, number = _first_page(address)
    if number is None:
        return None
    verdict = _judge(first)
    if verdict == ARTICLE:
        by_its_path = _judge(replace(first, query={})) == ARTICLE
        return SKIP if by_its_path and number > 1 else ARTICLE
    return SKIP if verdict == SKIP else PAGING


def _first_page(address: Address) -> tuple[Address, int | None]:
    """Return the address without its page number, and the number."""
    segments, query = address.segments, address.query
    if len(segments) > 1 and address.keys[-2] in lexicon.PAGE_WORDS and is_number(segments[-1], 4):
        return replace(address, segments=segments[:-2], extension=""), int(segments[-1])
    if match := _PAGE_SEGMENT.fullmatch(address.leaf):
        return replace(address, segments=segments[:-1], extension=""), int(match[1])
    keys = query.keys() & lexicon.PAGE_KEYS
    if segments and is_number(query.get("p", ""), 4):
        keys = keys | {"p"}
    numbers = [int(query[key]) for key in keys if is_number(query[key], 6)]
    rest = {key: value for key, value in query.items() if key not in keys}
    return replace(address, query=rest), max(numbers, default=None)


def _trapped(address: Address) -> Verdict | None:
    """Searches and calendars by parameter have no end; they do not change an article's page."""
    query = address.query
    dates = any(query[key] for key in query.keys() & lexicon.CALENDAR_KEYS)
    words = [query[key] for key in query.keys() & lexicon.SEARCH_KEYS if query[key]]
    searches = any(not (address.segments and word.isdigit()) for word in words)
    named = by_query.names_article(address) or by_query.numbers(address)
    if named or not (dates or searches):
        return None
    plain = _judge(replace(address, query={}))
    return plain if plain == ARTICLE else SKIP


_RULES: tuple[Callable[[Address], Verdict | None], ...] = (
    _source,
    _foreign,
    _front_page,
    _closed,
    _paged,
    by_path.index,
    by_path.media,
    _trapped,
    by_query.queried,
    by_path.dated,
    by_path.marked,
    by_path.numbered,
    by_path.worded,
)
