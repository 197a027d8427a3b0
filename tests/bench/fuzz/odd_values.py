"""Mutators that put in odd values: characters, dates, numbers, addresses, bait for expressions."""

import re
from collections.abc import Callable
from random import Random

from tests.bench.fuzz.draft import EVERY, PAGES, XML, Draft, Mutator, find_tokens
from tests.bench.fuzz.tokens import is_text

_NUMBER = re.compile(r"\d+")
_NUMBERS = (
    "0", "00", "-1", "99", "9999", "99999", "1e999", "9" * 30, "9" * 400, "٩٩٩٩", "٠", "1.5", "²",
    "۱۴۴۷", "1970", "13", "24", "60", "2147483648", "NaN", "①", "໑", "1_000", "+5", "1" * 5000,
)  # fmt: skip
_DATE = re.compile(
    r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)?"
    r"|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\w{3}, \d{1,2} \w{3} \d{4} [\d:]+ \S+"
    r"|\d{1,2} [\u0621-\u064a]+ \d{4}"
)
DATES = (
    "9999-12-31T23:59:59-14:00", "9999-12-31T23:59:59Z", "9999-12-31", "0001-01-01T00:00:00+14:00",
    "0001-01-01", "0000-00-00", "0000-00-00T00:00:00Z", "2026-99-99T99:99:99+99:99", "2026-02-30",
    "2026-11-20T24:00:00Z", "2026-11-20T23:59:60Z", "2026-11-20T10:00:00+23:59", "20261120T1000",
    "2026-11-20T10:00:00+24:00", "2026-W60-9", "2026-366", "-2026-11-20", "+12026-11-20", "1e30",
    "99999999999999", "1732060800000", "-62135596800", "31/12/9999", "00/00/0000", "99/99/9999",
    "31 ديسمبر 9999", "99 نوفمبر 2026", "1 محرم 1", "30 رمضان 9999", "32 محرم 1448", "1 محرم 1343",
    "قبل 99999999999 يوم", "منذ 9999999 سنة", "منذ 0 دقيقة", "الأحد، 0 يناير 0", "أمس", "غدا",
    "25:61", "Sun, 99 Nov 9999 99:99:99 +9999", "Mon, 01 Jan 0001 00:00:00 +1400",
    "Fri, 31 Dec 9999 23:59:59 -1200", "Sat, 20 Nov 2026 10:00:00 GMT+99", "٢٠٢٦/١١/٢٠",
    "۲۰۲۶-۱۱-۲۰", "2026-11-20T10:00:00.999999999999Z",
    "31 ديسمبر 9999 الساعة 11:59 مساء بتوقيت هاواي", "1/1/1 12:00 ص", "12/31/1969", "²/٣/2026",
)  # fmt: skip
_ADDRESS = re.compile(r"(?:https?:/)?/[^\s\"'<>]*")
ADDRESSES = (
    "http://[::1", "http://]/", "//[", "http://", "http:///x", "//", "///", ":", "?", "#", "http:",
    "http://a b/", "http://\u200f/", "http://xn--/", "http://xn--a/",
    "http://" + "a" * 70 + ".com/", "http://" + "a." * 200 + "com/", "http://١٢٣.com/",
    "http://user:p@ss@h/", "http://h:99999/", "http://h:port/", "http://h:-1/", "http://h:٨٠/",
    "\\\\h\\x", "/%zz%", "/%00", "/%ff%fe", "/\x01", "javascript:alert(1)", "data:text/html,<p>",
    "file:///etc/passwd", "ftp://h/", "mailto:a@b", "/" + "a/" * 3000, "/?" + "a=b&" * 2000,
    "/" + "ق" * 2000, "/?&&&==;;", "/x;p=1;p=2", "/..//../.", "http://[fe80::1%25eth0]/",
    "http://0x7f.1/", "http://2130706433/", "http://h./", "http://.h/", "http://-h-/",
    "http://ا-ب.example/", "http://\u2025.com/", "http://\ufdfa.com/", "http://\u00df.de/",
    "/2026/99/99/x-1", "/9999/12/31/x-1", "/٢٠٢٦/١١/٢٠/خبر-1", "/?page=" + "9" * 500, "/page/²",
    "/?p=②", "/?page=٩٩", "/page/" + "9" * 5000, "tel:1", "HTTP://H/", "http:/\\h",
    "http://h\ud800/", "/rss" * 1500, "/title-4821" + "/page/1" * 25, "/feed/1" * 900,
    "/?date=2026-99-99", "/" + "-" * 3000, "/" + "1-" * 2000, "/?u=http://[", "/index_²_3.html",
)  # fmt: skip
_CHARACTERS = (
    "\x00", "\x01\x02", "\ud800", "\udfff", "\ufffe", "\uffff", "\u202e", "\u2066", "\u2069",
    "\u200b", "\ufeff", "\u0640", "\u064b" * 40, "\u0300" * 200, "\x85", "\u2028", "\x1b[31m",
    "\U0010ffff", "ﷺ", "\x0b", "\x0c", "\x1c", "\u0130", "\u1e9e", "\ufdfa" * 30, "İ", "\u00ad",
    "\u180e", "\x7f", "\u06dd",
)  # fmt: skip
_BAITS = (
    " ", "\u00a0", "\t", "\n", "(", ")", "[", "]", "{", "-", "—", "|", ":", "،", ".", "/", '"', "«",
    "»", "a", "1", "ا", "و", "ال", "ا ", "1 ", "- ", " |", "a.", "a@", "ا،", "«ا", "(ا", "http://",
    "20/", "1:", "&amp;", "&", "<", "د. ", "كتب: ", "تصوير ", "منذ ", "ـ", "\u064b", "12:30 ",
    "2026-", "#", "@", "_", "*", "نوفمبر ", "\u200f", "ا\n", " \n", "،،", "a-", "%20", "=", ",",
    "!", "؟", "'", "“", "\u2013 ", "رويترز - ",
)  # fmt: skip


