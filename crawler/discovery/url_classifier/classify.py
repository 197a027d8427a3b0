"""Classifier of addresses: rules are tried in order, and the first verdict wins.

Where evidence is thin the verdict is `page`: a wrong `section` or `skip` loses an article, a wrong
`page` costs one request.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from crawler.discovery.links import LinkKind
from crawler.discovery.url_classifier import path_rules, query_rules, url_words
from crawler.discovery.url_classifier.pagination import parse_list_page
from crawler.discovery.url_classifier.parsed_url import ParsedUrl
from crawler.discovery.url_classifier.url_dates import names_calendar_time
from crawler.discovery.url_classifier.url_words import is_listed_word
from crawler.discovery.url_classifier.verdicts import (
    ARTICLE,
    FEED,
    PAGE,
    PAGING,
    SECTION,
    SITEMAP,
    SKIP,
    UrlVerdict,
)

# Hosts whose links on a news page are for sharing, following and advertising.
_SHARING_AND_AD_HOSTS = re.compile(
    r"(?:^|\.)(?:facebook|twitter|x|instagram|youtube|tiktok|linkedin|pinterest|whatsapp|telegram"
    r"|snapchat|reddit|threads|tumblr|soundcloud|nabd|flipboard)\.(?:com|net|org|me)$"
    r"|^(?:ads?|adserver|adv|banners?|openx|revive)\.[^.]+\.[^.]+"
    r"|(?:^|\.)(?:t\.me|wa\.me|youtu\.be|fb\.com|fb\.me|t\.co|bit\.ly|pin\.it)$"
)
_FEED_NAME = re.compile(r"m?rss[a-z]*\d*|rss=?\d+|[a-z]*rss(?:es|feeds?)?")
_ABSOLUTE_URL = re.compile(r"https?:|//")
# Deeper paths come from links relative to their own page, or from traps for crawlers.
_MAX_SEGMENTS = 30


def classify(
    url: str, *, allow: Sequence[re.Pattern[str]] = (), deny: Sequence[re.Pattern[str]] = ()
) -> LinkKind:
    """Return the probable kind of the page at `url`, which is canonical where patterns are given.

    A `deny` pattern found in the address makes it `skip`, else an `allow` pattern makes it
    `article`; the rules judge all others. A front page is a `section`; an AMP page has the kind of
    its plain page.
    """
    return judge_url(url, allow=allow, deny=deny).kind


def judge_url(
    url: str, *, allow: Sequence[re.Pattern[str]] = (), deny: Sequence[re.Pattern[str]] = ()
) -> UrlVerdict:
    """Classify an address, as `classify` does, and say whether the verdict is sure."""
    if any(pattern.search(url) for pattern in deny):
        return SKIP
    if any(pattern.search(url) for pattern in allow):
        return ARTICLE
    address = ParsedUrl.parse(url)
    return _judge_address(address) if address and len(address.segments) <= _MAX_SEGMENTS else SKIP


def _judge_address(address: ParsedUrl) -> UrlVerdict:
    return next((verdict for rule in _RULES if (verdict := rule(address))), PAGE)


def _judge_source(address: ParsedUrl) -> UrlVerdict | None:
    """Judge feeds and sitemaps by their names; the comments feed of an article is skipped."""
    is_data_file = address.extension not in ("", "html", "htm")
    if is_data_file and any("sitemap" in key for key in address.segment_keys[-2:]):
        return SITEMAP
    if address.extension in url_words.FEED_EXTENSIONS or address.query.keys() & url_words.FEED_KEYS:
        return FEED
    if {address.query.get("format"), address.query.get("type")} & url_words.FEED_MARKS:
        return FEED
    feed_indexes = [index for index, key in enumerate(address.segment_keys) if _is_feed_name(key)]
    if not feed_indexes or address.extension in url_words.FILE_EXTENSIONS:
        return None
    index = feed_indexes[-1]
    if (
        address.segment_keys[index].startswith("feed")
        and index + 1 < len(address.segment_keys)
        and len(address.last_segment_words) > 3
    ):
        return None
    before = replace(address, segments=address.segments[:index], extension="", query={})
    return SKIP if _judge_address(before).kind in ("article", "skip") else FEED


def _is_feed_name(key: str) -> bool:
    return key in url_words.FEED_MARKS or ("rss" in key and bool(_FEED_NAME.fullmatch(key)))


def _judge_sharing_or_file(address: ParsedUrl) -> UrlVerdict | None:
    return (
        SKIP
        if _SHARING_AND_AD_HOSTS.search(address.host)
        or address.extension in url_words.FILE_EXTENSIONS
        else None
    )


def _judge_front_page(address: ParsedUrl) -> UrlVerdict | None:
    if address.segments:
        return None
    names_home = len(address.query) == 1 and address.route_names & url_words.HOME_NAMES
    return SECTION if names_home or not address.query else None


def _judge_closed(address: ParsedUrl) -> UrlVerdict | None:
    """Skip log-ins, searches, print views and forms, and pages about the outlet."""
    keys = address.segment_keys
    if "updatedmax" in address.query and keys == ("search",):
        return PAGING  # Blogger's older posts
    if address.query.keys() & url_words.NON_ARTICLE_KEYS or any(
        map(_is_closed_route, address.route_names)
    ):
        return SKIP
    if any(is_listed_word(key, url_words.NON_ARTICLE_WORDS) for key in (*keys[:2], *keys[-1:])):
        return SKIP
    end = next((key for key in reversed(keys[-2:]) if not key.isdigit()), "")
    if is_listed_word(end, url_words.NON_ARTICLE_END_WORDS):
        return SKIP
    shallow = len(keys) < 3 or keys[-3] in url_words.PAGE_WORDS
    below_static = (
        len(keys) == 2
        and is_listed_word(keys[0], url_words.STATIC_PARENT_WORDS)
        and len(address.last_segment_words) < 4
    )
    if below_static or (shallow and is_listed_word(end, url_words.STATIC_PAGE_WORDS)):
        return SKIP
    return PAGE if shallow and is_listed_word(end, url_words.VACANCY_WORDS) else None


def _is_closed_route(route: str) -> bool:
    names = (
        url_words.NON_ARTICLE_WORDS | url_words.NON_ARTICLE_END_WORDS | url_words.STATIC_PAGE_WORDS
    )
    return (
        is_listed_word(route, names | url_words.TAG_MARKS | url_words.PEOPLE_MARKS)
        or route == "user"
    )


def _judge_further_page(address: ParsedUrl) -> UrlVerdict | None:
    """Judge further pages of a list; those of an article or of a skipped list are skipped."""
    page = parse_list_page(address)
    if page is None:
        return None
    verdict = _judge_address(page.first_page)
    if page.doubtful:
        return PAGING if verdict.kind == "section" else None
    if verdict == ARTICLE:
        without_query = replace(page.first_page, query={})
        # Only one further judgement: each page number more in an address would double the time.
        by_its_path = without_query == page.first_page or _judge_address(without_query) == ARTICLE
        return SKIP if by_its_path and page.number > 1 else ARTICLE
    if verdict.kind == "article" and page.number == 0:
        return verdict
    return SKIP if verdict == SKIP else PAGING


def _judge_trap(address: ParsedUrl) -> UrlVerdict | None:
    """Skip redirections, which lead elsewhere, and searches and calendars, which have no end.

    A sure article stays one: such parameters do not change its page.
    """
    query = address.query
    is_calendar = any(query[key] for key in query.keys() & url_words.CALENDAR_KEYS)
    is_calendar = is_calendar or any(map(names_calendar_time, query.values()))
    words = [query[key] for key in query.keys() & url_words.SEARCH_KEYS if query[key]]
    is_search = any(not (address.segments and word.isdigit()) for word in words)
    names_page = query_rules.has_article_parameter(address) or query_rules.list_id_values(address)
    is_redirection = any(map(_ABSOLUTE_URL.match, query.values()))
    if names_page or not (is_calendar or is_search or is_redirection):
        return None
    path_verdict = _judge_address(replace(address, query={}))
    return path_verdict if path_verdict == ARTICLE else SKIP


_RULES: tuple[Callable[[ParsedUrl], UrlVerdict | None], ...] = (
    _judge_source,
    _judge_sharing_or_file,
    _judge_front_page,
    _judge_closed,
    _judge_further_page,
    path_rules.judge_tag_or_author,
    path_rules.judge_media,
    _judge_trap,
    query_rules.judge_query,
    path_rules.judge_dated_path,
    path_rules.judge_marked_path,
    path_rules.judge_numbered_name,
    path_rules.judge_numbers,
    path_rules.judge_words,
)
