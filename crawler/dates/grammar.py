"""The grammar of date lines: regular expressions over token kinds, one letter for each token.

`tokenizer` explains the letters.
"""

import re

_FILLERS = "[fU]{0,2}"
_SEPARATOR = f"{_FILLERS}[-/.,(]{{0,2}}{_FILLERS}"
_DAY = "[no]"
# One month, or two names of it: «أيلول/سبتمبر», «سبتمبر (أيلول)».
_MONTH = r"(?:m[-/.,(|]{0,2}m|h|m)\)?"

# A match's `lastgroup` is the name of the alternative; its number ends the names of its groups.
# Right-to-left mark-up prints «29 جانفي 2026 18:34» as «29 18:34 2026 جانفي» (7), and
# «18:34 جانفي 2026 29» (9) or «2026 18:34 جانفي 29» (0), and «29 جانفي, 2026» as
# «2026, 29 جانفي» (8).
DATE = re.compile(
    rf"""
      (?P<iso>I)
    | (?P<numeric>D)
    | (?P<dated1>(?P<d1>[noF]){_SEPARATOR}(?P<m1>{_MONTH}){_SEPARATOR}(?P<y1>y))
    | (?P<libyan2>(?P<d2>n)f?(?P<m2>[BF])f?(?P<y2>y))
    | (?P<dated3>(?P<m3>{_MONTH}){_SEPARATOR}(?P<d3>{_DAY}){_SEPARATOR}(?P<y3>y))
    | (?P<dated4>(?P<y4>y){_SEPARATOR}(?P<m4>{_MONTH}){_SEPARATOR}(?P<d4>n)(?![-/.,]?y))
    | (?P<timed5>(?P<m5>m)(?P<d5>n)(?P<time5>t)[zZOqAa]{{0,2}}(?P<y5>y))
    | (?P<timed7>(?P<d7>n)(?P<time7>t)(?P<y7>y)(?P<m7>{_MONTH})(?!{_SEPARATOR}[ny]))
    | (?P<timed9>(?P<time9>t)(?P<m9>m)(?P<y9>y)(?P<d9>n)(?![-/.,:]?[nyt]))
    | (?P<timed0>(?P<y0>y)(?P<time0>t)(?P<m0>m)(?P<d0>n)(?![-/.,:]?[nyt]))
    | (?P<dated8>(?P<y8>y){_SEPARATOR}(?P<d8>n){_SEPARATOR}(?P<m8>{_MONTH})(?!{_SEPARATOR}[ny]))
    | (?P<spaced>[ny](?P<sep>[-/.])n(?P=sep)[ny](?!(?P=sep)[nyx]))
    | (?P<short6>(?P<d6>n)[-/.,]?(?P<m6>m)[-/.,]?(?P<y6>n)(?=$|f?k?t|[-|)]))
    """,
    re.VERBOSE,
)
# «الموافق 16 سبتمبر» after a whole Hijri date.
GREGORIAN_EQUIVALENT = re.compile(
    rf"=[f,:(]?w?(?P<day>[no]){_SEPARATOR}(?>(?P<month>{_MONTH}))(?!{_SEPARATOR}y)"
)
ERA = re.compile(r"[(.]?(?:f?[eg]|[eMs])(?:\.?s)?[.)]?")
# «م» before a time that has no other sign of the half-day: the era, or PM.
PM_OR_ERA = re.compile(r"M[-,|]?(?P<clock>t)(?!f?[,(]?[pSM])")

TIME = re.compile(
    r"""
    (?:(?P<zone>qf?[zZO]|[zO])[:,()]?)?
    (?:
        (?:k[:f]{0,2})?(?P<before>[pSM](?=t))?(?P<clock>t)(?:f?[,(]?(?P<p1>[pSM])\)?)?
      | k[:f]{0,2}(?P<h2>n)(?:(?:[:.&i](?P<m2>n)|(?P<n2>K))U?|(?!U))(?P<half2>H)?
        (?:[,(]?(?P<p2>[pSM])\)?)?
      | (?P<h3>n)(?:[:.](?P<m3>n))?(?P<p3>[pSM])
      | (?P<h6>n):(?P<m6>n)
      | (?P<h4>n)i(?P<m4>n)(?P<p4>[pSM])?
      | (?:k[:f]{0,2})?(?P<h5>c)(?P<half5>H)?(?:(?:&(?P<m5>[nN])|(?P<n5>K))U)?f?(?P<p5>p)
    )
    """,
    re.VERBOSE,
)
ZONE = re.compile(
    r"""
      [-,|]?\(?f?q[f:]?\(?(?P<place>[zZA])(?P<plus>O)?\)?
    | [-,|]?\(?(?P<utc>[zA])(?P<utcplus>O)?\)?
    | [,]?\(?(?P<offset>O)(?:q?z)?\)?
    | [-,]?\((?P<bracketed>Z)\)
    """,
    re.VERBOSE,
)

# Tokens that may separate a date from its time, and a date from itself in the other calendar.
BETWEEN_DATE_AND_TIME = re.compile(r"[-/.,|:()fUwkMgeq&#]{0,8}")
BETWEEN_CALENDARS = re.compile(r"[-/.,|:()=fwMgeU#tkpSqzZO]{0,12}")

_COUNT = "(?:[nNxKH]?UN?)"
RELATIVE_DATE = re.compile(
    rf"""
      r[f:]{{0,2}}(?P<after>{_COUNT}(?:&?H|[&f]?{_COUNT}){{0,2}})(?!n$)
    | rf?(?P<inverted>Un)$
    | r[f:]{{0,2}}(?P<brief>n[iY])(?!n)
    | (?:^|(?<=l)|(?<=l:))(?P<bare>n[iY])b?$
    | ^(?P<reversed>{_COUNT})r$
    | ^f(?P<colloquial>{_COUNT})$
    | (?P<before>{_COUNT}(?:[,&]?{_COUNT}){{0,2}})b
    | (?P<now>j)
    | (?P<day>T)
    """,
    re.VERBOSE,
)
QUANTITY = re.compile(
    r"(?P<count>[nNxK])?(?P<lead>H)?(?P<unit>[UiY])(?:N|(?P<inverted>n$))?&?(?P<half>H)?"
)

# A line of signs and words that add nothing to a date: in it «أمس» stands alone.
NOTHING_ELSE = re.compile(r"[lukwfTj:,|.()#-]*")
WEEKDAY_BEFORE = re.compile(r"[wN][-,:|f(]{0,2}$")
WEEKDAY_AFTER = re.compile(r"[-,|)(]?w")
# «3 - 5 مارس 2024», «3 مارس - 5 أبريل 2024»: the days of an event, not the date of a page.
RANGE_START_BEFORE = re.compile(r"(?P<first>[no])(?:[-&/~]|(?P<month>m)[-&~])f?$")
NOT_A_DATE_BEFORE = re.compile(r"v[:.#f]{0,2}$")
# The hours of an event or a programme.
TIME_RANGE_END = re.compile("-t")
# «مساء الأحد 3 مارس 2024 الساعة 10:30».
DAY_PART_BEFORE = re.compile("p[fUwT,]{0,4}$")
LABEL_BEFORE = re.compile(r"[lu][-:,|fk(]{0,3}$")
