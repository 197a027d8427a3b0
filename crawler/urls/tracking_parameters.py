"""Tracking and session parameters: query parameters that never say which page is meant.

courlan's pattern is not used: it takes `cid`, `eid`, `uid`, `keyword`, `gallery` and the like for
trackers, and on Arabic outlets these name the article. The lists below are of names that always
track, and of names that track with certain values only. Sources: ClearURLs' rules, AdGuard's
general list, Firefox's query stripping, the session names of PHP, Java, ASP and ColdFusion.
"""

import re

_TRACKING_PREFIXES = (
    *("utm_", "utm-", "mtm_", "pk_", "piwik_", "matomo_", "hsa_", "vero_", "oly_", "itm_", "stm_"),
    *("ga_", "gad_", "_ga", "_gl", "at_", "ns_", "mc_", "mkt_", "wt.", "taboola_", "guce_"),
    *("_branch_", "_hs", "__hs", "elqtrack", "fb_action_", "__cf_chl_", "__cft_", "__xts__"),
    *("__tn__", "amp_js_v", "amp_gsa", "amp_tf", "amp_kit", "aspsessionid"),
)
_TRACKING_NAMES = frozenset(
    (
        *("fbclid", "fb_source", "fb_ref", "fb_comment_id", "fbc_id", "mibextid", "rdid", "sfnsn"),
        *("igsh", "igshid", "twclid", "ref_src", "ref_url", "__twitter_impression", "ttclid"),
        *("li_fat_id", "epik", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "srsltid", "gaa_at"),
        *("aoh", "usqp", "amp_r", "msclkid", "yclid", "ysclid", "_openstat", "zanpid", "wickedid"),
        *("rb_clickid", "outbrainclickid", "dicbo", "oborigurl", "tblci", "s_kwcid", "ef_id"),
        *("s_cid", "intcmp", "int_cmp", "xtor", "ito", "smid", "smtyp", "sr_share", "soc_src"),
        *("soc_trk", "trk", "traffic_source", "referer", "referrer", "nr_email_referer"),
        *("nr_email_referrer", "guccounter", "hsctatracking", "replytocom", "unapproved"),
        *("moderation-hash", "nocache", "cachebuster", "cachebust", "phpsessid", "jsessionid"),
        *("phpsessionid", "sessid", "aspxautodetectcookiesupport", "asp.net_sessionid", "oscsid"),
        *("zenid", "cfid", "cftoken", "sc_channel", "sc_campaign"),
        *("sc_cmp", "sc_content", "sc_medium", "sc_outcome", "sc_src"),
    )
)
_CHANNEL_NAME = re.compile(
    "rss|feeds?|feedburner|atom|sitemap|facebook|fb|twitter|tw|x|t\\.co|(?:jetpack-)?whatsapp|telegram"
    "|instagram|linkedin|pinterest|reddit|tumblr|pocket|skype|viber|messenger|youtube|tiktok|threads"
    "|e?-?mail|newsletter|push|notifications?|onesignal|social|shar(?:e|ing)|google|google-?news"
    "|bing|nabd|flipboard|home-?(?:page)?|index|menu|header|footer|sidebar|related|latest"
    "|most-?read|mobile|app|web|amp|ios|android|print",
    re.IGNORECASE,
)
_SESSION_TOKEN = re.compile("[0-9a-z_-]{16,}", re.IGNORECASE)
# A session's number: letters and digits mixed, which no article's number or slug is for so long.
_SESSION_HASH = re.compile("(?=[a-z]*[0-9])(?=[0-9]*[a-z])[0-9a-z]{20,128}", re.IGNORECASE)
_TIMESTAMP = re.compile("[0-9]{10,}")
# The name of a campaign; a short number may be that of a category or an article.
_CAMPAIGN_NAME = re.compile("(?![0-9]{1,8}$).*", re.DOTALL)
_TRACKING_VALUES = {
    **dict.fromkeys(("ref", "source", "src", "from", "via", "share"), _CHANNEL_NAME),
    **dict.fromkeys(("cmp", "cmpid", "icid", "intcid", "ncid", "ocid", "cvid"), _CAMPAIGN_NAME),
    **dict.fromkeys(("session", "sessionid", "session_id", "clickid"), _SESSION_TOKEN),
    **dict.fromkeys(("s", "sid", "sess"), _SESSION_HASH),
    "_": _TIMESTAMP,
}
# Trackers appended with a second `?`, or with `&` to an address without a query.
_APPENDED_TRACKER = re.compile(
    "[?&](?:amp;)*(?=utm_|fbclid=|gclid=|(?:phpsess|jsession)id=)", re.IGNORECASE
)
_ESCAPED_AMPERSAND = re.compile("(?:amp;)+")
# Sessions in a path: a parameter of a segment, or a segment of their own; ASP.NET's `/(S(…))`,
# with `X(1)` where it asks for cookies, and the 24 letters and digits of its first version.
_PATH_SESSION = re.compile(
    r"[;/](?:jsessionid|phpsessid|sessid|sessionid|sid)=[^/;]*"
    r"|/(?:\(|%28)(?:(?:[AFSX](?:\(|%28)[\w-]*(?:\)|%29))+|[a-z0-5]{24})(?:\)|%29)(?=/|\Z)",
    re.IGNORECASE,
)


def is_tracking_parameter(parameter: str) -> bool:
    """Say whether `name=value`, percent escapes of letters undone, is for tracking or a session."""
    name, _, value = parameter.partition("=")
    name = name.lower()
    if name in _TRACKING_NAMES or name.startswith(_TRACKING_PREFIXES):
        return True
    tracking_value = _TRACKING_VALUES.get(name)
    return tracking_value is not None and tracking_value.fullmatch(value) is not None


def drop_tracking_parameters(query: str) -> str:
    """Return a query without empty and tracking parameters, the others in their order."""
    parameters = (
        part[len(escaped[0]) :] if (escaped := _ESCAPED_AMPERSAND.match(part)) else part
        for part in _APPENDED_TRACKER.sub("&", query).split("&")
    )
    return "&".join(part for part in parameters if part and not is_tracking_parameter(part))


def strip_path_session(path: str) -> str:
    """Return a path without appended trackers, `;jsessionid=…` and ASP.NET's `/(S(…))`."""
    if "&" in path:
        path = _APPENDED_TRACKER.split(path, maxsplit=1)[0]
    return _PATH_SESSION.sub("", path) if "=" in path or "/(" in path or "/%28" in path else path