def _replace_matches(
    pattern: re.Pattern[str], values: tuple[str, ...]
) -> Callable[[Draft, Random], None]:
    """Return a mutator that replaces matches, in tags, scripts and text, with odd values."""

    def change(draft: Draft, chance: Random) -> None:
        hits = find_tokens(draft.tokens, lambda token: bool(pattern.search(token)))
        share = chance.choice([0.1, 0.5, 1.0])
        for index in chance.sample(hits, min(len(hits), 60)):
            draft.tokens[index] = pattern.sub(
                lambda match: chance.choice(values) if chance.random() < share else match.group(),
                draft.tokens[index],
                count=8,
            )

    return change


def _add_characters(draft: Draft, chance: Random) -> None:
    for _ in range(12):
        if draft.tokens:
            index = chance.randrange(len(draft.tokens))
            spot = chance.randrange(len(draft.tokens[index]) + 1)
            token = draft.tokens[index]
            draft.tokens[index] = token[:spot] + chance.choice(_CHARACTERS) + token[spot:]


def _add_dates(draft: Draft, chance: Random) -> None:
    """Add a date where pages have dates: in meta, in time, beside the headline."""
    value = chance.choice(DATES)
    piece = chance.choice([
        f'<meta property="article:published_time" content="{value}">', f"<p class=date>{value}</p>",
        f'<time datetime="{value}">{value}</time>', f"<span>تاريخ النشر: {value}</span>",
        f'<script type="application/ld+json">{{"@type":"NewsArticle","headline":"خبر",'
        f'"datePublished":"{value}","dateModified":"{value}"}}</script>',
        f'<meta itemprop="dateModified" content="{value}">', f"<h1>خبر</h1>{value}",
    ])  # fmt: skip
    draft.tokens.insert(chance.randrange(len(draft.tokens) // 3 + 1), piece)


def _add_bait(draft: Draft, chance: Random) -> None:
    """Make a value long and monotonous."""
    bait = chance.choice(_BAITS) * chance.choice([50, 700, 5000])
    bait += chance.choice(["", "x", "ا", "\n", "!"])
    spots = find_tokens(draft.tokens, is_text)
    if not spots:
        return
    index = chance.choice(spots)
    draft.tokens[index] = chance.choice(
        [bait, draft.tokens[index] + bait, bait + draft.tokens[index]]
    )


def _add_bait_in_tag(draft: Draft, chance: Random) -> None:
    """Make the value of an attribute, or a string of a script, long and monotonous."""
    spots = find_tokens(draft.tokens, lambda token: '"' in token)
    if spots:
        index = chance.choice(spots)
        bait = chance.choice(_BAITS) * chance.choice([50, 700, 5000])
        quotes = [match.end() for match in re.finditer('"', draft.tokens[index])]
        spot = chance.choice(quotes)
        draft.tokens[index] = draft.tokens[index][:spot] + bait + draft.tokens[index][spot:]


ODD_VALUES = (
    Mutator(name="characters", kinds=EVERY, change=_add_characters),
    Mutator(name="numbers", kinds=EVERY, change=_replace_matches(_NUMBER, _NUMBERS)),
    Mutator(name="dates", kinds=EVERY, change=_replace_matches(_DATE, DATES)),
    Mutator(name="dates added", kinds=PAGES, change=_add_dates),
    Mutator(name="addresses", kinds=EVERY, change=_replace_matches(_ADDRESS, ADDRESSES)),
    Mutator(name="bait in text", kinds=EVERY, change=_add_bait),
    Mutator(name="bait in tags", kinds=PAGES | XML, change=_add_bait_in_tag),
)
