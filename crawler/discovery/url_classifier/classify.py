"""What an address leads to, judged from the address alone.

Rules are tried in order and the first that answers wins. Where evidence is thin the answer is
`page`: a wrong `section` or `skip` loses an article, a wrong `page` costs one request.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from crawler.discovery.links import LinkKind
from crawler.discovery.url_classifier import path_rules, query_rules, url_words
from crawler.discovery.url_classifier.pagination import page_of
from crawler.discovery.url_classifier.parsed_url import Address
from crawler.discovery.url_classifier.url_words import among
from crawler.discovery.url_classifier.verdicts import (
    ARTICLE,
    FEED,
    PAGE,
    PAGING,
    SECTION,
    SITEMAP,
    SKIP,
    Verdict,
)

# Hosts whose links on a news page are for sharing, following and advertising.
_SOCIAL = re.compile(
    r"(?:^|\.)(?:facebook|twitter|x|instagram|youtube|tiktok|linkedin|pinterest|whatsapp|telegram"
    r"|snapchat|reddit|threads|tumblr|soundcloud|nabd|flipboard)\.(?:com|net|org|me)$"
    r"|^(?:ads?|adserver|adv|banners?|openx|revive)\.[^.]+\.[^.]+"
    r"|(?:^|\.)(?:t\.me|wa\.me|youtu\.be|fb\.com|fb\.me|t\.co|bit\.ly|pin\.it)$"
)
_FEED_NAME = re.compile(r"m?rss[a-z]*\d*|rss=?\d+|[a-z]*rss(?:es|feeds?)?")
_ELSEWHERE = re.compile(r"https?:|//")
_DATE = re.compile(
    r"(?:19|20)\d\d[-/.]\d{1,2}(?:[-/.]\d{1,2})?|\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)\d\d"
    r"|(?:19|20)\d\d-?w\d{1,2}",
    re.IGNORECASE,
)
# Deeper paths are made by links relative to themselves, or to make somebody follow them.
_DEEPEST = 30


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
    return _judge(address) if address and len(address.segments) <= _DEEPEST else SKIP


def _judge(address: Address) -> Verdict:
    return next((verdict for rule in _RULES if (verdict := rule(address))), PAGE)


def _source(address: Address) -> Verdict | None:
    """Feeds and sitemaps by their names; the comments feed of an article is neither."""
    packed = address.extension not in ("", "html", "htm")
    if packed and any("sitemap" in key for key in address.keys[-2:]):
        return SITEMAP
    if address.extension in url_words.FEEDS or address.query.keys() & url_words.FEED_KEYS:
        return FEED
    if {address.query.get("format"), address.query.get("type")} & url_words.FEED_MARKS:
        return FEED
    named = [at for at, key in enumerate(address.keys) if _names_feed(key)]
    if not named or address.extension in url_words.FILES:
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
    return key in url_words.FEED_MARKS or ("rss" in key and bool(_FEED_NAME.fullmatch(key)))


def _foreign(address: Address) -> Verdict | None:
    return SKIP if _SOCIAL.search(address.host) or address.extension in url_words.FILES else None


def _front_page(address: Address) -> Verdict | None:
    if address.segments:
        return None
    homes = len(address.query) == 1 and address.routes & url_words.HOMES
    return SECTION if homes or not address.query else None


def _closed(address: Address) -> Verdict | None:
    """Log-ins, searches, print views and other doors; pages that say who the outlet is."""
    keys = address.keys
    if "updatedmax" in address.query and keys == ("search",):
        return PAGING  # Blogger's older posts
    if address.query.keys() & url_words.CLOSED_KEYS or any(map(_shut, address.routes)):
        return SKIP
    if any(among(key, url_words.CLOSED) for key in (*keys[:2], *keys[-1:])):
        return SKIP
    end = next((key for key in reversed(keys[-2:]) if not key.isdigit()), "")
    if among(end, url_words.CLOSED_ENDS):
        return SKIP
    lone = len(keys) < 3 or keys[-3] in url_words.PAGE_WORDS
    below = len(keys) == 2 and among(keys[0], url_words.STATIC_PARENTS) and len(address.words) < 4
    if below or (lone and among(end, url_words.STATIC)):
        return SKIP
    return PAGE if lone and among(end, url_words.VACANCIES) else None


def _shut(route: str) -> bool:
    names = url_words.CLOSED | url_words.CLOSED_ENDS | url_words.STATIC
    return among(route, names | url_words.TAG_MARKS | url_words.PEOPLE_MARKS) or route == "user"


def _paged(address: Address) -> Verdict | None:
    """The next pages of a list; those of an article or of a list not wanted are skipped."""
    page = page_of(address)
    if page is None:
        return None
    verdict = _judge(page.first)
    if page.doubtful:
        return PAGING if verdict.kind == "section" else None
    if verdict == ARTICLE:
        bare = replace(page.first, query={})
        # Asked once only, or pages of pages of pages would take twice as long with each.
        by_its_path = bare == page.first or _judge(bare) == ARTICLE
        return SKIP if by_its_path and page.number > 1 else ARTICLE
    if verdict.kind == "article" and page.number == 0:
        return verdict
    return SKIP if verdict == SKIP else PAGING


def _trapped(address: Address) -> Verdict | None:
    """Redirections lead elsewhere, searches and calendars have no end.

    None of them change an article's page.
    """
    query = address.query
    dates = any(query[key] for key in query.keys() & url_words.CALENDAR_KEYS)
    dates = dates or any(map(_DATE.fullmatch, query.values()))
    words = [query[key] for key in query.keys() & url_words.SEARCH_KEYS if query[key]]
    searches = any(not (address.segments and word.isdigit()) for word in words)
    named = query_rules.names_article(address) or query_rules.numbers(address)
    elsewhere = any(map(_ELSEWHERE.match, query.values()))
    if named or not (dates or searches or elsewhere):
        return None
    plain = _judge(replace(address, query={}))
    return plain if plain == ARTICLE else SKIP


_RULES: tuple[Callable[[Address], Verdict | None], ...] = (
    _source,
    _foreign,
    _front_page,
    _closed,
    _paged,
    path_rules.index,
    path_rules.media,
    _trapped,
    query_rules.queried,
    path_rules.dated,
    path_rules.marked,
    path_rules.named,
    path_rules.numbered,
    path_rules.worded,
)
